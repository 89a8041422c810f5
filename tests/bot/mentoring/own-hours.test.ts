import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterQuietHours } from '../../../bot/mentoring/notice/quiet-hours.ts';
import { bookableHoursOf, workingHoursOf, zoneOf, type WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { hoursProblems } from '../../../bot/mentoring/profile/profile.ts';
import { Temporal } from 'temporal-polyfill';
import { person } from '../storage/samples.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const hours: fc.Arbitrary<WorkingHours> = fc
  .record({
    timeZone: fc.constantFrom('Europe/London', 'Asia/Singapore', 'America/New_York', 'Asia/Kolkata'),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    start: time,
    end: time,
  })
  .filter(({ start, end }) => start < end);

describe('what somebody says of when they work', () => {
  it('goes before what their mailbox tells, for being written to, for meetings and for their clock', () => {
    fc.assert(
      fc.property(hours, hours, fc.integer({ min: 0, max: 40_000_000 }), (ownHours, workingHours, seconds) => {
        const somebody = person({ ownHours, mailbox: { state: 'readable', workingHours } });
        expect(workingHoursOf(somebody)).toBe(ownHours);
        expect(bookableHoursOf(somebody)).toBe(ownHours);
        expect(zoneOf(somebody)).toBe(ownHours.timeZone);
        const at = Temporal.Instant.from('2027-02-01T09:00:00Z').add({ seconds });
        const local = afterQuietHours(somebody, at).toZonedDateTimeISO(ownHours.timeZone);
        expect(ownHours.days).toContain(local.dayOfWeek);
        const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
        expect(clock >= ownHours.start && clock < ownHours.end).toBe(true);
      }),
    );
  });

  it('makes nobody free whose calendar cannot be read', () => {
    fc.assert(
      fc.property(hours, (ownHours) => {
        const somebody = person({ ownHours, mailbox: { state: 'unreadable', problem: 'access-denied' } });
        expect(bookableHoursOf(somebody)).toBeNull();
        expect(workingHoursOf(somebody)).toBe(ownHours);
      }),
    );
  });

  it('is left to the mailbox by whoever says nothing', () => {
    fc.assert(
      fc.property(hours, (workingHours) => {
        const somebody = person({ mailbox: { state: 'readable', workingHours } });
        expect(workingHoursOf(somebody)).toBe(workingHours);
        expect(bookableHoursOf(somebody)).toBe(workingHours);
      }),
    );
  });

  it('may be any hours of a day in any zone, and no others', () => {
    fc.assert(fc.property(hours, (ownHours) => expect(hoursProblems(ownHours)).toEqual([])));
    const usual = { timeZone: 'Europe/London', days: [1], start: '09:00', end: '17:00' };
    expect(hoursProblems({ ...usual, timeZone: 'Asia/Calcutta' })).toEqual([]);
    for (const [wrong, field] of [
      [{ timeZone: 'Mars/Olympus' }, 'ownHours.timeZone'],
      [{ days: [1, 1] }, 'ownHours.days'],
      [{ end: '09:00' }, 'ownHours.end'],
    ] as const) {
      expect(hoursProblems({ ...usual, ...wrong })).toMatchObject([{ field }]);
    }
  });
});
