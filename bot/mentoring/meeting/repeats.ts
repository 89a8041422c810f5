import type { Temporal } from 'temporal-polyfill';
import type { Cadence } from '../programme/programme.ts';
import type { Interval } from './interval.ts';
import type { Booking, Meeting, Repeats, Slot } from './meeting.ts';

/** How a series of this cadence repeats when it begins on a day. A month's fifth of a weekday is there as its last. */
export function repeatsFrom(cadence: Cadence, first: Temporal.PlainDate): Repeats {
  if (cadence !== 'monthly') return { kind: 'weeks', every: cadence === 'weekly' ? 1 : 2 };
  const week = Math.ceil(first.day / 7);
  return { kind: 'month', week: week === 1 || week === 2 || week === 3 || week === 4 ? week : 'last' };
}

/** The cadence of a series that repeats like this; every four weeks is how a month was booked once. */
export function cadenceOf(repeats: Repeats): Cadence {
  if (repeats.kind === 'month' || repeats.every > 2) return 'monthly';
  return repeats.every === 1 ? 'weekly' : 'every-two-weeks';
}

/** The day of the meeting that comes `index` meetings after the first; the first day is one that the rule names. */
export function dayOfMeeting(first: Temporal.PlainDate, repeats: Repeats, index: number): Temporal.PlainDate {
  if (repeats.kind === 'weeks') return first.add({ weeks: index * repeats.every });
  const month = first.with({ day: 1 }).add({ months: index });
  const firstSuch = 1 + ((first.dayOfWeek - month.dayOfWeek + 7) % 7);
  const weeks = repeats.week === 'last' ? Math.floor((month.daysInMonth - firstSuch) / 7) : repeats.week - 1;
  return month.with({ day: firstSuch + weeks * 7 });
}

/** Days after which the first meeting of a series has stood on every weekday of every week of a month. */
const daysOfEveryKind = 37;

/** The earliest day on which the last of so many meetings can be, when the first is on `opens` or later. */
export function earliestLastMeeting(opens: Temporal.PlainDate, cadence: Cadence, meetings: number): Temporal.PlainDate {
  let earliest = dayOfMeeting(opens, repeatsFrom(cadence, opens), meetings - 1);
  for (let days = 1; days < daysOfEveryKind; days += 1) {
    const first = opens.add({ days });
    const last = dayOfMeeting(first, repeatsFrom(cadence, first), meetings - 1);
    if (last.until(earliest).sign > 0) earliest = last;
  }
  return earliest;
}

/** Every meeting of the series as it would stand, in order. */
export function occurrencesOf(slot: Slot): readonly Interval[] {
  const { start, lengthMinutes, meetings, repeats } = slot;
  const { timeZone, plainTime } = { timeZone: start.timeZoneId, plainTime: start.toPlainTime() };
  return Array.from({ length: meetings }, (_, index) => {
    const from = dayOfMeeting(start.toPlainDate(), repeats, index).toZonedDateTime({ timeZone, plainTime });
    return { start: from.toInstant(), end: from.add({ minutes: lengthMinutes }).toInstant() };
  });
}

/** Whether a meeting stands elsewhere than its series repeats: it was moved, or given a time of its own. */
export function isOutOfTurn({ startsAt }: Pick<Meeting, 'startsAt'>, booking: Booking): boolean {
  return booking.meetingId !== null || !occurrencesOf(booking.slot).some(({ start }) => start.equals(startsAt));
}
