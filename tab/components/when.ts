/** `Tue 8 Dec, 10:00–10:45`, in a zone; the browser's own where it is null. */
export function timeSpan(startsAt: string, endsAt: string, timeZone: string | null, locale: string): string {
  const zone = timeZone === null ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...zone });
  return `${day.format(new Date(startsAt))}, ${timeOf(startsAt, timeZone, locale)}–${timeOf(endsAt, timeZone, locale)}`;
}

/** `10:00`. */
export function timeOf(instant: string, timeZone: string | null, locale: string): string {
  const zone = timeZone === null ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone }).format(
    new Date(instant),
  );
}

/** `Asia/Singapore` → `Singapore`. */
export const placeOf = (timeZone: string): string => timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;

/** `Tue 8 Dec, 10:00`, in the browser's own zone. */
export const dayAndTime = (instant: string, locale: string): string =>
  `${dayOf(instant, locale)}, ${timeOf(instant, null, locale)}`;

/** `Tue 8 Dec`, in the browser's own zone. */
export const dayOf = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));
