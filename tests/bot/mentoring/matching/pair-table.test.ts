import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PairTable, brokenRule } from '../../../../bot/mentoring/matching/engine/pair-table.ts';
import { hardRules } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey, pairRules } from '../../../../bot/mentoring/matching/rules.ts';
import { organisations } from './organisations.ts';
import { coupleOf, plainFit } from './plain.ts';

describe('the table of pairs', () => {
  it('says of any two what the rules and the fit say in words', () => {
    let [possible, barred] = [0, 0];
    fc.assert(
      fc.property(organisations({ least: 1, most: 12 }), (input) => {
        const [mentees, mentors] = (['mentee', 'mentor'] as const).map((role) =>
          input.candidates.filter((one) => one.role === role),
        );
        if (!mentees || !mentors) throw new Error('there are two roles');
        const table = new PairTable(input, mentees, mentors);
        const rules = pairRules(input);
        const fit = plainFit(input);
        const locked = new Set(input.locked.map(coupleKey));
        for (const [row, mentee] of mentees.entries()) {
          for (const [column, mentor] of mentors.entries()) {
            const bars = rules.barsOf(mentee, mentor);
            const broken = table.brokenRules(row, column);
            expect(hardRules.filter((rule) => (broken & brokenRule[rule]) !== 0)).toEqual(
              bars.filter((bar) => bar !== 'private'),
            );
            if (bars.length === 0 && !locked.has(coupleKey(coupleOf(mentee, mentor)))) {
              expect(table.fit(row, column)).toBe(fit(mentee, mentor));
              possible += 1;
            } else {
              expect(table.fit(row, column)).toBeLessThan(0);
              barred += 1;
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(possible, barred)).toBeGreaterThan(500);
  });
});
