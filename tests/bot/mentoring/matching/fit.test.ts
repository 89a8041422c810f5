import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitOf, fullPoints } from '../../../../bot/mentoring/matching/fit.ts';
import { fitParts, type Candidate } from '../../../../bot/mentoring/matching/matching.ts';
import type { Role } from '../../../../bot/mentoring/people/person.ts';
import {
  defaultRules,
  defaultWeights,
  type FitWeights,
  type MatchingRules,
} from '../../../../bot/mentoring/programme/programme.ts';
import { anyWeights } from './organisations.ts';
import { junior, senior } from './two-people.ts';

const named = fc.constantFrom('x', 'y', null);
const stated = fc.constantFrom('same' as const, 'different' as const, null);
const topicNames = Array.from({ length: 12 }, (_, index) => `topic-${index}`);
const people = (role: Role, other: string) =>
  fc
    .record({
      seniority: fc.integer({ min: 0, max: 12 }),
      topics: fc.shuffledSubarray(topicNames),
      department: named,
      profession: named,
      officeLocation: named,
      pairingsMentored: fc.nat(5),
      preferences: fc.record({ office: stated, profession: stated }),
      wishes: fc.subarray([other, 'somebody']),
    })
    .map((more): Candidate => ({ ...(role === 'mentee' ? senior : junior), ...more }));
const settings = fc.record({
  weights: anyWeights,
  rules: fc.record({
    minimumSeniorityGap: fc.integer({ min: 1, max: 4 }),
    minimumSharedTopics: fc.constant(1),
    minimumSharedHours: fc.constant(1),
    department: fc.constantFrom('off' as const, 'prefer' as const, 'require' as const),
    allowSameManager: fc.boolean(),
  }),
});
const minutes = fc.nat(600);
const couples = fc.record({
  mentee: people('mentee', 'junior'),
  mentor: people('mentor', 'senior'),
  settings,
  minutes,
});

interface Pair {
  readonly mentee: Candidate;
  readonly mentor: Candidate;
  readonly settings: { readonly weights: FitWeights; readonly rules: MatchingRules };
  readonly minutes: number;
}
const fit = ({ mentee, mentor, settings: { weights, rules }, minutes: shared }: Pair) =>
  fitOf(mentee, mentor, { points: fullPoints(weights, rules), rules, minutes: shared });
const usual = { weights: defaultWeights, rules: defaultRules };
/** The parts of the fit of the two who have nothing but what is said. */
const partsOf = (more: { mentee?: Partial<Candidate>; mentor?: Partial<Candidate>; minutes?: number }) =>
  fit({
    mentee: { ...senior, ...more.mentee },
    mentor: { ...junior, ...more.mentor },
    settings: usual,
    minutes: more.minutes ?? 0,
  }).parts;

