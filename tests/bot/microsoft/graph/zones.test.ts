import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { ianaZone, windowsZone } from '../../../../bot/microsoft/graph/zones.ts';

const windowsNames = [...new Set(WINDOWS_TO_IANA_MAP.map((entry) => entry.windowsName))];
/** Offsets of a zone on the first of each month of a year, in minutes. */
const offsets = (zone: string): number[] =>
  Array.from(
    { length: 12 },
    (_, month) =>
      Temporal.ZonedDateTime.from({ year: 2027, month: month + 1, day: 1, timeZone: zone }).offsetNanoseconds / 6e10,
  );

describe('the zone of a mailbox', () => {
  it('has an IANA name for every Windows name there is', () => {
    expect(windowsNames.length).toBeGreaterThan(130);
    expect(windowsNames.filter((name) => ianaZone(name) === null)).toEqual([]);
  });

  it.each(windowsNames)('called %s is called the same on its way back to Outlook', (name) => {
    expect(windowsZone(ianaZone(name) ?? '')).toBe(name);
  });

  it('keeps the same clock as the one Windows means by the name', () => {
    const meant = WINDOWS_TO_IANA_MAP.filter((entry) => entry.territory === '001');
    const other = meant.filter(({ windowsName, iana }) => {
      const zone = ianaZone(windowsName) ?? 'UTC';
      return JSON.stringify(offsets(zone)) !== JSON.stringify(offsets(iana[0]));
    });
    expect(other.map((entry) => entry.windowsName)).toEqual([]);
  });

  it('may be called by an IANA name, and stays the zone it is', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      expect(offsets(ianaZone(name) ?? 'none')).toEqual(offsets(name));
    }
  });

  it.each([
    'Customized Time Zone',
    'tzone://Microsoft/Custom',
    '',
    'Nowhere/Nothing',
    'nowhere',
    'GMT Standard Time ',
    '+01:00',
    '-05',
    '\u202eUTC',
    '__proto__',
    'constructor',
  ])('is unknown where it is called %j, and never guessed', (name) => {
    expect(ianaZone(name)).toBeNull();
  });

  it('is a zone that arithmetic knows, or unknown, whatever it is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (name) => {
        const zone = ianaZone(name);
        expect(zone === null || offsets(zone).length === 12).toBe(true);
      }),
    );
  });
});

describe('the zone of a booking', () => {
  it.each([
    ['Europe/London', 'GMT Standard Time'],
    ['Europe/Berlin', 'W. Europe Standard Time'],
    ['America/New_York', 'Eastern Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['Asia/Singapore', 'Singapore Standard Time'],
    ['UTC', 'UTC'],
  ])('%s is %s for Outlook', (name, windows) => {
    expect(windowsZone(name)).toBe(windows);
  });

  it.each(['Antarctica/Troll', 'Nowhere/Nothing', '', 'GMT Standard Time', '+01:00', '__proto__', 'constructor'])(
    '%j has no name for Outlook',
    (name) => {
      expect(windowsZone(name)).toBeNull();
    },
  );

  it.each(['Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Yangon', 'America/Nuuk'])(
    '%s, the newer name of a zone, has one once it was read from a mailbox',
    (name) => {
      expect(windowsZone(ianaZone(name) ?? '')).not.toBeNull();
    },
  );
});
