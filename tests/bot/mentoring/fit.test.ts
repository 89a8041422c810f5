import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitOf } from '../../../bot/mentoring/matching/fit.ts';
import type { Candidate } from '../../../bot/mentoring/matching/matching.ts';
import type { PossiblePair } from '../../../bot/mentoring/matching/rules.ts';

const named = fc.constantFrom('x', 'y', null);
const candidates = fc
  .record({ department: named, profession: named, officeLocation: named })
  .map((more): Candidate => ({ personId: 'p', role: 'mentor', seniority: 1, topics: [], workingHours: null, ...more }));
const topics = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });
const pairs = fc.record({
  sharedTopics: topics,
  levels: fc.nat(100),
  hours: fc.double({ min: 0, max: 25, noNaN: true }),
});

describe('the fit of two people', () => {
  it('is a whole number from 1 to 100, whoever they are', () => {
    fc.assert(
      fc.property(candidates, candidates, pairs, (mentee, mentor, pair) => {
        const { fit } = fitOf(mentee, mentor, pair);
        expect(Number.isInteger(fit) && fit >= 1 && fit <= 100).toBe(true);
      }),
    );
  });

  it('is never lower for more topics in common, more levels apart or more shared hours', () => {
    fc.assert(
      fc.property(candidates, candidates, pairs, pairs, (mentee, mentor, pair, more) => {
        const fit = (changed: Partial<PossiblePair>) => fitOf(mentee, mentor, { ...pair, ...changed }).fit;
        const least = fit({});
        const all = [...new Set([...pair.sharedTopics, ...more.sharedTopics])];
        expect(fit({ sharedTopics: all })).toBeGreaterThanOrEqual(least);
        expect(fit({ levels: pair.levels + more.levels })).toBeGreaterThanOrEqual(least);
        expect(fit({ hours: pair.hours + more.hours })).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('is never lower for another department or profession, or the same office', () => {
    fc.assert(
      fc.property(candidates, candidates, pairs, (mentee, mentor, pair) => {
        const { fit } = fitOf(mentee, mentor, pair);
        const apart = { ...mentee, department: 'another', profession: 'another', officeLocation: 'here' };
        expect(fitOf(apart, { ...mentor, officeLocation: 'here' }, pair).fit).toBeGreaterThanOrEqual(fit);
      }),
    );
  });

  it('gains more from topics in common than from any other one thing', () => {
    const alike: Candidate = {
      personId: 'p',
      role: 'mentee',
      seniority: 5,
      topics: [],
      workingHours: null,
      department: 'x',
      profession: 'x',
      officeLocation: null,
    };
    const fit = (pair: Partial<PossiblePair>, more: Partial<Candidate> = {}) =>
      fitOf(
        { ...alike, ...more },
        { ...alike, officeLocation: 'here' },
        { sharedTopics: [], levels: 0, hours: 0, ...pair },
      ).fit;
    const others = [
      fit({ levels: 100 }),
      fit({ hours: 24 }),
      fit({}, { department: 'y' }),
      fit({}, { profession: 'y' }),
      fit({}, { officeLocation: 'here' }),
    ];
    for (const other of others) {
      expect(other).toBeGreaterThan(fit({}));
      expect(fit({ sharedTopics: ['a', 'b', 'c'] })).toBeGreaterThan(other);
    }
  });

  it('comes with a reason for everything that counted, and for nothing else', () => {
    fc.assert(
      fc.property(candidates, candidates, pairs, (mentee, mentor, pair) => {
        const kinds = fitOf(mentee, mentor, pair).reasons.map((reason) => reason.kind);
        const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
        expect(kinds.toSorted()).toEqual(
          [
            'shared-topics',
            'seniority-gap',
            'shared-hours',
            ...(differ(mentee.department, mentor.department) ? ['different-department'] : []),
            ...(differ(mentee.profession, mentor.profession) ? ['different-profession'] : []),
            ...(mentee.officeLocation !== null && mentee.officeLocation === mentor.officeLocation
              ? ['same-office']
              : []),
          ].toSorted(),
        );
      }),
    );
  });
});
