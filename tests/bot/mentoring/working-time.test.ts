import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { isInside, nextWorkingInstant, sharedHours } from '../../../bot/mentoring/meeting/working-time.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';

const working = (timeZone: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone,
  days: [1, 2, 3, 4, 5],
  start: '09:00',
  end: '17:00',
  ...more,
});
const period = (startsOn: string, endsOn: string) => ({
  startsOn: Temporal.PlainDate.from(startsOn),
  endsOn: Temporal.PlainDate.from(endsOn),
});
const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'Asia/Kathmandu', 'UTC'];
const hours = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  start: fc.constantFrom('00:00', '06:30', '09:00'),
  end: fc.constantFrom('15:00', '17:30', '23:45'),
});

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
    expect(sharedHours(working('Europe/London'), working(zone), period(from, to))).toBe(expected);
  });

  it('are the same from either side, and never more than either works', () => {
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        const when = period('2027-02-01', '2027-05-01');
        const shared = sharedHours(a, b, when);
        expect(sharedHours(b, a, when)).toBe(shared);
        const length = ({ start, end }: WorkingHours) =>
          Temporal.PlainTime.from(start).until(Temporal.PlainTime.from(end)).total('hours');
        // A day on which clocks go back is an hour longer.
        expect(shared).toBeLessThanOrEqual(Math.min(length(a), length(b)) + 1);
        expect(shared).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  it('are none for those who never work on the same day', () => {
    const when = period('2027-02-01', '2027-05-01');
    const [early, late] = [working('UTC', { days: [1, 2] }), working('UTC', { days: [3, 4] })];
    expect(sharedHours(early, late, when)).toBe(0);
  });
});

describe('the next working moment', () => {
  it('is now when it is working time, else the start of the next working day, never earlier', () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 400 * 24 * 60 }), (own, minutes) => {
        const from = Temporal.Instant.from('2027-01-01T00:00:00Z').add({ minutes });
        const next = nextWorkingInstant(own, from);
        expect(Temporal.Instant.compare(next, from)).toBeGreaterThanOrEqual(0);
        expect(isInside(own, { start: next, end: next })).toBe(true);
        const isNow = isInside(own, { start: from, end: from.add({ milliseconds: 1 }) });
        if (isNow) expect(next.equals(from)).toBe(true);
        expect(from.until(next).total('hours')).toBeLessThanOrEqual(7 * 24 + 1);
      }),
      { numRuns: 200 },
    );
  });
});
