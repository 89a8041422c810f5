import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { placeOf, timeOf, timeSpan } from '../../tab/components/when.ts';
import { themeName } from '../../tab/teams/host.ts';

const zones = [
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'UTC',
];
const locales = ['en', 'en-GB', 'en-US', 'en-us', 'de', 'fr-CA', 'ja', 'pt-BR'];
const instants = fc
  .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2029, 0) })
  .map((at) => Temporal.Instant.fromEpochMilliseconds(at - (at % 60_000)));

describe('a time on a page', () => {
  it('is day and hours in the zone of the one who looks', () => {
    const at = ['2026-12-08T10:00:00Z', '2026-12-08T10:45:00Z'] as const;
    expect(timeSpan(...at, 'Europe/London', 'en-GB')).toBe('Tue 8 Dec, 10:00–10:45');
    expect(timeSpan(...at, 'Asia/Kathmandu', 'en-GB')).toBe('Tue 8 Dec, 15:45–16:30');
    expect(timeSpan(...at, 'Pacific/Kiritimati', 'en-GB')).toMatch(/^Wed.* 9 Dec, 00:00–00:45$/);
    expect(timeSpan(...at, 'Europe/Berlin', 'de-DE')).toBe('Di., 8. Dez., 11:00–11:45');
  });

  it('keeps the local hour when the clocks have changed', () => {
    const before = timeOf('2027-03-22T10:00:00Z', 'Europe/London', 'en-GB');
    const after = timeOf('2027-03-29T09:00:00Z', 'Europe/London', 'en-GB');
    expect([before, after]).toEqual(['10:00', '10:00']);
  });

  it('has the hours from 00 to 23 in every zone and language', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), fc.constantFrom(...locales), (at, zone, locale) => {
        const expected = at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
        expect(timeOf(at.toString(), zone, locale).replace(' h ', ':')).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('names the local day, its number and both hours, of a span', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 30, max: 60 }), fc.constantFrom(...zones), (at, minutes, zone) => {
        const [start, end] = [at.toZonedDateTimeISO(zone), at.add({ minutes }).toZonedDateTimeISO(zone)];
        const clock = (time: Temporal.ZonedDateTime) => time.toPlainTime().toString({ smallestUnit: 'minute' });
        const text = timeSpan(at.toString(), at.add({ minutes }).toString(), zone, 'en-GB');
        expect(text).toContain(` ${start.day} `);
        expect(text).toContain(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][start.dayOfWeek - 1]);
        expect(text.endsWith(`, ${clock(start)}–${clock(end)}`)).toBe(true);
      }),
    );
  });

  it('is in the browser’s own zone where the person’s is not known', () => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const at = '2026-12-08T10:00:00Z';
    expect(timeOf(at, null, 'en-GB')).toBe(timeOf(at, own, 'en-GB'));
    expect(timeSpan(at, at, null, 'en-GB')).toBe(timeSpan(at, at, own, 'en-GB'));
  });
});

describe('a time on a page in each language', () => {
  const at = ['2026-12-08T13:00:00Z', '2026-12-08T13:45:00Z', 'UTC'] as const;

  it.each([
    ['en-US', 'Tue, Dec 8, 13:00–13:45'],
    ['fr-FR', 'mar. 8 déc., 13:00–13:45'],
    ['de-AT', 'Di., 8. Dez., 13:00–13:45'],
    ['es-MX', 'mar 8 de dic, 13:00–13:45'],
    ['ar-EG', 'الثلاثاء، 8 ديسمبر، 01:00 م–01:45 م'],
    ['ar', 'الثلاثاء، 8 ديسمبر، 01:00 م–01:45 م'],
  ])('is written as in the region of the one who looks: %s', (locale, text) => {
    expect(timeSpan(...at, locale)).toBe(text);
  });

  it.each(['ja-JP', 'pt-BR', 'nonsense', ''])('is English where the texts beside it are: %j', (locale) => {
    expect(timeSpan(...at, locale)).toBe(timeSpan(...at, 'en-GB'));
  });
});

describe('the place of a zone', () => {
  it.each([
    ['Asia/Singapore', 'Singapore'],
    ['America/New_York', 'New York'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires'],
    ['UTC', 'UTC'],
  ])('is its last word: %s', (zone, place) => {
    expect(placeOf(zone)).toBe(place);
  });
});

describe('the theme', () => {
  it.each([
    ['default', 'default'],
    ['dark', 'dark'],
    ['glass', 'dark'],
    ['contrast', 'contrast'],
    ['', 'default'],
  ])('that the host calls %j is drawn as %j', (name, drawn) => {
    expect(themeName(name)).toBe(drawn);
  });

  it('of any name is one that is drawn', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('Dark', 'constructor', '__proto__')), (name) => {
        expect(['default', 'dark', 'contrast']).toContain(themeName(name));
      }),
    );
  });
});
