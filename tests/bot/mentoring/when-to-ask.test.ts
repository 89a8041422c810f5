import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { whenToAsk, workingDaysBefore } from '../../../bot/mentoring/agenda/when-to-ask.ts';
import { workingDay } from '../../../bot/mentoring/meeting/working-time.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';

const compare = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other);
const at = (text: string) => Temporal.ZonedDateTime.from(text).toInstant();
const week: WorkingHours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' };
const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC'];
const hours = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  start: fc.constantFrom('00:00', '06:30', '09:00'),
  end: fc.constantFrom('15:00', '17:30', '23:45'),
});
const instants = fc
  .integer({ min: 0, max: 800 * 24 * 4 })
  .map((quarters) => Temporal.Instant.from('2026-01-01T00:00:00Z').add({ minutes: quarters * 15 }));
const startAndNow = fc
  .tuple(instants, fc.oneof(fc.integer({ min: 0, max: 4 * 24 * 4 }), fc.integer({ min: 0, max: 14 * 24 * 4 })))
  .map(([startsAt, quarters]) => ({ startsAt, now: startsAt.subtract({ minutes: quarters * 15 }) }));
const dayOf = (own: WorkingHours, instant: Temporal.Instant) => instant.toZonedDateTimeISO(own.timeZone).toPlainDate();
function isWorking(own: WorkingHours, instant: Temporal.Instant): boolean {
  const day = workingDay(own, dayOf(own, instant));
  return day !== null && compare(day.start, instant) <= 0 && compare(instant, day.end) <= 0;
}

describe('working days before a day', () => {
  it('are working days, that many of them, and the day found is the first', () => {
    fc.assert(
      fc.property(hours, instants, fc.integer({ min: 1, max: 5 }), (own, instant, count) => {
        const day = dayOf(own, instant);
        const found = workingDaysBefore(own, day, count);
        expect(own.days).toContain(found.dayOfWeek);
        const between = Array.from({ length: found.until(day).days }, (_, days) => found.add({ days }));
        expect(between.filter(({ dayOfWeek }) => own.days.includes(dayOfWeek))).toHaveLength(count);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the mentee is asked', () => {
  it('in their working hours, in time, never before now, and reminded on a later day, in time, if at all', () => {
    fc.assert(
      fc.property(hours, startAndNow, (own, { startsAt, now }) => {
        const { askAt, remindAt } = whenToAsk(own, startsAt, now);
        for (const one of [askAt, remindAt]) {
          if (one === null) continue;
          expect(compare(one, now)).toBeGreaterThanOrEqual(0);
          expect(isWorking(own, one)).toBe(true);
          expect(one.until(startsAt).total('hours')).toBeGreaterThan(2);
        }
        if (remindAt === null) return;
        if (askAt === null) throw new Error('reminded of what was never asked');
        expect(Temporal.PlainDate.compare(dayOf(own, askAt), dayOf(own, remindAt))).toBe(-1);
        expect(dayOf(own, remindAt).equals(workingDaysBefore(own, dayOf(own, startsAt), 1))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('three working days before where there are as many, whenever that is planned', () => {
    fc.assert(
      fc.property(hours, instants, fc.integer({ min: 0, max: 96 }), (own, startsAt, earlier) => {
        const planned = whenToAsk(own, startsAt, startsAt.subtract({ hours: 24 * 28 }));
        if (planned.askAt === null) throw new Error('not asked at all');
        expect(dayOf(own, planned.askAt).equals(workingDaysBefore(own, dayOf(own, startsAt), 3))).toBe(true);
        const again = whenToAsk(own, startsAt, planned.askAt.subtract({ hours: earlier }));
        expect(again.askAt?.equals(planned.askAt)).toBe(true);
        expect(again.remindAt?.toString()).toBe(planned.remindAt?.toString());
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    // A Tuesday after a weekend: Thursday, and reminded on Monday.
    [week, '2027-03-02T10:00[Europe/London]', '2027-02-25T10:00[Europe/London]', '2027-03-01T10:00[Europe/London]'],
    // The clocks go forward in between: ten stays ten.
    [week, '2027-03-30T10:00[Europe/London]', '2027-03-25T10:00[Europe/London]', '2027-03-29T10:00[Europe/London]'],
    // A week of four days, without Fridays.
    [
      { ...week, days: [1, 2, 3, 4] },
      '2027-03-02T10:00[Europe/London]',
      '2027-02-24T10:00[Europe/London]',
      '2027-03-01T10:00[Europe/London]',
    ],
    // A holiday is a working day like any other: Good Friday.
    [week, '2027-03-31T10:00[Europe/London]', '2027-03-26T10:00[Europe/London]', '2027-03-30T10:00[Europe/London]'],
    // Out of hours: when they begin to work.
    [week, '2027-03-04T07:30[Europe/London]', '2027-03-01T09:00[Europe/London]', '2027-03-03T09:00[Europe/London]'],
    [week, '2027-03-04T19:00[Europe/London]', '2027-03-01T09:00[Europe/London]', '2027-03-03T09:00[Europe/London]'],
    // By the mentee's own clock and calendar, which says Sunday to Thursday.
    [
      { timeZone: 'Africa/Cairo', days: [7, 1, 2, 3, 4], start: '09:00', end: '17:00' },
      '2027-03-02T10:00[Europe/London]',
      '2027-02-25T12:00[Africa/Cairo]',
      '2027-03-01T12:00[Africa/Cairo]',
    ],
  ])('%j: a meeting at %s at %s, and is reminded at %s', (own, startsAt, asked, reminded) => {
    const found = whenToAsk(own, at(startsAt), at('2027-02-01T09:00[Europe/London]'));
    expect([found.askAt?.toString(), found.remindAt?.toString()]).toEqual([
      at(asked).toString(),
      at(reminded).toString(),
    ]);
  });

  it.each([
    // Two days before: at once, and reminded the next day.
    ['2027-03-03T11:00', '2027-03-05T10:00', '2027-03-03T11:00', '2027-03-04T10:00'],
    // At night: in the morning, and not reminded the same day.
    ['2027-03-03T22:00', '2027-03-05T10:00', '2027-03-04T09:00', null],
    // The same day: at once, with more than two hours left.
    ['2027-03-05T09:30', '2027-03-05T12:00', '2027-03-05T09:30', null],
    ['2027-03-05T09:30', '2027-03-05T11:30', null, null],
    ['2027-03-05T10:00', '2027-03-05T11:00', null, null],
    // No working hours are left before.
    ['2027-03-04T20:00', '2027-03-05T10:00', null, null],
  ])('at once where less is left: at %s about a meeting at %s', (now, startsAt, asked, reminded) => {
    const zoned = (text: string) => at(`${text}[Europe/London]`);
    const found = whenToAsk(week, zoned(startsAt), zoned(now));
    expect(found.askAt?.toString() ?? null).toBe(asked && zoned(asked).toString());
    expect(found.remindAt?.toString() ?? null).toBe(reminded && zoned(reminded).toString());
  });
});
