import type { Temporal } from 'temporal-polyfill';
import type { Cadence } from '../programme/programme.ts';
import { FreeTime, notFree, type Availability } from './free-time.ts';
import type { PlannedMeeting, Slot, SlotOption } from './meeting.ts';
import { planMeeting } from './moving.ts';
import { weights } from './preferences.ts';
import { occurrencesOf, repeatsFrom } from './repeats.ts';
import { seriesDays } from './series-days.ts';
import {
  dayNumber,
  gridMinutes,
  instantOf,
  millisecondsOfQuarter,
  minutesOfDay,
  mondayOf,
  quartersOfDay,
  wallClock,
  weekdayOf,
  type WallClock,
} from './wall-clock.ts';

export interface SlotSearch extends Availability {
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
  readonly cadence: Cadence;
  readonly meetings: number;
}

export type SlotsFound =
  /** At least one, the best first. */
  | { readonly ok: true; readonly options: readonly SlotOption[] }
  | { readonly ok: false; readonly reason: 'no-common-slot' | 'programme-over' };

/** Options that people are given to choose from. */
const mostOptions = 3;
/** Quarters of an hour by which two options on one weekday differ at least. */
const apart = 8;

/**
 * Finds when a series can meet: a weekday and a local time of the mentee's, kept across daylight saving. Of all first
 * days and times in the programme the best is the one that keeps the most meetings in place; then the one that leaves the
 * fewest without any free time in their week; then the least unwelcome by `preferences.ts`; then the earliest. The other
 * options are the best ones on another weekday or at least two hours away. A time at which no meeting is free is none.
 */
export function findSlots(search: SlotSearch): SlotsFound {
  const [from, to] = [dayNumber(search.startsOn), dayNumber(search.endsOn)];
  const clock = wallClock(search.mentee.timeZone, from, to + 1);
  const now = Math.ceil(search.notBefore.epochMilliseconds / 60_000);
  const opens = Math.max(from, Math.floor(clock.localAt(now) / minutesOfDay));
  const series = seriesDays(from, to, search.cadence, search.meetings).filter(([first = 0]) => first >= opens);
  if (series.length === 0) return { ok: false, reason: 'programme-over' };
  const free = new FreeTime(search, from, to);
  const best = bestOfEachTime(series, localStarts(free, clock, from, to), opens, (day, quarter) => {
    const local = day * minutesOfDay + quarter * gridMinutes;
    const minute = clock.instantAt(local);
    // The first meeting cannot be moved into the future, nor named by a local time that its day does not have.
    return minute >= now && clock.localAt(minute) === local;
  });
  const chosen = unlike(best);
  return chosen.length === 0
    ? { ok: false, reason: 'no-common-slot' }
    : { ok: true, options: chosen.map((candidate) => optionOf(search, free, clock, candidate)) };
}

interface Worth {
  /** Meetings that are free in place. */
  readonly kept: number;
  /** Meetings that are neither kept nor moved. */
  readonly lost: number;
  /** Points of the meetings kept and of the wait for the first one. */
  readonly strain: number;
}

/** A series by its days and the quarter of the mentee's day at which it meets. */
interface Candidate extends Worth {
  readonly days: Int32Array;
  readonly quarter: number;
}

/** Points of all starts by the mentee's local time, day after day. */
interface LocalStarts {
  readonly from: number;
  readonly strain: Int16Array;
  /** For each day whether there is any free start in its calendar week. */
  readonly isOpenWeek: Uint8Array;
}

function localStarts(free: FreeTime, clock: WallClock, from: number, to: number): LocalStarts {
  const days = to - from + 1;
  const strain = new Int16Array(days * quartersOfDay);
  const isOpenWeek = new Uint8Array(days);
  for (let index = 0; index < days; index += 1) {
    const day = from + index;
    const row = index * quartersOfDay;
    if (clock.changesOn(day)) {
      for (let quarter = 0; quarter < quartersOfDay; quarter += 1) {
        strain[row + quarter] = free.strainAt(clock.quarterAt(day, quarter));
      }
    } else {
      free.copy(clock.quarterAt(day, 0), quartersOfDay, strain, row);
    }
  }
  for (let monday = mondayOf(from); monday <= to; monday += 7) {
    const isOpen = free.isAny(clock.quarterAt(monday, 0), clock.quarterAt(monday + 7, 0));
    isOpenWeek.fill(Number(isOpen), Math.max(0, monday - from), Math.max(0, monday + 7 - from));
  }
  return { from, strain, isOpenWeek };
}

