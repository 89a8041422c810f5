import { Temporal } from 'temporal-polyfill';
import type { Availability } from '../../../bot/mentoring/meeting/free-time.ts';
import type { Interval } from '../../../bot/mentoring/meeting/interval.ts';
import { weights } from '../../../bot/mentoring/meeting/preferences.ts';
import { dayOfMeeting, repeatsFrom } from '../../../bot/mentoring/meeting/repeats.ts';
import type { SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';

/**
 * The search for a slot once more, with nothing but Temporal and loops. Times are in milliseconds, days are written as
 * ISO does. What has been asked is remembered: Temporal is slow, and the same times are looked at again and again.
 */

const minute = 60_000;
const quarter = 15 * minute;

function keep<Key, Answer>(ask: (key: Key) => Answer) {
  const known = new Map<Key, Answer>();
  return (key: Key): Answer => {
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = ask(key)));
    return answer;
  };
}

/** `00:00`, `00:15`, … */
const clocks = Array.from({ length: 96 }, (_, index) =>
  Temporal.PlainTime.from({ hour: Math.floor(index / 4), minute: (index % 4) * 15 }).toString({
    smallestUnit: 'minute',
  }),
);
const instant = (timeZone: string, date: string, plainTime: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
const clockAt = (timeZone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
/** By zone and date, when each of the clocks’ quarters of an hour is, and whether the clocks do show it. */
const quarters = keep((timeZone: string) =>
  keep((date: string) => {
    const midnight = Temporal.PlainDate.from(date).toZonedDateTime(timeZone);
    const first = midnight.epochMilliseconds;
    // A day as long as most has each of them once.
    if (midnight.hoursInDay === 24) return clocks.map((_, index) => ({ at: first + index * quarter, isThere: true }));
    return clocks.map((clock) => {
      const at = instant(timeZone, date, clock);
      return { at, isThere: clockAt(timeZone, at) === clock };
    });
  }),
);
/** By zone and instant, the date there: that of all from one midnight to the next. */
const dateAt = keep((timeZone: string) => {
  const known = new Map<number, string>();
  return (at: number): string => {
    const there = known.get(at);
    if (there !== undefined) return there;
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).startOfDay();
    const date = day.toPlainDate().toString();
    const next = day.add({ days: 1 }).epochMilliseconds;
    for (let one = day.epochMilliseconds; one < next; one += quarter) known.set(one, date);
    return date;
  };
});
/** By zone and times of a working day, and date. */
const workingDays = keep((hours: string) =>
  keep((date: string): Span => {
    const [zone = '', start = '', end = ''] = hours.split(' ');
    return [instant(zone, date, start), instant(zone, date, end)];
  }),
);
const dayBefore = keep((date: string) => Temporal.PlainDate.from(date).subtract({ days: 1 }).toString());
const dayAfter = keep((date: string) => Temporal.PlainDate.from(date).add({ days: 1 }).toString());
const weekday = keep((date: string) => Temporal.PlainDate.from(date).dayOfWeek);
const mondayOf = keep((date: string) =>
  Temporal.PlainDate.from(date)
    .subtract({ days: weekday(date) - 1 })
    .toString(),
);

type Span = readonly [from: number, to: number];

/** What two people can do at an instant. */
export class PlainTime {
  readonly #of: Availability;
  readonly #people: readonly { readonly hours: WorkingHours; readonly busy: readonly Span[] }[];

  constructor(of: Availability) {
    this.#of = of;
    const span = ({ start, end }: Interval): Span => [start.epochMilliseconds, end.epochMilliseconds];
    this.#people = [
      { hours: of.mentee, busy: of.menteeBusy.map(span) },
      { hours: of.mentor, busy: of.mentorBusy.map(span) },
    ];
  }

  isFree(from: number): boolean {
    const { mentee, notBefore, lengthMinutes } = this.#of;
    const to = from + lengthMinutes * minute;
    return (
      from >= notBefore.epochMilliseconds &&
      this.#people.every(({ hours }) => {
        const day = workingDay(hours, dateAt(hours.timeZone)(from));
        return day !== null && day[0] <= from && to <= day[1];
      }) &&
      this.#people.every(({ busy }) => !this.#isTaken(busy, from, to)) &&
      !this.#isKeptClear(dateAt(mentee.timeZone)(from))
    );
  }

  /** Points of a free meeting. */
  readonly strain = keep((from: number) => {
    const to = from + this.#of.lengthMinutes * minute;
    let points = 0;
    for (const { hours, busy } of this.#people) {
      const { timeZone, days } = hours;
      const date = dateAt(timeZone)(from);
      const [opens, closes] = workingDay(hours, date) ?? [0, 0];
      for (const fromEdge of [from - opens, closes - to]) {
        points += weights.edge * Math.max(0, 6 - Math.floor(fromEdge / quarter));
      }
      const [noon, one] = [instant(timeZone, date, '12:00'), instant(timeZone, date, '13:00')];
      for (let at = from; at < to; at += quarter) if (at >= noon && at < one) points += weights.lunch;
      for (const other of [dayBefore(date), dayAfter(date)]) {
        if (!days.includes(weekday(other))) points += weights.weekEdge;
      }
      if (this.#isTaken(busy, from - quarter, from)) points += weights.noPause;
      if (this.#isTaken(busy, to, to + quarter)) points += weights.noPause;
    }
    return points;
  });

  readonly #isKeptClear = keep((date: string) =>
    this.#of.blackouts.some(({ startsOn, endsOn }) => startsOn.toString() <= date && date <= endsOn.toString()),
  );

  #isTaken(busy: readonly Span[], from: number, to: number): boolean {
    return (
      to > this.#of.busyKnownUntil.epochMilliseconds ||
      busy.some(([start, end]) => start < to && from < end && start < end)
    );
  }
}

