import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayNumber, mondayOf, wallClock, weekdayOf } from '../../../bot/mentoring/meeting/wall-clock.ts';
import { zones } from '../../support/slots/calendars.ts';

const first = Temporal.PlainDate.from('2026-01-01');
/** Some change their clocks at midnight, so that there is none or two. */
const times = fc.record({
  timeZone: fc.constantFrom(...zones, 'Asia/Beirut', 'Africa/Cairo', 'America/Havana', 'Antarctica/Troll', 'UTC'),
  day: fc.nat(730),
  minute: fc.nat(1_439),
});

describe('the clock of a zone', () => {
  it('shows what Temporal shows, on days of change too', () => {
    fc.assert(
      fc.property(times, ({ timeZone, day, minute }) => {
        const date = first.add({ days: day });
        const clock = wallClock(timeZone, dayNumber(first), dayNumber(first) + 731);
        const zoned = date.toZonedDateTime({
          timeZone,
          plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
        });
        const local = dayNumber(date) * 1_440 + minute;
        expect(clock.instantAt(local)).toBe(zoned.epochMilliseconds / 60_000);
        const shown = dayNumber(zoned.toPlainDate()) * 1_440 + zoned.hour * 60 + zoned.minute;
        expect(clock.localAt(clock.instantAt(local))).toBe(shown);
        expect(clock.changesOn(dayNumber(date))).toBe(zoned.hoursInDay !== 24);
        expect(weekdayOf(dayNumber(date))).toBe(date.dayOfWeek);
        expect(mondayOf(dayNumber(date))).toBe(dayNumber(date.subtract({ days: date.dayOfWeek - 1 })));
      }),
      // In Beirut clocks are set back at the end of this day: its last hour comes twice.
      { numRuns: 300, examples: [[{ timeZone: 'Asia/Beirut', day: 296, minute: 0 }]] },
    );
  });

  it.each([
    ['Europe/London', '2027-03-28', '01:30'],
    ['Europe/London', '2027-10-31', '01:30'],
    ['America/New_York', '2027-03-14', '02:30'],
    ['America/New_York', '2027-11-07', '01:30'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45'],
    ['Pacific/Chatham', '2027-04-04', '03:15'],
    ['Africa/Cairo', '2027-04-30', '00:30'],
  ])('is where Temporal is in %s on %s at %s, which is skipped or comes twice', (timeZone, date, time) => {
    const day = dayNumber(Temporal.PlainDate.from(date));
    const { hour, minute } = Temporal.PlainTime.from(time);
    const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time });
    const found = wallClock(timeZone, day, day).instantAt(day * 1_440 + hour * 60 + minute);
    expect(found).toBe(zoned.epochMilliseconds / 60_000);
  });
});
