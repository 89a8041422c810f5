import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runEngine, whatIf } from '../../../../bot/mentoring/matching/engine/run.ts';
import type { MatchingInput, MatchingResult, ProposedPairing } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey } from '../../../../bot/mentoring/matching/rules.ts';
import { organisations } from './organisations.ts';
import { coupleOf, couplesOf, plainFit, rulesOf, worthOf } from './plain.ts';
import { both, junior, organisationOf, senior } from './two-people.ts';

function resultOf(input: MatchingInput): MatchingResult {
  const outcome = runEngine(input);
  if (!outcome.ok) throw new Error(`no result: ${outcome.problem.reason}`);
  return outcome.result;
}

const sumOf = (list: readonly ProposedPairing[]) => list.reduce((sum, { fit }) => sum + fit, 0);

describe('asking what a couple would mean', () => {
  it('answers for any two what a run with one lock more comes to, or what is in the way', () => {
    const answered = { paired: 0, barred: 0, 'no-room': 0, possible: 0 };
    fc.assert(
      fc.property(organisations({ least: 2, most: 6 }), (input) => {
        const outcome = runEngine(input);
        if (!outcome.ok) return;
        const { result } = outcome;
        const fit = plainFit(input);
        const paired = new Map(result.pairings.map((pairing) => [coupleKey(pairing), pairing]));
        const locks = (id: string) =>
          input.locked.filter(({ menteeId, mentorId }) => menteeId === id || mentorId === id).length;
        for (const [mentee, mentor] of couplesOf(input)) {
          const couple = coupleOf(mentee, mentor);
          const answer = whatIf(input, result, couple);
          answered[answer.kind] += 1;
          const pairing = paired.get(coupleKey(couple));
          const bars = rulesOf(input).barsOf(mentee, mentor);
          const full = [mentee, mentor].filter((one) => locks(one.personId) >= one.capacity);
          if (pairing) expect(answer).toEqual({ kind: 'paired', pairing });
          else if (bars.length > 0) expect(answer).toEqual({ kind: 'barred', bars });
          else if (full.length > 0) {
            expect(answer.kind === 'no-room' && full.map(({ personId }) => personId)).toContain(
              answer.kind === 'no-room' && answer.personId,
            );
          } else {
            if (answer.kind !== 'possible') throw new Error(`possible, and ${answer.kind} was answered`);
            const locked = { ...input, locked: [...input.locked, couple] };
            const again = resultOf(locked);
            const [before, after] = [worthOf(input, result.pairings), worthOf(locked, again.pairings)];
            expect(answer.pairing).toMatchObject({ ...couple, fit: fit(mentee, mentor), isLocked: true });
            expect(answer.placed).toBe(after.placed - before.placed);
            expect(answer.totalFit).toBe(after.totalFit - before.totalFit);
            expect(answer.totalFit).toBe(sumOf([answer.pairing, ...answer.added]) - sumOf(answer.removed));
            // What goes was there, and what comes was not and is as the same run with the lock could have it.
            const gone = new Set(answer.removed.map(coupleKey));
            expect([...gone].filter((key) => !paired.has(key))).toEqual([]);
            const stays = result.pairings.filter((one) => !gone.has(coupleKey(one)));
            const then = [...stays, answer.pairing, ...answer.added];
            expect(new Set(then.map(coupleKey)).size).toBe(then.length);
            expect(worthOf(locked, then)).toMatchObject({
              placed: after.placed,
              leftOut: after.leftOut,
              totalFit: after.totalFit,
            });
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(answered))).toBeGreaterThan(10);
  });

  it('says only that it is private where somebody would rather not', () => {
    const input = organisationOf([{ ...senior, exclusions: ['junior'] }, junior, { ...junior, personId: 'other' }]);
    expect(whatIf(input, resultOf(input), both)).toEqual({ kind: 'barred', bars: ['private'] });
    const declined = organisationOf([senior, junior, { ...junior, personId: 'other' }], { declined: [both] });
    expect(whatIf(declined, resultOf(declined), both)).toEqual({ kind: 'barred', bars: ['private'] });
  });

  it('names whose room locked couples take up', () => {
    const input = organisationOf([senior, junior, { ...junior, personId: 'other' }], { locked: [both] });
    const asked = { menteeId: 'senior', mentorId: 'other' };
    expect(whatIf(input, resultOf(input), asked)).toEqual({ kind: 'no-room', personId: 'senior' });
  });

  it('refuses to answer about people who take no part, or not in that role', () => {
    const input = organisationOf([senior, junior]);
    const result = resultOf(input);
    expect(() => whatIf(input, result, { menteeId: 'senior', mentorId: 'away' })).toThrow(RangeError);
    expect(() => whatIf(input, result, { menteeId: 'junior', mentorId: 'senior' })).toThrow(RangeError);
  });
});
