import { Temporal } from 'temporal-polyfill';
import { nextWorkingInstant, workingDay } from '../meeting/working-time.ts';
import type { WorkingHours } from '../people/person.ts';

/** Working days before a meeting on which the mentee is asked for its agenda, and reminded. */
const daysToAsk = 3;
const daysToRemind = 1;
/** Who has so little time left before a meeting is not asked any more. */
export const shortestNotice = Temporal.Duration.from({ hours: 2 });

/** When to ask for an agenda, and to remind of it; null where there is no time left to. */
export interface AskTimes {
  readonly askAt: Temporal.Instant | null;
  readonly remindAt: Temporal.Instant | null;
}

/**
 * Three working days before a meeting its mentee is asked, and one working day before reminded: at the time of day of the
 * meeting where they work then, else when they begin to. A meeting that is nearer is asked about at once, and nobody is
 * reminded on the day on which they were asked.
 */
export function whenToAsk(hours: WorkingHours, startsAt: Temporal.Instant, now: Temporal.Instant): AskTimes {
  const isInTime = (at: Temporal.Instant) => isBefore(at.add(shortestNotice), startsAt);
  const wanted = onDayBefore(hours, startsAt, daysToAsk);
  const asked = isBefore(wanted, now) ? nextWorkingInstant(hours, now) : wanted;
  const reminded = onDayBefore(hours, startsAt, daysToRemind);
  const isReminded =
    isInTime(reminded) &&
    !isBefore(reminded, now) &&
    Temporal.PlainDate.compare(dayOf(hours, asked), dayOf(hours, reminded)) < 0;
  return { askAt: isInTime(asked) ? asked : null, remindAt: isReminded ? reminded : null };
}

/** The last working day that has so many working days, itself among them, between it and the given day. */
export function workingDaysBefore(
  hours: Pick<WorkingHours, 'days'>,
  day: Temporal.PlainDate,
  count: number,
): Temporal.PlainDate {
  if (hours.days.length === 0) throw new Error('nobody works on no day at all');
  let found = day;
  for (let left = count; left > 0;) {
    found = found.subtract({ days: 1 });
    if (hours.days.includes(found.dayOfWeek)) left -= 1;
  }
  return found;
}

function onDayBefore(hours: WorkingHours, startsAt: Temporal.Instant, count: number): Temporal.Instant {
  const meeting = startsAt.toZonedDateTimeISO(hours.timeZone);
  const day = workingDaysBefore(hours, meeting.toPlainDate(), count);
  const at = day.toZonedDateTime({ timeZone: hours.timeZone, plainTime: meeting.toPlainTime() }).toInstant();
  const working = workingDay(hours, day);
  return working && (isBefore(at, working.start) || !isBefore(at, working.end)) ? working.start : at;
}

const isBefore = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other) < 0;
const dayOf = ({ timeZone }: WorkingHours, at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate();
