import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import type { GraphWorkingHours, TenantEvent } from '../sandbox/tenant-client.ts';

/** Working hours read back from Graph, apart from the product's own reading, so that its rules are checked from outside. */
export interface Hours {
  readonly zone: string;
  /** ISO weekdays. */
  readonly days: ReadonlySet<number>;
  /** Like `09:00`. */
  readonly start: string;
  readonly end: string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export function hoursOf(read: GraphWorkingHours): Hours {
  return {
    zone: findIana(read.timeZone.name)[0] ?? read.timeZone.name,
    days: new Set(read.daysOfWeek.map((day) => weekdays.indexOf(day) + 1)),
    start: read.startTime.slice(0, 5),
    end: read.endTime.slice(0, 5),
  };
}

/** Whether somebody is at work, and for some minutes more: the bot writes to them then. */
export function isAtWork(hours: Hours | undefined, now: Temporal.Instant): boolean {
  const startsAt = now.toString();
  return hours !== undefined && isInside(hours, { startsAt, endsAt: now.add({ minutes: 5 }).toString() });
}

/** Whether a meeting begins and ends on one working day of somebody, within its hours. */
export function isInside(
  { zone, days, start, end }: Hours,
  meeting: Pick<TenantEvent, 'startsAt' | 'endsAt'>,
): boolean {
  const at = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const [from, to] = [at(meeting.startsAt), at(meeting.endsAt)];
  const time = (local: Temporal.ZonedDateTime) => local.toPlainTime().toString({ smallestUnit: 'minute' });
  return (
    from.toPlainDate().equals(to.toPlainDate()) && days.has(from.dayOfWeek) && time(from) >= start && time(to) <= end
  );
}

/** The hours two people share on the weekday they share most, in the week of these dates where that is least. */
export function sharedHours(a: Hours, b: Hours, firstDay: string, weeks: number): number {
  const first = Temporal.PlainDate.from(firstDay);
  const span = ({ zone, start, end }: Hours, day: Temporal.PlainDate) =>
    [start, end].map(
      (time) => day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds,
    ) as [number, number];
  const best = (monday: Temporal.PlainDate): number => {
    let most = 0;
    for (let offset = 0; offset < 7; offset += 1) {
      const mine = monday.add({ days: offset });
      if (!a.days.has(mine.dayOfWeek)) continue;
      for (const theirs of [-1, 0, 1].map((shift) => mine.add({ days: shift }))) {
        if (!b.days.has(theirs.dayOfWeek)) continue;
        const [from, to] = span(a, mine);
        const [start, end] = span(b, theirs);
        most = Math.max(most, (Math.min(to, end) - Math.max(from, start)) / 3_600_000);
      }
    }
    return most;
  };
  return Math.min(...Array.from({ length: weeks }, (_, week) => best(first.add({ weeks: week }))));
}
