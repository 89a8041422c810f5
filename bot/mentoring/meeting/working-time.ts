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
