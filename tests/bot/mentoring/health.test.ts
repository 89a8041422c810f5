import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { healthOf, type Health, type HealthSigns } from '../../../bot/mentoring/pairing/health.ts';
import { pageOf, pairingOrders, placeOf, type PairingSeen } from '../../../bot/mentoring/pairing/find-pairings.ts';
import type { PairingFacts, PersonFacts } from '../../../bot/mentoring/pairing/pairing-facts.ts';

const at = Temporal.Instant.from('2027-02-01T09:00:00Z');
const well: HealthSigns = { stalledSince: null, isBookingFailed: false, moves: [0, 0], skippedCheckIns: 0 };
const worse: Readonly<Record<Health, number>> = { 'on-track': 0, quiet: 1, 'needs-a-look': 2 };

describe('how a pairing does', () => {
  it.each<[string, Partial<HealthSigns>, ReturnType<typeof healthOf>]>([
    ['nothing stands out', {}, { health: 'on-track', reasons: [] }],
    ['one meeting moved by each', { moves: [1, 1] }, { health: 'on-track', reasons: [] }],
    ['two meetings moved by one', { moves: [0, 2] }, { health: 'quiet', reasons: ['moved-often'] }],
    ['one check-in without an answer', { skippedCheckIns: 1 }, { health: 'on-track', reasons: [] }],
    ['two check-ins without an answer', { skippedCheckIns: 2 }, { health: 'quiet', reasons: ['check-ins-skipped'] }],
    ['they have not met', { stalledSince: at }, { health: 'needs-a-look', reasons: ['not-met'] }],
    ['a booking that failed', { isBookingFailed: true }, { health: 'needs-a-look', reasons: ['booking-failed'] }],
    [
      'two small things',
      { moves: [3, 0], skippedCheckIns: 4 },
      { health: 'needs-a-look', reasons: ['moved-often', 'check-ins-skipped'] },
    ],
  ])('is told in a word: %s', (_name, signs, told) => {
    expect(healthOf({ ...well, ...signs })).toEqual(told);
  });

  it('has a reason for whatever is not well, and never looks better for more of it', () => {
    const counts = fc.nat({ max: 4 });
    const signs = fc.record({
      stalledSince: fc.constantFrom(null, at),
      isBookingFailed: fc.boolean(),
      moves: fc.tuple(counts, counts),
      skippedCheckIns: counts,
    });
    fc.assert(
      fc.property(signs, signs, (one, more) => {
        const both: HealthSigns = {
          stalledSince: one.stalledSince ?? more.stalledSince,
          isBookingFailed: one.isBookingFailed || more.isBookingFailed,
          moves: one.moves.map((count, index) => count + (more.moves[index] ?? 0)),
          skippedCheckIns: one.skippedCheckIns + more.skippedCheckIns,
        };
        const [before, after] = [healthOf(one), healthOf(both)];
        expect(before.reasons.length > 0).toBe(before.health !== 'on-track');
        expect(worse[after.health]).toBeGreaterThanOrEqual(worse[before.health]);
        expect(after.reasons).toEqual(expect.arrayContaining([...before.reasons]));
      }),
    );
  });
});

describe('a list that is read page by page', () => {
  const people = (name: string): PairingFacts['people'] => {
    const one = { displayName: name } as PersonFacts;
    return { mentee: one, mentor: one };
  };
  const seen = fc
    .record({
      fit: fc.nat({ max: 3 }),
      name: fc.constantFrom('Ada', 'ada', 'Öz', 'Zoe'),
      hours: fc.option(fc.nat({ max: 3 })),
      health: fc.constantFrom<PairingSeen['health']>(null, 'on-track', 'quiet', 'needs-a-look'),
    })
    .map(({ fit, name, hours, health }) => {
      const moment = hours === null ? null : at.add({ hours });
      const facts = { state: 'active', fit, people: people(name), nextAt: moment, lastMetAt: moment } as PairingFacts;
      return { facts, stalledSince: null, health, reasons: [], awaited: null };
    });
  const lists = fc
    .array(seen, { maxLength: 12 })
    .map((all) => all.map((one, index): PairingSeen => ({ ...one, facts: { ...one.facts, id: `id-${index}` } })));

  it('shows each once, in order, whatever leaves it meanwhile', () => {
    fc.assert(
      fc.property(
        lists,
        fc.constantFrom(...pairingOrders),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.boolean()),
        (all, order, limit, leaves) => {
          const whole = pageOf(all, order, null, all.length + 1).page.map(({ facts }) => facts.id);
          let left: readonly PairingSeen[] = all;
          const gone = new Set<string>();
          const read: string[] = [];
          for (let after: ReturnType<typeof pageOf>['next'] = null; ;) {
            const { page, next } = pageOf(left, order, after, limit);
            read.push(...page.map(({ facts }) => facts.id));
            if (next === null) break;
            const [last] = page.slice(-1);
            expect(last && placeOf(last, order)).toEqual(next);
            after = next;
            left = left.filter(({ facts: { id } }) => {
              const isGone = leaves.next().value === true && left.length % 3 === 0;
              if (isGone) gone.add(id);
              return !isGone;
            });
          }
          expect(new Set(read).size).toBe(read.length);
          expect(whole.filter((id) => read.includes(id))).toEqual(read);
          expect(whole.filter((id) => !read.includes(id)).every((id) => gone.has(id))).toBe(true);
        },
      ),
    );
  });
});