describe('the fit of two people', () => {
  it('is a whole number from 0 to 1000, what its parts add up to, none above what it can give', () => {
    fc.assert(
      fc.property(couples, (pair) => {
        const { fit: whole, parts } = fit(pair);
        const points = fullPoints(pair.settings.weights, pair.settings.rules);
        expect(Number.isInteger(whole) && whole >= 0 && whole <= 1_000).toBe(true);
        expect(Object.keys(parts).toSorted()).toEqual([...fitParts].toSorted());
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(whole);
        for (const part of fitParts) {
          expect(Number.isInteger(parts[part]) && parts[part] >= 0 && parts[part] <= points[part]).toBe(true);
        }
      }),
    );
  });

  it('splits the thousand among the parts as they weigh, to less than a point', () => {
    fc.assert(
      fc.property(settings, ({ weights, rules }) => {
        const points = fullPoints(weights, rules);
        const counted = fitParts.map((part) =>
          part === 'department' && rules.department === 'off' ? 0 : weights[part],
        );
        const sum = counted.reduce((all, one) => all + one, 0);
        expect(Object.values(points).reduce((all, one) => all + one, 0)).toBe(sum === 0 ? 0 : 1_000);
        for (const [index, part] of fitParts.entries()) {
          expect(Math.abs(points[part] - (sum === 0 ? 0 : ((counted[index] ?? 0) * 1_000) / sum))).toBeLessThan(1);
        }
      }),
    );
  });

  it('is full for two who have everything in common that counts and differ where they should', () => {
    const apart = { department: 'x', profession: 'x', officeLocation: 'x' };
    const other = { department: 'y', profession: 'y', officeLocation: 'y' };
    const best = { ...junior, ...other, seniority: 0, pairingsMentored: 3 };
    fc.assert(
      fc.property(settings, ({ weights, rules }) => {
        const mentee = { ...senior, ...apart, seniority: 9 };
        const points = fullPoints(weights, rules);
        expect(fit({ mentee, mentor: best, settings: { weights, rules }, minutes: 360 }).parts).toEqual(points);
      }),
    );
  });

  it('is never lower for more topics in common, a wider gap, more shared hours or more experience', () => {
    fc.assert(
      fc.property(
        couples,
        fc.nat(600),
        fc.nat(5),
        fc.shuffledSubarray(topicNames),
        (pair, minutesMore, more, topics) => {
          const least = fit(pair).fit;
          const { mentee, mentor } = pair;
          const better: readonly Pair[] = [
            { ...pair, mentor: { ...mentor, topics: [...new Set([...mentor.topics, ...topics])] } },
            { ...pair, mentee: { ...mentee, seniority: mentee.seniority + more } },
            { ...pair, minutes: pair.minutes + minutesMore },
            { ...pair, mentor: { ...mentor, pairingsMentored: mentor.pairingsMentored + more } },
          ];
          for (const one of better) expect(fit(one).fit).toBeGreaterThanOrEqual(least);
        },
      ),
    );
  });

  it('is never lower for another department, nor for another profession or office but where the same is asked for', () => {
    fc.assert(
      fc.property(couples, (drawn) => {
        const pair = {
          ...drawn,
          mentee: { ...drawn.mentee, preferences: { office: null, profession: null } },
          mentor: { ...drawn.mentor, preferences: { office: null, profession: null } },
        };
        const least = fit(pair).fit;
        for (const key of ['department', 'profession', 'officeLocation'] as const) {
          const mentee = { ...pair.mentee, [key]: 'another' };
          const mentor = { ...pair.mentor, [key]: 'other' };
          expect(fit({ ...pair, mentee, mentor }).fit).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  it('counts topics in the order in which the mentee wants them, and not in the mentor’s', () => {
    const order = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];
    const alone = order.map((topic) => partsOf({ mentee: { topics: order }, mentor: { topics: [topic] } }).topics);
    expect(alone.slice(0, 5)).toEqual([...new Set(alone)].toSorted((a, b) => b - a));
    expect(alone.slice(5)).toEqual([alone[4], alone[4]]);
    fc.assert(
      fc.property(couples, fc.shuffledSubarray(topicNames, { minLength: topicNames.length }), (pair, all) => {
        const topics = all.filter((topic) => pair.mentor.topics.includes(topic));
        expect(fit({ ...pair, mentor: { ...pair.mentor, topics } })).toEqual(fit(pair));
      }),
    );
  });

  it('gives full points for the first three topics, or for all where fewer are wanted', () => {
    const { topics } = fullPoints(defaultWeights, defaultRules);
    const order = ['first', 'second', 'third', 'fourth'];
    const shared = (wanted: number, offered: number) =>
      partsOf({ mentee: { topics: order.slice(0, wanted) }, mentor: { topics: order.slice(0, offered) } }).topics;
    for (const [wanted, offered] of [
      [4, 4],
      [4, 3],
      [3, 3],
      [2, 2],
      [1, 1],
    ] as const) {
      expect(shared(wanted, offered)).toBe(topics);
    }
    for (const [wanted, offered] of [
      [4, 2],
      [3, 2],
      [2, 1],
      [1, 0],
    ] as const) {
      expect(shared(wanted, offered)).toBeLessThan(topics);
    }
  });

  it('meets what either would like: each side has half, in equal steps for what they said, all of it where nothing', () => {
    const { preferences } = fullPoints(defaultWeights, defaultRules);
    const half = Math.floor(preferences / 2);
    const rest = preferences - half;
    const [here, there] = [
      { officeLocation: 'x', profession: 'x' },
      { officeLocation: 'y', profession: 'y' },
    ];
    const given = (mentee: Partial<Candidate>, mentor: Partial<Candidate>) => partsOf({ mentee, mentor }).preferences;
    const wants = (
      office: 'same' | 'different' | null,
      profession: 'same' | 'different' | null,
      wishes: string[] = [],
    ) => ({
      preferences: { office, profession },
      wishes,
    });
    expect(given(here, there)).toBe(preferences);
    expect(given({ ...here, ...wants('same', null) }, here)).toBe(preferences);
    expect(given({ ...here, ...wants('same', null) }, there)).toBe(rest);
    expect(given({ ...here, ...wants('different', 'same') }, there)).toBe(rest + Math.floor(half / 2));
    expect(given(here, { ...there, ...wants('different', 'different') })).toBe(half + 2 * Math.floor(rest / 2));
    expect(given({ ...here, ...wants(null, null, ['junior']) }, there)).toBe(preferences);
    expect(given({ ...here, ...wants(null, null, ['somebody']) }, there)).toBe(rest);
    expect(given({ ...here, ...wants('same', 'same', ['junior', 'somebody']) }, there)).toBe(
      rest + Math.floor(half / 3),
    );
    // Where it is not known, it is neither the same nor different.
    expect(given({ ...here, ...wants('same', null) }, { officeLocation: null })).toBe(rest);
    expect(given({ ...here, ...wants('different', null) }, { officeLocation: null })).toBe(rest);
  });

  it('gives nothing for departments and professions when they are off', () => {
    fc.assert(
      fc.property(couples, (pair) => {
        const rules = { ...pair.settings.rules, department: 'off' as const };
        expect(fit({ ...pair, settings: { ...pair.settings, rules } }).parts.department).toBe(0);
      }),
    );
    const differ = { mentee: { department: 'x', profession: 'x' }, mentor: { department: 'y', profession: 'y' } };
    expect(partsOf(differ).department).toBe(fullPoints(defaultWeights, defaultRules).department);
    expect(partsOf({ ...differ, mentor: { department: 'x', profession: 'y' } }).department).toBeGreaterThan(0);
    expect(partsOf({ ...differ, mentor: { department: null, profession: null } }).department).toBe(0);
  });

  it('comes with a reason for all that is known of the two, the mentee’s order of topics first, and for nothing else', () => {
    fc.assert(
      fc.property(couples, (pair) => {
        const { mentee, mentor } = pair;
        const isKnown = (key: 'department' | 'profession' | 'officeLocation') =>
          mentee[key] !== null && mentor[key] !== null;
        const isSame = (key: 'department' | 'profession' | 'officeLocation') => mentee[key] === mentor[key];
        const { reasons } = fit(pair);
        const hours = reasons.flatMap((reason) => (reason.kind === 'shared-hours' ? [reason.hours] : []));
        expect(Math.abs((hours[0] ?? Number.NaN) - pair.minutes / 60)).toBeLessThanOrEqual(0.05 + 1e-9);
        expect(reasons).toEqual([
          { kind: 'shared-topics', topics: mentee.topics.filter((topic) => mentor.topics.includes(topic)) },
          ...(isKnown('department') && !isSame('department') ? [{ kind: 'different-department' }] : []),
          ...(isKnown('profession') && !isSame('profession') ? [{ kind: 'different-profession' }] : []),
          ...(isKnown('officeLocation')
            ? [{ kind: isSame('officeLocation') ? 'same-office' : 'different-office' }]
            : []),
          { kind: 'seniority-gap', levels: mentee.seniority - mentor.seniority },
          { kind: 'shared-hours', hours: hours[0] },
          ...(mentor.pairingsMentored > 0 ? [{ kind: 'has-mentored', pairings: mentor.pairingsMentored }] : []),
        ]);
      }),
    );
  });
});
