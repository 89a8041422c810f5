import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Flow, type FlowSide } from '../../../../bot/mentoring/matching/engine/flow.ts';

const side = (least: number, most: number): fc.Arbitrary<FlowSide> =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 64, 128)), { minLength: least, maxLength: most })
    .map((people) => ({
      room: Int32Array.from(people, ([room]) => room),
      bonus: Float64Array.from(people, ([, bonus]) => bonus),
    }));

/** Steps that would gain by the prices, in a flow in which nothing is held up. */
function gains(
  flow: Flow,
  mentees: FlowSide,
  mentors: FlowSide,
  worth: ReadonlyMap<string, number>,
): readonly string[] {
  const { menteePrices, mentorPrices } = flow;
  const taken = new Set(flow.taken().map(([mentee, mentor]) => `${mentee} ${mentor}`));
  const found: string[] = [];
  for (const [pair, value] of worth) {
    const [mentee = 0, mentor = 0] = pair.split(' ').map(Number);
    const loss = (menteePrices[mentee] ?? 0) + (mentorPrices[mentor] ?? 0) - value;
    if (taken.has(pair) ? loss > 0 : loss < 0) found.push(`pair ${pair}`);
  }
  const ofSide = ({ room, bonus }: FlowSide, prices: Float64Array, place: 0 | 1, name: string) => {
    for (const [one, price] of prices.entries()) {
      const units = flow.taken().filter((pair) => pair[place] === one).length;
      const more = price + (units === 0 ? (bonus[one] ?? 0) : 0);
      const fewer = price + (units === 1 ? (bonus[one] ?? 0) : 0);
      // A unit more is worth the price and may be a first; whoever has room would take it if that were not too little.
      if (units < (room[one] ?? 0) && more > 0) found.push(`${name} ${one} more`);
      if (units > 0 && fewer < 0) found.push(`${name} ${one} fewer`);
    }
  };
  ofSide(mentees, menteePrices, 0, 'mentee');
  ofSide(mentors, mentorPrices, 1, 'mentor');
  return found;
}

describe('a flow', () => {
  it('whose prices could be made whole is the best, by those prices', () => {
    let whole = 0;
    const values = fc.array(fc.integer({ min: -1, max: 40 }), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(
        side(1, 8),
        side(1, 8),
        values,
        fc.constantFrom(8, 2, 0.5, 0),
        (mentees, mentors, fits, allowance) => {
          const worth = new Map<string, number>();
          const pairs: { mentee: number; mentor: number; fit: number }[] = [];
          for (let mentee = 0; mentee < mentees.room.length; mentee += 1) {
            for (let mentor = 0; mentor < mentors.room.length; mentor += 1) {
              const fit = fits[mentee * 8 + mentor] ?? -1;
              if (fit < 0) continue;
              worth.set(`${mentee} ${mentor}`, fit);
              pairs.push({ mentee, mentor, fit });
            }
          }
          const flow = new Flow(mentees, mentors);
          flow.add({
            count: pairs.length,
            mentees: Int32Array.from(pairs, ({ mentee }) => mentee),
            mentors: Int32Array.from(pairs, ({ mentor }) => mentor),
            worth: Int32Array.from(pairs, ({ fit }) => fit),
          });
          const isCertain = allowance === 0;
          flow.refine(isCertain ? flow.smallestAllowance : allowance);
          if (!flow.makePricesWhole(isCertain)) return;
          whole += 1;
          expect([...flow.menteePrices, ...flow.mentorPrices].every(Number.isInteger)).toBe(true);
          expect(gains(flow, mentees, mentors, worth)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
    // With the smallest allowance it always can be.
    expect(whole).toBeGreaterThan(125);
  });
});
