import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Repeats } from '../../../bot/mentoring/meeting/meeting.ts';
import { newBooking } from '../../../bot/mentoring/meeting/new-booking.ts';
import { isOutOfTurn, occurrencesOf, repeatsFrom } from '../../../bot/mentoring/meeting/repeats.ts';
import type { Cadence } from '../../../bot/mentoring/programme/programme.ts';

const daysOf = (start: string, repeats: Repeats, meetings: number) =>
  occurrencesOf({ start: Temporal.ZonedDateTime.from(start), lengthMinutes: 45, meetings, repeats }).map((one) =>
    one.start.toZonedDateTimeISO(Temporal.ZonedDateTime.from(start).timeZoneId).toPlainDate().toString(),
  );

describe('a monthly series', () => {
  it.each<[string, string, Repeats, readonly string[]]>([
    ['second Tuesday', '2027-01-12', { kind: 'month', week: 2 }, ['2027-02-09', '2027-03-09', '2027-04-13']],
    ['fourth Thursday', '2027-01-28', { kind: 'month', week: 4 }, ['2027-02-25', '2027-03-25', '2027-04-22']],
    [
      'fifth Friday, which is the last',
      '2027-01-29',
      { kind: 'month', week: 'last' },
      ['2027-02-26', '2027-03-26', '2027-04-30'],
    ],
    [
      'first Wednesday over New Year',
      '2027-12-01',
      { kind: 'month', week: 1 },
      ['2028-01-05', '2028-02-02', '2028-03-01'],
    ],
    [
      'fifth Tuesday of a leap year',
      '2028-02-29',
      { kind: 'month', week: 'last' },
      ['2028-03-28', '2028-04-25', '2028-05-30'],
    ],
  ])('is on the %s of each month', (_name, first, repeats, later) => {
    expect(repeatsFrom('monthly', Temporal.PlainDate.from(first))).toEqual(repeats);
    expect(daysOf(`${first}T10:00[Europe/London]`, repeats, 4)).toEqual([first, ...later]);
  });

  it('meets once in each month, on one weekday of one week', () => {
    const starts = fc.record({ day: fc.nat(800), meetings: fc.integer({ min: 2, max: 26 }) });
    fc.assert(
      fc.property(starts, ({ day, meetings }) => {
        const first = Temporal.PlainDate.from('2027-01-01').add({ days: day });
        const repeats = repeatsFrom('monthly', first);
        const days = daysOf(`${first.toString()}T09:00[America/New_York]`, repeats, meetings);
        for (const [index, text] of days.entries()) {
          const one = Temporal.PlainDate.from(text);
          expect(one.toPlainYearMonth().equals(first.toPlainYearMonth().add({ months: index }))).toBe(true);
          expect(one.dayOfWeek).toBe(first.dayOfWeek);
          const isLast = one.day + 7 > one.daysInMonth;
          expect(first.day > 28 ? isLast : Math.ceil(one.day / 7) === Math.ceil(first.day / 7)).toBe(true);
        }
      }),
    );
  });
});

describe('every series', () => {
  const cadences = fc.constantFrom<Cadence>('weekly', 'every-two-weeks', 'monthly');
  const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const;
  const starts = fc.record({
    timeZone: fc.constantFrom(...zones),
    day: fc.nat(364),
    hour: fc.integer({ min: 5, max: 21 }),
    meetings: fc.integer({ min: 1, max: 26 }),
    cadence: cadences,
    lengthMinutes: fc.constantFrom(30, 45, 60),
  });

  it('keeps the mentee’s local time in each meeting, the weekday and the length', () => {
    fc.assert(
      fc.property(starts, ({ timeZone, day, hour, cadence, ...more }) => {
        const date = Temporal.PlainDate.from('2027-01-01').add({ days: day });
        const start = date.toZonedDateTime({ timeZone, plainTime: { hour } });
        const meetings = occurrencesOf({ start, repeats: repeatsFrom(cadence, date), ...more });
        expect(meetings).toHaveLength(more.meetings);
        for (const [index, meeting] of meetings.entries()) {
          const local = meeting.start.toZonedDateTimeISO(timeZone);
          expect(local.toPlainTime().equals(start.toPlainTime())).toBe(true);
          expect(local.dayOfWeek).toBe(start.dayOfWeek);
          const weeks = date.until(local.toPlainDate()).days / 7;
          if (cadence !== 'monthly') expect(weeks).toBe(index * (cadence === 'weekly' ? 1 : 2));
          expect(meeting.start.until(meeting.end).total('minutes')).toBe(more.lengthMinutes);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a meeting', () => {
  const start = Temporal.ZonedDateTime.from('2027-03-16T10:00[Europe/London]');
  const slot = { start, lengthMinutes: 45, meetings: 3, repeats: { kind: 'weeks', every: 2 } } as const;
  const ids = { seriesId: '0193a000-0000-7000-8000-000000000001', version: 1, slot };
  const ofSeries = newBooking({ ...ids, meetingId: null });
  const at = (local: string) => ({ startsAt: Temporal.ZonedDateTime.from(`${local}[Europe/London]`).toInstant() });

  it('is out of turn anywhere but where its series repeats, by the local hour', () => {
    const inTurn = ['2027-03-16T10:00', '2027-03-30T10:00', '2027-04-13T10:00'];
    const outOfTurn = ['2027-03-23T10:00', '2027-03-30T11:00', '2027-04-27T10:00'];
    expect(inTurn.map((local) => isOutOfTurn(at(local), ofSeries))).toEqual([false, false, false]);
    expect(outOfTurn.map((local) => isOutOfTurn(at(local), ofSeries))).toEqual([true, true, true]);
  });

  it('is out of turn when it was given a time of its own', () => {
    const ofItsOwn = newBooking({ ...ids, meetingId: '0193a000-0000-7000-8000-000000000002' });
    expect(isOutOfTurn(at('2027-03-16T10:00'), ofItsOwn)).toBe(true);
  });
});
