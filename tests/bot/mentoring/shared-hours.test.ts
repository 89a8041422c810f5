import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { sharedMinutesFinder } from '../../../bot/mentoring/meeting/shared-hours.ts';
import type { Period } from '../../../bot/mentoring/meeting/working-time.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { runs } from '../../support/runs.ts';

const working = (timeZone: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone,
  days: [1, 2, 3, 4, 5],
  start: '09:00',
  end: '17:00',
  ...more,
});
const period = (startsOn: string, endsOn: string): Period => ({
  startsOn: Temporal.PlainDate.from(startsOn),
  endsOn: Temporal.PlainDate.from(endsOn),
});

/** Zones that change their clocks on different days, at midnight, by half an hour, southwards, or not at all. */
const zones = [
  'Africa/Cairo',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/London',
  'Pacific/Auckland',
  'UTC',
];
const hours: fc.Arbitrary<WorkingHours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.oneof(
    fc.constantFrom([1, 2, 3, 4, 5], [7, 1, 2, 3, 4], [5]),
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  ),
  start: fc.constantFrom('00:00', '01:30', '02:15', '06:30', '09:00', '14:00'),
  end: fc.constantFrom('15:00', '16:59', '17:30', '23:45'),
});
const periods = fc.record({ day: fc.nat(2 * 365), days: fc.nat(100) }).map(({ day, days }): Period => {
  const startsOn = Temporal.PlainDate.from('2026-01-01').add({ days: day });
  return { startsOn, endsOn: startsOn.add({ days }) };
});

/** Every day of every week, one after another: the most of each week, and of those the least. */
function walked(a: WorkingHours, b: WorkingHours, { startsOn, endsOn }: Period): number {
  const weeks = Math.floor(startsOn.until(endsOn).days / 7) + 1;
  const each = Array.from({ length: weeks * 7 }, (_, day) => {
    const mine = onDay(a, startsOn.add({ days: day }));
    // Where zones are far apart theirs carries another date.
    const overlaps = [-1, 0, 1].map((shift) => {
      const theirs = onDay(b, startsOn.add({ days: day + shift }));
      if (!mine || !theirs) return 0;
      return Math.min(mine[1], theirs[1]) - Math.max(mine[0], theirs[0]);
    });
    return Math.max(0, ...overlaps);
  });
  const mostOfWeeks = Array.from({ length: weeks }, (_, week) => Math.max(...each.slice(week * 7, week * 7 + 7)));
  return Math.min(...mostOfWeeks) / 60_000;
}

/** Days that were worked out before: every day is looked at from many others. */
const known = new Map<string, [number, number]>();

/** Start and end of work on one local day in milliseconds; null when it is not a working day. */
function onDay({ timeZone, days, start, end }: WorkingHours, day: Temporal.PlainDate): [number, number] | null {
  if (!days.includes(day.dayOfWeek)) return null;
  const key = `${day.toString()} ${start} ${end} ${timeZone}`;
  const found = known.get(key) ?? workingDay({ timeZone, start, end }, day);
  known.set(key, found);
  return found;
}

function workingDay({ timeZone, start, end }: Omit<WorkingHours, 'days'>, day: Temporal.PlainDate): [number, number] {
  const at = (time: string) => Temporal.PlainDateTime.from(`${day.toString()}T${time}`).toZonedDateTime(timeZone);
  return [at(start).epochMilliseconds, at(end).epochMilliseconds];
}

describe('shared hours', () => {
  it.each([
    // London and New York change their clocks on different days: in March they are an hour nearer for two weeks.
    ['of London and New York in winter', 'America/New_York', '2027-01-04', '2027-02-28', 3],
    ['of London and New York over the changes of March', 'America/New_York', '2027-01-04', '2027-06-30', 3],
    ['of London and New York while only New York has changed', 'America/New_York', '2027-03-15', '2027-03-27', 4],
    ['of London and India in summer', 'Asia/Kolkata', '2027-06-01', '2027-08-01', 3.5],
    ['of London and India over both', 'Asia/Kolkata', '2027-01-04', '2027-08-01', 2.5],
    ['of London and Sydney', 'Australia/Sydney', '2027-01-04', '2027-12-31', 0],
  ])('are the least of every week of the period: %s', (_name, zone, from, to, expected) => {
    expect(sharedMinutesFinder(period(from, to))(working('Europe/London'), working(zone))).toBe(expected * 60);
  });

  it('are what walking every day of every week comes to, whatever zones, days and clocks', () => {
    let shared = 0;
    fc.assert(
      fc.property(fc.array(hours, { minLength: 2, maxLength: 3 }), periods, (all, when) => {
        // One finder for all of them: what it keeps of some must not spoil others.
        const minutes = sharedMinutesFinder(when);
        for (const a of all) {
          for (const b of all) {
            const expected = walked(a, b, when);
            expect(minutes(a, b)).toBe(expected);
            if (expected > 0) shared += 1;
          }
        }
      }),
      { numRuns: runs(100) },
    );
    expect(shared).toBeGreaterThan(runs(100));
  });

  it('are all working hours for two who work alike, and none for those who never work on the same day', () => {
    const minutes = sharedMinutesFinder(period('2027-02-01', '2027-05-01'));
    expect(minutes(working('Europe/London'), working('Europe/London'))).toBe(8 * 60);
    expect(minutes(working('UTC', { days: [1, 2] }), working('UTC', { days: [3, 4] }))).toBe(0);
  });

  it('count the week in which a period of one day lies', () => {
    const minutes = sharedMinutesFinder(period('2027-03-01', '2027-03-01'));
    expect(minutes(working('UTC'), working('UTC', { days: [7], start: '16:00', end: '20:00' }))).toBe(0);
    expect(minutes(working('UTC'), working('UTC', { days: [5], start: '16:00', end: '20:00' }))).toBe(60);
  });
});
