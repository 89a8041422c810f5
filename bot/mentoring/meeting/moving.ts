import { notFree, type FreeTime } from './free-time.ts';
import type { PlannedMeeting } from './meeting.ts';
import { gridMinutes, instantOf, minutesOfDay, mondayOf, type WallClock } from './wall-clock.ts';

/**
 * What becomes of the meeting that a series has at a quarter of an hour from 1970. It is moved within its calendar week,
 * Monday to Sunday of the mentee's: no other meeting of the series stands in it, so none is moved onto the day of its
 * neighbour or past it, which Outlook would refuse.
 */
export function planMeeting(free: FreeTime, clock: WallClock, place: number, lengthMinutes: number): PlannedMeeting {
  const lasting = (quarter: number) => ({ start: instantOf(quarter), end: instantOf(quarter, lengthMinutes) });
  if (free.strainAt(place) !== notFree) return { state: 'in-place', ...lasting(place) };
  const monday = mondayOf(Math.floor(clock.localAt(place * gridMinutes) / minutesOfDay));
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
