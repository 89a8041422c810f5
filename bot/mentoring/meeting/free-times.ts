import type { Temporal } from 'temporal-polyfill';
import { FreeTime, notFree, type Availability } from './free-time.ts';
import type { Interval } from './interval.ts';
import { dayNumber, gridMinutes, instantOf, quartersAt, wallClock } from './wall-clock.ts';

export interface FreeTimesSearch extends Availability {
  /** Meetings lie wholly between these two. */
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** How many are wanted. */
  readonly most: number;
}

/** Quarters of an hour by which two times on one day differ at least. */
const apart = 8;

/**
 * Free times for one meeting, at most as many as are wanted, in the order in which to offer them: first the least
 * unwelcome time of each day, the soonest day first, so that whoever is away on one day has another; then, day by day
 * again, what differs by two hours at least. Days are the mentee's.
 */
export function freeTimes(search: FreeTimesSearch): readonly Interval[] {
  const { mentee, from, to, most, lengthMinutes } = search;
  const dayOf = (instant: Temporal.Instant) => dayNumber(instant.toZonedDateTimeISO(mentee.timeZone).toPlainDate());
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first > last) return [];
  const free = new FreeTime(search, first, last);
  const clock = wallClock(mentee.timeZone, first, last + 1);
  const earliest = Math.ceil(quartersAt(from));
  const latest = Math.floor(quartersAt(to) - lengthMinutes / gridMinutes);

  const days: (readonly number[])[] = [];
  for (let day = first; day <= last; day += 1) {
    days.push(
      bestOf(free, Math.max(clock.quarterAt(day, 0), earliest), Math.min(clock.quarterAt(day + 1, 0) - 1, latest)),
    );
  }
  const rounds = Math.max(...days.map((starts) => starts.length));
  const inOrder = Array.from({ length: rounds }, (_, round) => days.flatMap((starts) => starts[round] ?? [])).flat();
  return inOrder
    .slice(0, most)
    .map((quarter) => ({ start: instantOf(quarter), end: instantOf(quarter, lengthMinutes) }));
}

/** The starts of a day from the least unwelcome on, the earlier of equals first, each away from all before it. */
function bestOf(free: FreeTime, from: number, to: number): readonly number[] {
  const starts: number[] = [];
  for (let quarter = from; quarter <= to; quarter += 1) if (free.strainAt(quarter) !== notFree) starts.push(quarter);
  const chosen: number[] = [];
  for (const one of starts.toSorted((a, b) => free.strainAt(a) - free.strainAt(b) || a - b)) {
    if (chosen.every((other) => Math.abs(one - other) >= apart)) chosen.push(one);
  }
  return chosen;
}
