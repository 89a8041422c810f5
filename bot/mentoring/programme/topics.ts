import type { Topic } from './programme.ts';

/** Topics as somebody may see them. */
export interface ShownTopics {
  readonly labels: readonly string[];
  /** How many there are besides that this reader is not to see by name. */
  readonly hidden: number;
}

/**
 * The programme's topics of these keys, in the programme's order. Sensitive ones are named only to those they belong to:
 * never in messages or invitations, and to the lead only as a number.
 */
export function showTopics(
  topics: readonly Topic[],
  keys: readonly string[],
  reader: 'their-own' | 'others',
): ShownTopics {
  const meant = topics.filter((topic) => keys.includes(topic.key));
  const shown = meant.filter((topic) => reader === 'their-own' || !topic.sensitive);
  return { labels: shown.map((topic) => topic.label), hidden: meant.length - shown.length };
}
