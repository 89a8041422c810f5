import { writingOf } from '../../bot/locales/languages.ts';

/** `Tue 8 Dec, 10:00–10:45`, in a zone; the browser's own where it is null. */
export const timeSpan = (startsAt: string, endsAt: string, timeZone: string | null, locale: string): string =>
  `${dayAndTime(startsAt, locale, timeZone)}–${timeOf(endsAt, timeZone, locale)}`;

/** `10:00`. */
export const timeOf = (instant: string, timeZone: string | null, locale: string): string =>
  written(instant, timeZone, locale, time);

/** `Asia/Singapore` → `Singapore`. */
export const placeOf = (timeZone: string): string => timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;

/** `Tue 8 Dec, 10:00`, in a zone; the browser's own where it is null. */
export const dayAndTime = (instant: string, locale: string, timeZone: string | null = null): string =>
  written(instant, timeZone, locale, { ...day, ...time });

/** `Tue 8 Dec`, in a zone; the browser's own where it is null. */
export const dayOf = (instant: string, locale: string, timeZone: string | null = null): string =>
  written(instant, timeZone, locale, day);

const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;
function written(instant: string, timeZone: string | null, locale: string, parts: Intl.DateTimeFormatOptions): string {
  const { locale: tag, hourCycle } = writingOf(locale);
  const zone = timeZone === null ? {} : { timeZone };
  return new Intl.DateTimeFormat(tag, { ...parts, hourCycle, ...zone }).format(new Date(instant));
}

/** `Tuesday`; `date` in ISO. */
export const weekdayOf = (date: string, locale: string): string => written(date, 'UTC', locale, { weekday: 'long' });

/** `18:00` where it is the same day as for the reader, else `Wed 9 Dec, 02:00`; null where both clocks say the same. */
export function timeElsewhere(instant: string, there: string, here: string | null, locale: string): string | null {
  const [theirs, mine] = [dayAndTime(instant, locale, there), dayAndTime(instant, locale, here)];
  if (theirs === mine) return null;
  return dayOf(instant, locale, there) === dayOf(instant, locale, here) ? timeOf(instant, there, locale) : theirs;
}

/** `2026-12-08T10:00:00+00:00[Europe/London]` as an instant: a date knows no zones by name. */
export const instantOf = (zoned: string): string => new Date(zoned.replace(/\[.*$/, '')).toISOString();
