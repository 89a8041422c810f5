import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { freeTimes, type FreeTimesSearch } from '../../../bot/mentoring/meeting/free-times.ts';
import { availabilities, seasons } from '../../support/slots/calendars.ts';
import { PlainTime } from '../../support/slots/plain-search.ts';

const quarter = 15 * 60_000;
const days = 12;
const searches: fc.Arbitrary<FreeTimesSearch> = fc
  .record({
    season: fc.constantFrom(...seasons),
    after: fc.nat(56),
    from: fc.integer({ min: 0, max: 30 * 12 }),
    hours: fc.integer({ min: -2, max: 24 * 7 }),
    most: fc.integer({ min: 0, max: 12 }),
  })
  .chain(({ season, after, from, hours, most }) => {
    const opens = Temporal.PlainDate.from(season).add({ days: after });
    const begins = opens
      .toZonedDateTime('UTC')
      .toInstant()
      .add({ minutes: from * 5 });
    return availabilities(opens, days).map((one) => ({ ...one, from: begins, to: begins.add({ hours }), most }));
  });

/** The same once more: of each day the best, day after day, then the next best that is two hours from it. */
function plainly(search: FreeTimesSearch): readonly number[] {
  const time = new PlainTime(search);
  const first = Math.ceil(search.from.epochMilliseconds / quarter) * quarter;
  const last = search.to.subtract({ minutes: search.lengthMinutes }).epochMilliseconds;
  const free: number[] = [];
  for (let at = first; at <= last; at += quarter) if (time.isFree(at)) free.push(at);
  const zone = search.mentee.timeZone;
  const dateOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const taken: { readonly at: number; readonly round: number; readonly date: string }[] = [];
  for (const [date, starts] of Map.groupBy(free, (at) => dateOf(at).toString())) {
    let left = starts;
    for (let round = 0; left.length > 0; round += 1) {
      const [best = 0] = left.toSorted((a, b) => time.strain(a) - time.strain(b) || a - b);
      taken.push({ at: best, round, date });
      left = left.filter((one) => Math.abs(one - best) >= 8 * quarter);
    }
  }
  return taken
    .toSorted((a, b) => a.round - b.round || a.date.localeCompare(b.date))
    .slice(0, search.most)
    .map(({ at }) => at);
}

describe('free times for one meeting', () => {
  it('are what looking at every quarter of an hour finds, the best of each day first', () => {
    let some = 0;
    fc.assert(
      fc.property(searches, (search) => {
        const found = freeTimes(search);
        some += Number(found.length > 1);
        expect(found.map(({ start }) => start.epochMilliseconds)).toEqual(plainly(search));
        for (const { start, end } of found) expect(start.until(end).total('minutes')).toBe(search.lengthMinutes);
      }),
      { numRuns: 120 },
    );
    expect(some).toBeGreaterThan(0);
  });

  it('are on three days in a week that is free, at the best time of each', () => {
    const hours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
    const from = Temporal.Instant.from('2027-03-01T12:00:00Z');
    const found = freeTimes({
      mentee: hours,
      mentor: hours,
      menteeBusy: [],
      mentorBusy: [],
      busyKnownUntil: from.add({ hours: 24 * 30 }),
      notBefore: from.add({ hours: 24 }),
      blackouts: [],
      lengthMinutes: 45,
      from,
      to: from.add({ hours: 24 * 7 }),
      most: 3,
    });
    expect(found.map(({ start }) => start.toString())).toEqual([
      '2027-03-02T13:00:00Z',
      '2027-03-03T10:30:00Z',
      '2027-03-04T10:30:00Z',
    ]);
  });
});
