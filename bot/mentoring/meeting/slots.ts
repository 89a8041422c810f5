import { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../people/person.ts';
import type { Cadence } from '../programme/programme.ts';
import type { Interval } from './interval.ts';
import type { PlannedMeeting, Slot, SlotOption } from './meeting.ts';
import { dayOfMeeting, earliestLastMeeting, occurrencesOf, repeatsFrom } from './repeats.ts';
import { isInside } from './working-time.ts';

export interface SlotSearch {
  readonly mentee: WorkingHours;
  readonly mentor: WorkingHours;
  readonly menteeBusy: readonly Interval[];
  readonly mentorBusy: readonly Interval[];
  /** Beyond this nothing is known of either calendar, and what is unknown is not free. */
  readonly busyKnownUntil: Temporal.Instant;
  /** No meeting starts before this. */
  readonly notBefore: Temporal.Instant;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
  readonly lengthMinutes: number;
  readonly meetings: number;
  readonly cadence: Cadence;
  readonly blackouts?: readonly { readonly startsOn: Temporal.PlainDate; readonly endsOn: Temporal.PlainDate }[];
}

export type SlotFound =
  | { readonly ok: true; readonly slot: Slot }
  | { readonly ok: false; readonly reason: 'no-common-slot' | 'programme-over' };

/** Meetings begin on the quarter of an hour. */
const gridMinutes = 15;

/**
 * Finds when a series can meet: a weekday and a local time of the mentee's, kept across daylight saving, at which every
 * meeting lies inside both people's working hours and neither is busy. The earliest week wins; within it the middle of
 * the week and the inner hours of both days, since the edges are what people guard.
 */
export function findSlot(search: SlotSearch): SlotFound {
  const { startsOn, endsOn, meetings, cadence } = search;
  const today = search.notBefore.toZonedDateTimeISO(search.mentee.timeZone).toPlainDate();
  const opens = Temporal.PlainDate.compare(today, startsOn) > 0 ? today : startsOn;
  if (earliestLastMeeting(opens, cadence, meetings).since(endsOn).sign > 0)
    return { ok: false, reason: 'programme-over' };
  const busy = new BusyTime([...search.menteeBusy, ...search.mentorBusy]);
  for (let week = opens; Temporal.PlainDate.compare(week, endsOn) <= 0; week = week.add({ days: 7 })) {
    const best = bestInWeek(search, busy, week);
    if (best) return { ok: true, slot: best };
  }
  return { ok: false, reason: 'no-common-slot' };
}

function bestInWeek(search: SlotSearch, busy: BusyTime, week: Temporal.PlainDate): Slot | null {
  let best: Slot | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < 7; offset += 1) {
    const day = week.add({ days: offset });
    const repeats = repeatsFrom(search.cadence, day);
    const lastDay = dayOfMeeting(day, repeats, search.meetings - 1);
    if (!search.mentee.days.includes(day.dayOfWeek) || lastDay.since(search.endsOn).sign > 0) continue;
    for (const time of startTimes(search.mentee, search.lengthMinutes)) {
      const start = day.toZonedDateTime({ timeZone: search.mentee.timeZone, plainTime: time });
      const strain = strainOf(search, start);
      const slot = { start, lengthMinutes: search.lengthMinutes, meetings: search.meetings, repeats };
      if (strain >= lowest || !isFree(search, busy, slot)) continue;
      lowest = strain;
      best = slot;
    }
  }
  return best;
}

function startTimes(hours: WorkingHours, lengthMinutes: number): readonly Temporal.PlainTime[] {
  const minutes = (text: string) => {
    const time = Temporal.PlainTime.from(text);
    return time.hour * 60 + time.minute;
  };
  const times: Temporal.PlainTime[] = [];
  const first = Math.ceil(minutes(hours.start) / gridMinutes) * gridMinutes;
  for (let minute = first; minute + lengthMinutes <= minutes(hours.end); minute += gridMinutes) {
    times.push(Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }));
  }
  return times;
}

function isFree(search: SlotSearch, busy: BusyTime, slot: Slot): boolean {
  const { mentee, mentor } = search;
  if (Temporal.Instant.compare(slot.start.toInstant(), search.notBefore) < 0) return false;
  return occurrencesOf(slot).every(
    (meeting) =>
      Temporal.Instant.compare(meeting.end, search.busyKnownUntil) <= 0 &&
      !busy.overlaps(meeting) &&
      isInside(mentee, meeting) &&
      isInside(mentor, meeting),
  );
}

/** How unwelcome a start is: hours from the middle of both days, and days from Wednesday. Lower is better. */
function strainOf({ mentee, mentor }: SlotSearch, start: Temporal.ZonedDateTime): number {
  const fromMiddle = (hours: WorkingHours) => {
    const local = start.withTimeZone(hours.timeZone);
    const of = (time: string) => Temporal.PlainTime.from(time).hour + Temporal.PlainTime.from(time).minute / 60;
    return Math.abs(local.hour + local.minute / 60 - (of(hours.start) + of(hours.end)) / 2);
  };
  return fromMiddle(mentee) + fromMiddle(mentor) + Math.abs(start.dayOfWeek - 3);
}

/** Busy stretches in order and without overlaps, asked in logarithmic time. */
class BusyTime {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(intervals: readonly Interval[]) {
    const sorted = intervals
      .map(({ start, end }) => [start.epochMilliseconds, end.epochMilliseconds] as const)
      .toSorted(([a], [b]) => a - b);
    for (const [start, end] of sorted) {
      const last = this.#ends.at(-1);
      if (last !== undefined && start <= last) this.#ends[this.#ends.length - 1] = Math.max(last, end);
      else {
        this.#starts.push(start);
        this.#ends.push(end);
      }
    }
  }

  overlaps({ start, end }: Interval): boolean {
    let low = 0;
    let high = this.#starts.length;
    // The first stretch that ends after the meeting starts.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) <= start.epochMilliseconds) low = middle + 1;
      else high = middle;
    }
    const next = this.#starts[low];
    return next !== undefined && next < end.epochMilliseconds;
  }
}

// PROVISIONAL
export function planFor(_search: SlotSearch, slot: Slot): readonly PlannedMeeting[] {
  return occurrencesOf(slot).map((one) => ({ ...one, state: 'in-place' as const }));
}
export function findSlots(
  search: SlotSearch & { blackouts?: unknown },
): { ok: true; options: readonly SlotOption[] } | { ok: false; reason: 'no-common-slot' | 'programme-over' } {
  const found = findSlot(search);
  return found.ok ? { ok: true, options: [{ slot: found.slot, meetings: planFor(search, found.slot) }] } : found;
}
export function freeTimes(
  search: SlotSearch & { from: Temporal.Instant; to: Temporal.Instant; most: number },
): readonly Interval[] {
  const busy = new BusyTime([...search.menteeBusy, ...search.mentorBusy]);
  const found: Interval[] = [];
  const quarter = 900_000;
  for (
    let at = Math.ceil(search.from.epochMilliseconds / quarter) * quarter;
    at + search.lengthMinutes * 60_000 <= search.to.epochMilliseconds && found.length < search.most;
    at += quarter
  ) {
    const start = Temporal.Instant.fromEpochMilliseconds(at);
    const one = { start, end: start.add({ minutes: search.lengthMinutes }) };
    if (
      Temporal.Instant.compare(start, search.notBefore) >= 0 &&
      !busy.overlaps(one) &&
      isInside(search.mentee, one) &&
      isInside(search.mentor, one)
    )
      found.push(one);
  }
  return found;
}