/** For each weekday and local time the best first day; where no meeting is free at a time it is left out. */
function bestOfEachTime(
  series: readonly Int32Array[],
  starts: LocalStarts,
  opens: number,
  canStart: (day: number, quarter: number) => boolean,
): readonly Candidate[] {
  const best = new Map<number, Candidate>();
  const [kept, strains] = [new Int32Array(quartersOfDay), new Int32Array(quartersOfDay)];
  for (const days of series) {
    const first = days[0] ?? 0;
    let lost = 0;
    kept.fill(0);
    strains.fill((first - opens) * weights.wait * days.length);
    for (const day of days) {
      lost += 1 - (starts.isOpenWeek[day - starts.from] ?? 0);
      const row = (day - starts.from) * quartersOfDay;
      for (let quarter = 0; quarter < quartersOfDay; quarter += 1) {
        const points = starts.strain[row + quarter] ?? notFree;
        if (points === notFree) continue;
        kept[quarter] = (kept[quarter] ?? 0) + 1;
        strains[quarter] = (strains[quarter] ?? 0) + points;
      }
    }
    for (let quarter = 0; quarter < quartersOfDay; quarter += 1) {
      if (kept[quarter] === 0) continue;
      const worth = { kept: kept[quarter] ?? 0, lost, strain: strains[quarter] ?? 0 };
      const time = weekdayOf(first) * quartersOfDay + quarter;
      const known = best.get(time);
      // Of equals the earlier one stays.
      if (known && compare(worth, known) >= 0) continue;
      if (canStart(first, quarter)) best.set(time, { ...worth, days, quarter });
    }
  }
  return [...best.values()];
}

/** Less than 0 when `one` is the better of two. */
const compare = (one: Worth, other: Worth): number =>
  other.kept - one.kept || one.lost - other.lost || one.strain - other.strain;

/** The best ones, each unlike all before it. */
function unlike(candidates: readonly Candidate[]): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const one of candidates.toSorted((a, b) => compare(a, b) || startOf(a) - startOf(b))) {
    if (chosen.length < mostOptions && !chosen.some((other) => isAlike(one, other))) chosen.push(one);
  }
  return chosen;
}

const startOf = ({ days, quarter }: Candidate): number => (days[0] ?? 0) * quartersOfDay + quarter;
const isAlike = (one: Candidate, other: Candidate): boolean =>
  weekdayOf(one.days[0] ?? 0) === weekdayOf(other.days[0] ?? 0) && Math.abs(one.quarter - other.quarter) < apart;

function optionOf(search: SlotSearch, free: FreeTime, clock: WallClock, { days, quarter }: Candidate): SlotOption {
  const { lengthMinutes, meetings, cadence } = search;
  const start = instantOf(clock.quarterAt(days[0] ?? 0, quarter)).toZonedDateTimeISO(search.mentee.timeZone);
  return {
    slot: { start, lengthMinutes, meetings, repeats: repeatsFrom(cadence, start.toPlainDate()) },
    meetings: Array.from(days, (day) => planMeeting(free, clock, clock.quarterAt(day, quarter), lengthMinutes)),
  };
}

/** How the meetings of a slot would stand, were it booked by what is known now. */
export function planFor(search: SlotSearch, slot: Slot): readonly PlannedMeeting[] {
  const [from, to] = [dayNumber(search.startsOn), dayNumber(search.endsOn)];
  const clock = wallClock(search.mentee.timeZone, from, to + 1);
  const free = new FreeTime({ ...search, lengthMinutes: slot.lengthMinutes }, from, to);
  return occurrencesOf(slot).map(({ start }) =>
    planMeeting(free, clock, start.epochMilliseconds / millisecondsOfQuarter, slot.lengthMinutes),
  );
}
