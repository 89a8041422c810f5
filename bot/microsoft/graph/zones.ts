import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';

/** The IANA name of a zone that Outlook names, Windows or IANA; null for custom and unknown zones. */
export function ianaZone(name: string): string | null {
  const zone = findIana(name)[0] ?? name;
  try {
    return /^[A-Za-z]+(\/|$)/.test(zone)
      ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
      : null;
  } catch {
    // A RangeError: no such zone.
    return null;
  }
}

/**
 * The Windows name of an IANA zone, which is what Outlook takes everywhere; null when there is none, or when the Windows
 * zone keeps another clock: some IANA zones have left the one they are counted under.
 */
export function windowsZone(name: string): string | null {
  const windows = findWindows(name)[0];
  const standing = windows === undefined ? undefined : findIana(windows, '001')[0];
  return windows !== undefined && standing !== undefined && keepTheSameTime(name, standing) ? windows : null;
}

/** Months from now that two zones are compared over: longer than any programme. */
const monthsAhead = 24;

function keepTheSameTime(one: string, other: string): boolean {
  const now = Temporal.Now.instant().toZonedDateTimeISO('UTC').with({ day: 15 });
  return Array.from({ length: monthsAhead + 1 }, (_, month) => now.add({ months: month })).every(
    (time) => time.withTimeZone(one).offset === time.withTimeZone(other).offset,
  );
}
