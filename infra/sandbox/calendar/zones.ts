import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KNOWN_FROM = Date.UTC(2020, 0, 1);
const KNOWN_TO = Date.UTC(2046, 0, 1);

/**
 * A time zone for arithmetic on numbers. "Local" numbers are wall-clock times written as if they were UTC, in
 * milliseconds; the changes of offset come from Temporal once, since asking it for each of thousands of calendar entries
 * would be far too slow.
 */
export interface Zone {
  /** IANA name. */
  readonly name: string;
  /** The wall-clock time of an instant. */
  toLocal(instant: number): number;
  /** The instant of a wall-clock time; one that is skipped moves on, one that comes twice is the first. */
  toInstant(local: number): number;
}

const zones = new Map<string, Zone>();

/** @throws RangeError for a name that is no IANA zone. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = makeZone(name);
    zones.set(name, zone);
  }
  return zone;
}

function makeZone(name: string): Zone {
  const starts: number[] = [];
  const offsets: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(KNOWN_FROM).toZonedDateTimeISO(name);
  while (at !== null && at.epochMilliseconds < KNOWN_TO) {
    starts.push(at.epochMilliseconds);
    offsets.push(at.offsetNanoseconds / 1e6);
    at = at.getTimeZoneTransition('next');
  }
  const offsetAt = (instant: number): number => {
    if (instant < KNOWN_FROM || instant >= KNOWN_TO) {
      return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= instant) low = middle;
      else high = middle - 1;
    }
    return offsets[low] ?? 0;
  };
  return {
    name,
    toLocal: (instant) => instant + offsetAt(instant),
    toInstant: (local) => {
      const before = offsetAt(local - DAY);
      const after = offsetAt(local + DAY);
      if (before === after || offsetAt(local - before) === before) return local - before;
      return offsetAt(local - after) === after ? local - after : local - before;
    },
  };
}

const resolved = new Map<string, string | undefined>();

/**
 * The IANA zone of a name that Graph takes: a Windows name, UTC, or the one IANA name that stands for each Windows zone
 * (Europe/Paris, but not Europe/Brussels). Undefined for any other.
 */
export function acceptedZone(name: string): string | undefined {
  if (!resolved.has(name)) resolved.set(name, resolve(name));
  return resolved.get(name);
}

function resolve(name: string): string | undefined {
  if (name === 'UTC' || name === 'tzone://Microsoft/Utc') return 'UTC';
  const fromWindows = findIana(name, '001')[0];
  if (fromWindows !== undefined) return fromWindows;
  const windows = findWindows(name)[0];
  if (windows === undefined) return undefined;
  const listed = findIana(windows, '001')[0];
  // India's zone goes by its old name in the Windows table and by its new one everywhere else.
  return listed === name || (listed === 'Asia/Calcutta' && name === 'Asia/Kolkata') ? name : undefined;
}

const windowsNames = new Map<string, string>();

/** The Windows name of an IANA zone, as Outlook writes it; UTC where there is none. */
export function windowsName(iana: string): string {
  let name = windowsNames.get(iana);
  if (name === undefined) {
    name = iana === 'UTC' ? 'UTC' : (findWindows(iana)[0] ?? 'UTC');
    windowsNames.set(iana, name);
  }
  return name;
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads an ISO date and time. Without an offset the number is a wall-clock time; with one it is an instant.
 * Undefined where the text is neither.
 */
export function readDateTime(text: string): { value: number; hasOffset: boolean } | undefined {
  const [matched, date, time = '00:00', offset] = LOCAL.exec(text) ?? [];
  if (matched === undefined || date === undefined) return undefined;
  const value = Date.parse(`${date}T${time}${offset ?? 'Z'}`);
  return Number.isNaN(value) ? undefined : { value, hasOffset: offset !== undefined };
}

/** A wall-clock time as Graph writes it: seven digits of a second, no offset. */
export const writeLocal = (local: number): string => `${new Date(local).toISOString().slice(0, 23)}0000`;

/** The date of a wall-clock time, as YYYY-MM-DD. */
export const dateOf = (local: number): string => new Date(local).toISOString().slice(0, 10);
