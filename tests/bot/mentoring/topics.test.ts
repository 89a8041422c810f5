import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Topic } from '../../../bot/mentoring/programme/programme.ts';
import { showTopics } from '../../../bot/mentoring/programme/topics.ts';

const topics: readonly Topic[] = [
  { key: 'ai-tools', label: 'AI tools', sensitive: false },
  { key: 'faith-at-work', label: 'Faith at work', sensitive: true },
  { key: 'social-media', label: 'Social media', sensitive: false },
];
/** Some topics of a programme, and keys of people: some of them of topics that are no longer there. */
const cases = fc.uniqueArray(fc.nat(9), { maxLength: 8 }).chain((numbers) =>
  fc.record({
    offered: fc.tuple(
      ...numbers.map((number) =>
        fc.boolean().map((sensitive) => ({ key: `t${number}`, label: `Topic ${number}`, sensitive })),
      ),
    ),
    keys: fc.array(
      fc.nat(12).map((number) => `t${number}`),
      { maxLength: 12 },
    ),
  }),
);

describe('topics as somebody sees them', () => {
  it('are all named to those they belong to, in the programme’s order', () => {
    expect(showTopics(topics, ['social-media', 'faith-at-work', 'gone'], 'their-own')).toEqual({
      labels: ['Faith at work', 'Social media'],
      hidden: 0,
    });
  });

  it('are named to others without the sensitive ones, which are only counted', () => {
    expect(showTopics(topics, ['social-media', 'faith-at-work'], 'others')).toEqual({
      labels: ['Social media'],
      hidden: 1,
    });
  });

  it('never hold a sensitive one for others, and count every one that is meant', () => {
    fc.assert(
      fc.property(cases, ({ offered, keys }) => {
        const shown = showTopics(offered, keys, 'others');
        const meant = offered.filter((topic) => keys.includes(topic.key));
        for (const { label, sensitive } of offered) if (sensitive) expect(shown.labels).not.toContain(label);
        expect(shown.labels.length + shown.hidden).toBe(meant.length);
        expect(showTopics(offered, keys, 'their-own')).toEqual({
          labels: meant.map((topic) => topic.label),
          hidden: 0,
        });
      }),
    );
  });
});