function workingDay({ timeZone, days, start, end }: WorkingHours, date: string): Span | null {
  return days.includes(weekday(date)) ? workingDays(`${timeZone} ${start} ${end}`)(date) : null;
}

/** Every quarter of an hour from the start of one day to the end of another; all zones are whole ones away from UTC. */
export function everyQuarter(timeZone: string, first: string, last: string): readonly number[] {
  const [from, to] = [instant(timeZone, first, '00:00'), instant(timeZone, dayAfter(last), '00:00')];
  return Array.from({ length: (to - from) / quarter }, (_, index) => from + index * quarter);
}

/** What the best options must be, each as `linesOf` writes them. */
export function plainSearch(search: SlotSearch): readonly string[] | 'programme-over' {
  const { mentee, meetings, lengthMinutes, notBefore } = search;
  const zone = mentee.timeZone;
  const [first, last] = [search.startsOn.toString(), search.endsOn.toString()];
  const time = new PlainTime(search);
  const free = new Set(everyQuarter(zone, first, last).filter((at) => time.isFree(at)));
  const freeIn = Map.groupBy(free, (at) => mondayOf(dateAt(zone)(at)));

  const today = dateAt(zone)(notBefore.epochMilliseconds);
  const candidates = [];
  let fits = false;
  let waited = 0;
  for (let date = today > first ? today : first; date <= last; date = dayAfter(date), waited += 1) {
    const days = daysOf(search, date);
    if ((days.at(-1) ?? '') > last) continue;
    fits = true;
    for (const [index, { at: start, isThere }] of quarters(zone)(date).entries()) {
      const places = days.map((day) => quarters(zone)(day)[index]?.at ?? 0);
      const kept = places.filter((place) => free.has(place));
      if (kept.length === 0 || !isThere || start < notBefore.epochMilliseconds) continue;
      const lost = places.filter((place, at) => !free.has(place) && !freeIn.has(mondayOf(days[at] ?? ''))).length;
      const strain = kept.reduce((sum, place) => sum + time.strain(place), waited * weights.wait * meetings);
      candidates.push({ weekday: weekday(date), index, start, days, places, kept: kept.length, lost, strain });
    }
  }
  if (!fits) return 'programme-over';

  const chosen: typeof candidates = [];
  for (const one of candidates.toSorted(
    (a, b) => b.kept - a.kept || a.lost - b.lost || a.strain - b.strain || a.start - b.start,
  )) {
    const isNew = chosen.every((other) => other.weekday !== one.weekday || Math.abs(other.index - one.index) >= 8);
    if (isNew && chosen.length < 3) chosen.push(one);
  }
  return chosen.map(({ start, places, days }) => {
    const plan = places.map((place, index) => {
      if (free.has(place)) return meetingLine('in-place', place, lengthMinutes);
      const inWeek = freeIn.get(mondayOf(days[index] ?? '')) ?? [];
      const [nearest] = inWeek.toSorted((a, b) => Math.abs(a - place) - Math.abs(b - place) || a - b);
      return nearest === undefined
        ? meetingLine('clashes', place, lengthMinutes)
        : meetingLine('moved', nearest, lengthMinutes, place);
    });
    return [Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).toString(), ...plan].join('\n');
  });
}

function daysOf({ cadence, meetings }: SlotSearch, first: string): readonly string[] {
  const date = Temporal.PlainDate.from(first);
  const repeats = repeatsFrom(cadence, date);
  return Array.from({ length: meetings }, (_, index) => dayOfMeeting(date, repeats, index).toString());
}

/** One meeting of a plan as a line. */
export function meetingLine(state: string, start: number, lengthMinutes: number, from?: number): string {
  const text = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString();
  return `${state} ${text(start)} ${text(start + lengthMinutes * minute)}${from === undefined ? '' : ` from ${text(from)}`}`;
}
