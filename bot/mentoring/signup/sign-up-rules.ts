import { Temporal } from 'temporal-polyfill';
import { largestCapacity, type Participant, type Role } from '../people/person.ts';
import type { Programme, Topic } from '../programme/programme.ts';

/** Topics that somebody may choose on a card. */
export const mostTopics = 5;

/** What somebody says when they sign up. */
export interface SignUpAnswers {
  /** Null where they did not say. */
  readonly role: Role | null;
  /** Keys of topics. */
  readonly topics: readonly string[];
  /** Primary subtags. */
  readonly languages: readonly string[];
  readonly capacity: number;
}

export type SignUpProblem =
  'no-role' | 'role-fixed' | 'no-topic' | 'too-many-topics' | 'topic-gone' | 'no-language' | 'too-much-room';

/** Whether a programme goes on no more at a time, as its last day is where somebody lives. */
export const isOver = ({ endsOn, closedAt }: Programme, now: Temporal.Instant, zone: string | null): boolean =>
  closedAt !== null || Temporal.PlainDate.compare(now.toZonedDateTimeISO(zone ?? 'UTC').toPlainDate(), endsOn) > 0;

/** Topics that a card may name. */
export const namedTopics = ({ topics }: Pick<Programme, 'topics'>): readonly Topic[] =>
  topics.filter(({ sensitive }) => !sensitive);

/** Where somebody signs up: a card names no private topics and takes few; the tab shows and takes them all. */
export type SignUpPlace = 'card' | 'tab';

/** The first thing that is wrong with what somebody says; null when nothing is. */
export function signUpProblem(
  { role, topics, languages, capacity }: SignUpAnswers,
  programme: Pick<Programme, 'topics'>,
  before: Participant | null,
  isRoleFixed: boolean,
  place: SignUpPlace = 'card',
): SignUpProblem | null {
  const offered = place === 'card' ? namedTopics(programme) : programme.topics;
  if (role === null) return 'no-role';
  if (isRoleFixed && before !== null && role !== before.role) return 'role-fixed';
  if (topics.some((key) => !offered.some((topic) => topic.key === key))) return 'topic-gone';
  if (place === 'card' && topics.length > mostTopics) return 'too-many-topics';
  // Where all topics are private, or they have chosen some of these, that is what the tab is for.
  const hasOthers = place === 'card' && privateOnes(programme, before).length > 0;
  if (topics.length === 0 && offered.length > 0 && !hasOthers) return 'no-topic';
  if (languages.length === 0) return 'no-language';
  return capacity > largestCapacity[role] ? 'too-much-room' : null;
}

/**
 * The topics that somebody has from now on: from the tab as they put them in order; from a card those they had in the order
 * in which they wanted them. Private ones are not on the card, and stay.
 */
export function topicsAfter(
  chosen: readonly string[],
  programme: Pick<Programme, 'topics'>,
  before: Participant | null,
  place: SignUpPlace = 'card',
): readonly string[] {
  if (place === 'tab') return [...new Set(chosen)];
  const kept = privateOnes(programme, before);
  const had = before?.topics ?? [];
  return [
    ...had.filter((key) => chosen.includes(key) || kept.includes(key)),
    ...new Set(chosen.filter((key) => !had.includes(key))),
  ];
}

const privateOnes = ({ topics }: Pick<Programme, 'topics'>, before: Participant | null): readonly string[] =>
  (before?.topics ?? []).filter((key) => topics.some((topic) => topic.key === key && topic.sensitive));
