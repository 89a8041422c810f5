import { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../people/person.ts';
import type { Interval } from './interval.ts';

/** Working hours on one local day as instants; null when it is not a working day. */
export function workingDay(hours: WorkingHours, day: Temporal.PlainDate): Interval | null {
  if (!hours.days.includes(day.dayOfWeek)) return null;
  const at = (time: string) =>
    day.toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  return { start: at(hours.start), end: at(hours.end) };
}

/** Whether a stretch lies wholly inside one working day of somebody. */
export function isInside(hours: WorkingHours, { start, end }: Interval): boolean {
  const day = workingDay(hours, start.toZonedDateTimeISO(hours.timeZone).toPlainDate());
  return day !== null && Temporal.Instant.compare(start, day.start) >= 0 && Temporal.Instant.compare(end, day.end) <= 0;
}

/** The given instant when it is in working hours, else the start of the next working day. */
export function nextWorkingInstant(hours: WorkingHours, from: Temporal.Instant): Temporal.Instant {
  const today = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let offset = 0; offset <= 7; offset += 1) {
    const day = workingDay(hours, today.add({ days: offset }));
    if (day && Temporal.Instant.compare(from, day.end) < 0) {
      return Temporal.Instant.compare(from, day.start) < 0 ? day.start : from;
    }
  }
  // Nobody works on no day at all: such settings are refused where they come in.
  return from;
}

/** The days on which something runs, both included. */
export interface Period {
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
}

/**
 * Working hours that two people share a day, on the weekday they share most, in the week of the period in which that is
 * least: clocks change on different days in different places, and not everywhere.
 */
export function sharedHours(a: WorkingHours, b: WorkingHours, period: Period): number {
  let least = Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  for (
    let day = period.startsOn;
    Temporal.PlainDate.compare(day, period.endsOn) <= 0 || seen.size === 0;
    day = day.add({ days: 7 })
  ) {
    // Weeks in which both zones stand alike share alike.
    const offsets = [a, b].flatMap(({ timeZone }) =>
      [day, day.add({ days: 7 })].map((midnight) => midnight.toZonedDateTime(timeZone).offset),
    );
    const key = offsets.join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    least = Math.min(least, mostInWeek(a, b, day));
  }
  return least;
}

function mostInWeek(a: WorkingHours, b: WorkingHours, from: Temporal.PlainDate): number {
  let most = 0;
  for (let offset = 0; offset < 7; offset += 1) {
    const mine = workingDay(a, from.add({ days: offset }));
    if (!mine) continue;
    // Their day may carry another date where the zones are far apart.
    for (const shift of [-1, 0, 1]) {
      const theirs = workingDay(b, from.add({ days: offset + shift }));
      if (!theirs) continue;
      const start = Math.max(mine.start.epochMilliseconds, theirs.start.epochMilliseconds);
      const end = Math.min(mine.end.epochMilliseconds, theirs.end.epochMilliseconds);
      most = Math.max(most, (end - start) / 3_600_000);
    }
  }
  return most;
}
