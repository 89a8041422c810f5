import type { Temporal } from 'temporal-polyfill';
import { notFree, type FreeTime } from './free-time.ts';
import { instantOf, mondayOf, type WallClock } from './wall-clock.ts';

/**
 * One meeting of a series before it is booked. `in-place`: free for both where the series has it. `moved`: not free
 * there, and stands at the nearest free time of its week instead. `clashes`: stands at its place though it is not free,
 * since nothing in its week is.
 */
export type PlannedMeeting =
  | { readonly state: 'in-place' | 'clashes'; readonly start: Temporal.Instant; readonly end: Temporal.Instant }
  | {
      readonly state: 'moved';
      readonly start: Temporal.Instant;
      readonly end: Temporal.Instant;
      /** Start of the meeting where the series would have it. */
      readonly from: Temporal.Instant;
    };

/**
 * What becomes of the meeting that a series has on a day, at a quarter of an hour of the mentee's. It is moved within its
 * calendar week, Monday to Sunday of the mentee's: no other meeting of the series stands in it, so none is moved onto the
 * day of its neighbour or past it, which Outlook would refuse.
 */
export function planMeeting(
  free: FreeTime,
  clock: WallClock,
  day: number,
  quarter: number,
  lengthMinutes: number,
): PlannedMeeting {
  const lasting = (quarter: number) => ({ start: instantOf(quarter), end: instantOf(quarter, lengthMinutes) });
  const place = clock.quarterAt(day, quarter);
  if (free.strainAt(place) !== notFree) return { state: 'in-place', ...lasting(place) };
  const monday = mondayOf(day);
  const moved = nearestFree(free, place, clock.quarterAt(monday, 0), clock.quarterAt(monday + 7, 0));
  return moved === null
    ? { state: 'clashes', ...lasting(place) }
    : { state: 'moved', from: instantOf(place), ...lasting(moved) };
}

/** The free start nearest to a quarter, the earlier of two that are as near, from `from` up to before `to`. */
function nearestFree(free: FreeTime, quarter: number, from: number, to: number): number | null {
  const isFree = (at: number) => from <= at && at < to && free.strainAt(at) !== notFree;
  const farthest = Math.max(quarter - from, to - quarter);
  for (let distance = 1; distance <= farthest; distance += 1) {
    if (isFree(quarter - distance)) return quarter - distance;
    if (isFree(quarter + distance)) return quarter + distance;
  }
  return null;
}
