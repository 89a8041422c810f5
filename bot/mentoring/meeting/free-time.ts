import type { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../people/person.ts';
import type { Interval } from './interval.ts';
import { lunch, strainOn, weights, type WorkingDay } from './preferences.ts';
import {
  dayNumber,
  gridMinutes,
  minutesOfDay,
  quartersAt,
  quartersOfDay,
  wallClock,
  weekdayOf,
  type WallClock,
} from './wall-clock.ts';
import type { Period } from './working-time.ts';

/** What decides when two people can meet. */
export interface Availability {
  readonly mentee: WorkingHours;
  readonly mentor: WorkingHours;
  readonly menteeBusy: readonly Interval[];
  readonly mentorBusy: readonly Interval[];
  /** Beyond this nothing is known of either calendar, and what is unknown is not free. */
  readonly busyKnownUntil: Temporal.Instant;
  /** No meeting starts before this. */
  readonly notBefore: Temporal.Instant;
  /** Days, in the mentee's zone, on which nobody meets. */
  readonly blackouts: readonly Period[];
  /** Calendars are looked at by the quarter of an hour: of other lengths the last one begun has to be free as well. */
  readonly lengthMinutes: number;
}

/** Days around those looked at: where zones are far apart, a quarter of an hour is two dates away. */
const margin = 3;

/**
 * The starts, by quarters of an hour from 1970, at which both are free for a whole meeting, and how unwelcome each is:
 * it lies inside both people's working hours on that day, each by their own clock, and touches nothing that is busy,
 * unknown or kept clear.
 */
export class FreeTime {
  /** The quarter that the arrays begin with. */
  readonly #origin: number;
  /** Points by start; `notFree` where there is no meeting. */
  readonly #strain: Int16Array;

  /** Looks at the days from `from` to `to`, both included, in the mentee's zone, by their numbers. */
  constructor(of: Availability, from: number, to: number) {
    const { mentee, mentor, busyKnownUntil, notBefore, blackouts, lengthMinutes } = of;
    const quarters = Math.ceil(lengthMinutes / gridMinutes);
    const origin = (from - margin) * quartersOfDay;
    const size = (to - from + 1 + 2 * margin) * quartersOfDay;
    const clockOf = (hours: WorkingHours) => wallClock(hours.timeZone, from - margin, to + margin + 1);
    const clock = clockOf(mentee);
    const midnight = (day: number) => clock.quarterAt(day, 0) - origin;

    const strain = new Int16Array(size).fill(notFree);
    const theirs = new Int16Array(size).fill(notFree);
    addWorkingDays(strain, origin, mentee, clock, quarters, from, to);
    addWorkingDays(theirs, origin, mentor, clockOf(mentor), quarters, from - 2, to + 2);

    /** 1 for starts of meetings that would touch something. */
    const blocked = new Uint8Array(size).fill(1);
    const earliest = Math.max(midnight(from), Math.ceil(quartersAt(notBefore)) - origin);
    blocked.fill(0, Math.max(0, earliest), Math.max(0, midnight(to + 1) - quarters + 1));
    for (const period of blackouts) {
      const [first, last] = [Math.max(dayNumber(period.startsOn), from), Math.min(dayNumber(period.endsOn), to)];
      if (first <= last) blocked.fill(1, midnight(first), midnight(last + 1));
    }
    const near = new Uint8Array(size);
    const unknown = Math.floor(quartersAt(busyKnownUntil)) - origin;
    for (const [person, busy] of [of.menteeBusy, of.mentorBusy].entries()) {
      const add = (start: number, end: number) => addBusy(blocked, near, person, quarters, start, end);
      for (const { start, end } of busy) {
        const [begins, ends] = [quartersAt(start), quartersAt(end)];
        if (begins < ends) add(Math.floor(begins) - origin, Math.ceil(ends) - origin);
      }
      add(unknown, size);
    }

    for (let at = 0; at < size; at += 1) {
      const mine = strain[at] ?? notFree;
      if (mine === notFree) continue;
      const their = theirs[at] ?? notFree;
      const isFree = their !== notFree && blocked[at] === 0;
      strain[at] = isFree ? mine + their + weights.noPause * bits(near[at] ?? 0) : notFree;
    }
    this.#origin = origin;
    this.#strain = strain;
  }

  /** Points of the meeting that starts with a quarter; `notFree` where there can be none. */
  strainAt(quarter: number): number {
    return this.#strain[quarter - this.#origin] ?? notFree;
  }

  /** Whether any meeting can start from one quarter up to before another. */
  isAny(from: number, to: number): boolean {
    return this.#strain
      .subarray(Math.max(0, from - this.#origin), to - this.#origin)
      .some((points) => points !== notFree);
  }

  /** Writes the points of as many starts from `quarter` on into `to`, from `at` on. */
  copy(quarter: number, count: number, to: Int16Array, at: number): void {
    to.set(this.#strain.subarray(quarter - this.#origin, quarter - this.#origin + count), at);
  }
}

/** In place of points where two people cannot meet. */
export const notFree = -1;

/** Adds the points of every start at which a meeting lies inside one of somebody's working days. */
function addWorkingDays(
  strain: Int16Array,
  origin: number,
  hours: WorkingHours,
  clock: WallClock,
  quarters: number,
  from: number,
  to: number,
): void {
  const [start, end] = [minuteOfDay(hours.start), minuteOfDay(hours.end)];
  const isWorked = (day: number) => hours.days.includes(weekdayOf(day));
  /** The points of a day without a change of clocks, by how many of its neighbours are not worked. */
  const usual = new Map<number, Int16Array>();
  const firstOf = (opens: number) => Math.ceil(opens / gridMinutes);
  const pointsOf = (day: WorkingDay) => {
    const first = firstOf(day.start);
    const points = new Int16Array(Math.max(0, Math.floor(day.end / gridMinutes) - quarters - first + 1));
    for (let index = 0; index < points.length; index += 1) {
      points[index] = strainOn(day, (first + index) * gridMinutes, (first + index + quarters) * gridMinutes);
    }
    return points;
  };
  for (let day = from; day <= to; day += 1) {
    if (!isWorked(day)) continue;
    const freeNeighbours = Number(!isWorked(day - 1)) + Number(!isWorked(day + 1));
    const midnight = clock.instantAt(day * minutesOfDay);
    const at = (minute: number) => clock.instantAt(day * minutesOfDay + minute) - midnight;
    const isUsual = !clock.changesOn(day);
    const points =
      (isUsual ? usual.get(freeNeighbours) : undefined) ??
      pointsOf({ start: at(start), end: at(end), lunchStart: at(lunch[0]), lunchEnd: at(lunch[1]), freeNeighbours });
    if (isUsual) usual.set(freeNeighbours, points);
    strain.set(points, midnight / gridMinutes + firstOf(at(start)) - origin);
  }
}

/** Blocks the starts of meetings that would touch a busy stretch, and notes whose pause it takes just before and after. */
function addBusy(
  blocked: Uint8Array,
  near: Uint8Array,
  person: number,
  quarters: number,
  start: number,
  end: number,
): void {
  if (end <= 0 || start >= blocked.length) return;
  blocked.fill(1, Math.max(0, start - quarters + 1), Math.max(0, end));
  const [before, after] = [start - quarters, end];
  if (before >= 0) near[before] = (near[before] ?? 0) | (1 << (2 * person));
  if (after < near.length) near[after] = (near[after] ?? 0) | (2 << (2 * person));
}

/** How many of the four lowest bits are set. */
const bits = (flags: number): number => (flags & 1) + ((flags >> 1) & 1) + ((flags >> 2) & 1) + ((flags >> 3) & 1);

/** `HH:MM` → minutes. */
const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
