import { Temporal } from 'temporal-polyfill';

/** Days and minutes are counted from the first of January 1970, a Thursday; local minutes likewise, as if there were UTC. */
export const minutesOfDay = 1_440;
/** Meetings begin on the quarter of an hour. */
export const gridMinutes = 15;
export const quartersOfDay = minutesOfDay / gridMinutes;
export const millisecondsOfQuarter = gridMinutes * 60_000;
const nanosecondsOfQuarter = gridMinutes * 60e9;

const epoch = Temporal.PlainDate.from('1970-01-01');
export const dayNumber = (date: Temporal.PlainDate): number => epoch.until(date).days;
export const dateOf = (day: number): Temporal.PlainDate => epoch.add({ days: day });
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
/** The Monday of a day's week. */
export const mondayOf = (day: number): number => day + 1 - weekdayOf(day);
/**
 * How many quarters of an hour after 1970 an instant is, whole ones exactly. Nanoseconds are read since milliseconds would
 * cost a division of big integers each, and calendars are long.
 */
export const quartersAt = (instant: Temporal.Instant): number =>
  Number(instant.epochNanoseconds) / nanosecondsOfQuarter;
/** The instant at which a quarter of an hour begins, counted from 1970, or so many minutes later. */
export const instantOf = (quarter: number, minutesLater = 0): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(quarter * millisecondsOfQuarter + minutesLater * 60_000);

/**
 * What the clocks of a zone show, by arithmetic: `Temporal` knows it too, and is too slow to be asked about every quarter
 * of an hour of a programme. All times are in minutes.
 */
export class WallClock {
  /** Days between which it knows all changes. */
  readonly #from: number;
  readonly #to: number;
  /** Minutes at which clocks change. */
  readonly #changes: readonly number[];
  /** Minutes ahead of UTC before each change, and after the last. */
  readonly #offsets: readonly number[];

  constructor(timeZone: string, from: number, to: number) {
    [this.#from, this.#to] = [from, to];
    const changes: number[] = [];
    let at: Temporal.ZonedDateTime | null = dateOf(from).toZonedDateTime(timeZone);
    const offsets = [offsetOf(at)];
    while ((at = at.getTimeZoneTransition('next')) && at.epochMilliseconds / 60_000 < to * minutesOfDay) {
      changes.push(at.epochMilliseconds / 60_000);
      offsets.push(offsetOf(at));
    }
    [this.#changes, this.#offsets] = [changes, offsets];
  }

  knows(from: number, to: number): boolean {
    return this.#from <= from && to <= this.#to;
  }

  /**
   * When it is this local time. One that is skipped is as much later as the clocks leap, and of one that comes twice it is
   * the first (`compatible` in Temporal): both are what the offset before the change makes of it.
   */
  instantAt(local: number): number {
    let index = 0;
    while (
      index < this.#changes.length &&
      local >= this.#change(index) + Math.max(this.#offset(index), this.#offset(index + 1))
    ) {
      index += 1;
    }
    return local - this.#offset(index);
  }

  /** The quarter of an hour, from 1970, that a local day's own quarter is. */
  quarterAt(day: number, quarter: number): number {
    return this.instantAt(day * minutesOfDay + quarter * gridMinutes) / gridMinutes;
  }

  /** The local time at an instant. */
  localAt(minute: number): number {
    let index = 0;
    while (index < this.#changes.length && minute >= this.#change(index)) index += 1;
    return minute + this.#offset(index);
  }

  /** Whether clocks change on a local day. */
  changesOn(day: number): boolean {
    // To the beginning of the next: of clocks set back at midnight the last hour of the day comes twice.
    return this.instantAt((day + 1) * minutesOfDay) - this.instantAt(day * minutesOfDay) !== minutesOfDay;
  }

  #change(index: number): number {
    return this.#changes[index] ?? 0;
  }

  #offset(index: number): number {
    return this.#offsets[index] ?? 0;
  }
}

const clocks = new Map<string, WallClock>();

/** The clocks of a zone between two days. What has been learnt of a zone is kept: it takes milliseconds to find out. */
export function wallClock(timeZone: string, from: number, to: number): WallClock {
  let clock = clocks.get(timeZone);
  if (!clock?.knows(from, to)) {
    clock = new WallClock(timeZone, from - spare, to + spare);
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** Days looked at beyond what was asked for, so that another programme seldom asks anew. */
const spare = 400;

function offsetOf(at: Temporal.ZonedDateTime): number {
  const minutes = at.offsetNanoseconds / 60e9;
  // True of every zone since 1972; were it not, a meeting on the quarter of an hour here would not be on one there.
  if (minutes % gridMinutes !== 0) throw new Error(`${at.timeZoneId} is not whole quarters of an hour away from UTC`);
  return minutes;
}
