import { Temporal } from 'temporal-polyfill';
import type { SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { workingDay } from '../../../bot/mentoring/meeting/working-time.ts';

/**
 * Whether two people are free for a meeting that starts at an instant, in milliseconds: found without anything of the
 * search, from the calendars as they are, so that both ways of choosing are judged alike.
 */
export function judgeOf({ mentee, mentor, menteeBusy, mentorBusy, lengthMinutes }: SlotSearch) {
  const busy = [...menteeBusy, ...mentorBusy].map(
    ({ start, end }) => [start.epochMilliseconds, end.epochMilliseconds] as const,
  );
  return (from: number): boolean => {
    const to = from + lengthMinutes * 60_000;
    return (
      [mentee, mentor].every((hours) => isInHours(hours, from, to)) &&
      busy.every(([start, end]) => end <= from || to <= start)
    );
  };
}

function isInHours(hours: WorkingHours, from: number, to: number): boolean {
  const date = dateAt(hours.timeZone, from);
  const key = `${hours.timeZone} ${hours.start} ${hours.end} ${date}`;
  let day = days.get(key);
  if (!day) {
    const always = { ...hours, days: [1, 2, 3, 4, 5, 6, 7] };
    const found = workingDay(always, Temporal.PlainDate.from(date));
    day = found ? [found.start.epochMilliseconds, found.end.epochMilliseconds] : [0, 0];
    days.set(key, day);
  }
  return hours.days.includes(weekdayOf(date)) && day[0] <= from && to <= day[1];
}

const days = new Map<string, readonly [number, number]>();
const dates = new Map<string, string>();
function dateAt(timeZone: string, at: number): string {
  const key = `${timeZone} ${at}`;
  let date = dates.get(key);
  if (date === undefined) {
    date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
    dates.set(key, date);
  }
  return date;
}
const weekdays = new Map<string, number>();
function weekdayOf(date: string): number {
  const weekday = weekdays.get(date) ?? Temporal.PlainDate.from(date).dayOfWeek;
  weekdays.set(date, weekday);
  return weekday;
}
