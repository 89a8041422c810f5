import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { nextWorkingInstant, workingDay } from '../../../bot/mentoring/meeting/working-time.ts';

const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'Asia/Kathmandu', 'UTC'];
const hours = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  start: fc.constantFrom('00:00', '06:30', '09:00'),
  end: fc.constantFrom('15:00', '17:30', '23:45'),
});

/** Whether somebody works at an instant, the last of their day included. */
function isWorking(own: WorkingHours, at: Temporal.Instant): boolean {
  const day = workingDay(own, at.toZonedDateTimeISO(own.timeZone).toPlainDate());
  return day !== null && Temporal.Instant.compare(day.start, at) <= 0 && Temporal.Instant.compare(at, day.end) <= 0;
}

describe('the next working moment', () => {
  it('is now when it is working time, else the start of the next working day, never earlier', () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 400 * 24 * 60 }), (own, minutes) => {
        const from = Temporal.Instant.from('2027-01-01T00:00:00Z').add({ minutes });
        const next = nextWorkingInstant(own, from);
        expect(Temporal.Instant.compare(next, from)).toBeGreaterThanOrEqual(0);
        expect(isWorking(own, next)).toBe(true);
        const isNow = isWorking(own, from) && isWorking(own, from.add({ milliseconds: 1 }));
        if (isNow) expect(next.equals(from)).toBe(true);
        expect(from.until(next).total('hours')).toBeLessThanOrEqual(7 * 24 + 1);
      }),
      { numRuns: 200 },
    );
  });
});
