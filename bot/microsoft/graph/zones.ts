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

/** The Windows name of an IANA zone, which is what Outlook takes everywhere; null when there is none. */
export function windowsZone(name: string): string | null {
  return findWindows(name)[0] ?? null;
}
