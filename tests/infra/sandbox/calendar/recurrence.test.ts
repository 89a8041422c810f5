import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { occurrencesOf, type CalendarEvent } from '../../../../infra/sandbox/calendar/event.ts';
import { daysOf, type PatternedRecurrence } from '../../../../infra/sandbox/calendar/recurrence.ts';
import { acceptedZone, windowsName, zoneOf } from '../../../../infra/sandbox/calendar/zones.ts';
import { runs } from '../../../support/runs.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ZONES = [
  'Europe/London',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Casablanca',
  'UTC',
];

const zoneName = fc.constantFrom(...ZONES);
const date = fc
  .integer({ min: Date.UTC(2024, 0, 1) / DAY, max: Date.UTC(2030, 0, 1) / DAY })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));

const eventOf = (zone: string, start: string, minutes: number, recurrence: PatternedRecurrence): CalendarEvent => ({
  key: 'k',
  mailbox: 'm',
  uid: 'AA',
  content: {},
  start: Date.parse(`${start}Z`),
  end: Date.parse(`${start}Z`) + minutes * 60_000,
  zone,
  zoneName: windowsName(zone),
  isAllDay: false,
  showAs: 'busy',
  recurrence,
  exceptions: {},
  cancelled: [],
  copies: [],
  extended: [],
  createdAt: 0,
  modifiedAt: 0,
});

describe('a time zone', () => {
  it('agrees with Temporal on every instant and every wall-clock time', () => {
    const minute = fc.integer({ min: Date.UTC(2019, 0, 1) / 60_000, max: Date.UTC(2047, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zoneName, minute, (name, at) => {
        const zone = zoneOf(name);
        const instant = at * 60_000;
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
        expect(zone.toLocal(instant)).toBe(instant + zoned.offsetNanoseconds / 1e6);
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('UTC').toPlainDateTime();
        expect(zone.toInstant(instant)).toBe(
          local.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds,
        );
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is taken by its Windows name and by the one IANA name that stands for it', () => {
    expect(acceptedZone('GMT Standard Time')).toBe('Europe/London');
    expect(acceptedZone('Europe/Paris')).toBe('Europe/Paris');
    expect(acceptedZone('Asia/Kolkata')).toBe('Asia/Kolkata');
    for (const name of ['Europe/Brussels', 'Customized Time Zone', '', 'Mars/Olympus'])
      expect(acceptedZone(name)).toBeUndefined();
  });
});

describe('a series', () => {
  it('keeps its wall-clock time on every day, through every change of the clocks', () => {
    fc.assert(
      fc.property(
        zoneName,
        date,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 4 }),
        fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        (zone, startDate, hour, interval, daysOfWeek, numberOfOccurrences) => {
          const event = eventOf(zone, `${startDate}T${String(hour).padStart(2, '0')}:30:00`, 45, {
            pattern: { type: 'weekly', interval, daysOfWeek, firstDayOfWeek: 'monday' },
            range: { type: 'numbered', startDate, numberOfOccurrences },
          });
          const occurrences = occurrencesOf({ event }, 0, Date.UTC(2045, 0, 1));
          // Temporal, asked day by day, without any of the sandbox's arithmetic.
          const expected: number[] = [];
          const first = Temporal.PlainDate.from(startDate);
          const monday = first.subtract({ days: first.dayOfWeek - 1 });
          for (let day = first; expected.length < numberOfOccurrences; day = day.add({ days: 1 })) {
            const week = Math.floor(monday.until(day, { largestUnit: 'days' }).days / 7);
            if (week % interval !== 0 || !daysOfWeek.includes(WEEKDAYS[day.dayOfWeek - 1] ?? '')) continue;
            expected.push(day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute: 30 } }).epochMilliseconds);
          }
          expect(occurrences.map((one) => one.start)).toEqual(expected);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('shows the same meetings in any window, however far from its start', () => {
    const pattern = fc.constantFrom(
      { type: 'daily', interval: 3 },
      { type: 'weekly', interval: 2, daysOfWeek: ['tuesday', 'friday'], firstDayOfWeek: 'sunday' },
      { type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      { type: 'relativeMonthly', interval: 2, daysOfWeek: ['monday'], index: 'last' },
      { type: 'absoluteYearly', interval: 1, dayOfMonth: 29, month: 2 },
      { type: 'relativeYearly', interval: 1, daysOfWeek: ['thursday'], index: 'fourth', month: 11 },
    );
    fc.assert(
      fc.property(zoneName, date, pattern, fc.nat(2000), fc.nat(60), (zone, startDate, chosen, after, length) => {
        const event = eventOf(zone, `${startDate}T23:30:00`, 60, {
          pattern: chosen,
          range: { type: 'noEnd', startDate },
        });
        const from = Date.parse(startDate) + after * DAY;
        const to = from + length * DAY;
        const all = occurrencesOf({ event }, 0, to).filter((one) => one.end > from);
        expect(occurrencesOf({ event }, from, to)).toEqual(all);
      }),
      { numRuns: runs(300) },
    );
  });

  it.each([
    [
      'the last day of short months',
      { type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    ],
    [
      'the second Tuesday',
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['tuesday'], index: 'second' },
      ['2027-01-12', '2027-02-09', '2027-03-09', '2027-04-13'],
    ],
    [
      'the last Friday every other month',
      { type: 'relativeMonthly', interval: 2, daysOfWeek: ['friday'], index: 'last' },
      ['2027-01-29', '2027-03-26', '2027-05-28', '2027-07-30'],
    ],
    [
      'the first working day',
      { type: 'relativeMonthly', interval: 1, daysOfWeek: WEEKDAYS.slice(0, 5), index: 'first' },
      ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01'],
    ],
  ])('knows %s', (_what, pattern, expected) => {
    const range = { type: 'numbered', startDate: '2027-01-01', numberOfOccurrences: 4 };
    const days = [...daysOf({ pattern, range }, -Infinity, Infinity)].map((day) =>
      new Date(day).toISOString().slice(0, 10),
    );
    expect(days).toEqual(expected);
  });

  it('ends with its end date', () => {
    const range = { type: 'endDate', startDate: '2027-01-04', endDate: '2027-01-18' };
    const days = daysOf(
      { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] }, range },
      -Infinity,
      Infinity,
    );
    expect([...days]).toHaveLength(3);
  });
});
