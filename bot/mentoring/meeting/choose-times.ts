import type { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Cadence } from '../programme/programme.ts';
import { takeTime } from './book-series.ts';
import { findMine, tenantOf, type Asker } from './find-mine.ts';
import type { BookingProblem, Series, SlotOption } from './meeting.ts';
import { findSlots, type SlotSearch } from './slots.ts';
import { isMeeting, isToCome } from './standing-states.ts';
import type { Together } from './together.ts';
import { readTimes } from './time-search.ts';

/** What somebody would have changed of a series; what is left out stays as it is. */
export interface SeriesWish {
  readonly cadence?: Cadence | undefined;
  readonly lengthMinutes?: number | undefined;
  /** On this day of the week alone, 1 for Monday, in the mentee's zone; on whatever suits best when it is left out. */
  readonly weekday?: number | undefined;
}

/** `not-now`: the series is being booked or changed, or does not meet at all. `no-longer-free`: the time was taken meanwhile. */
export type TimesRefusal = 'not-found' | 'already-done' | 'not-now' | 'no-longer-free' | 'no-times';

/**
 * One of the two chooses among the times that were offered; all of them suit both calendars, so the first to choose
 * decides. The booking looks at both calendars once more.
 */
export async function chooseTimes(
  ports: Ports,
  who: Identity,
  pairingId: string,
  start: Temporal.Instant,
): Promise<Outcome<Together, TimesRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const mine = await findMine(stores, { kind: 'participant', who }, pairingId);
    if (!mine) return refused('not-found');
    const { series } = mine;
    const isChosen = series.slot !== null && series.slot.start.toInstant().equals(start);
    if (series.state !== 'offered') return refused(isChosen ? 'already-done' : 'not-now');
    const option = optionAt(series.options, start);
    if (!option) return refused('no-longer-free');
    // The offer may be days old.
    await takeTime(stores, series, option.slot, null);
    return done(mine);
  });
}

const optionAt = (options: readonly SlotOption[], start: Temporal.Instant): SlotOption | undefined =>
  options.find(({ slot }) => slot.start.toInstant().equals(start));

/** Whether a meeting of it is being moved, cancelled or given its time: as many are booked anew as there are then. */
const isBeingChanged = ({ meetings, bookings }: Together): boolean =>
  meetings.some(({ order }) => order !== null) || bookings.some(({ state }) => state === 'making');

type Found<Value> = Outcome<Value, TimesRefusal> | { readonly ok: false; readonly problem: BookingProblem };

/** The best other times for what is left of a series, were it changed like this. Nothing is changed. */
export async function findTimes(
  ports: Ports,
  asker: Asker,
  pairingId: string,
  wish: SeriesWish,
): Promise<Found<readonly SlotOption[]>> {
  const found = await searchTimes(ports, asker, pairingId, wish);
  if (!found.ok) return found;
  const { mine, options } = found.value;
  const now = ports.clock.now();
  // The one that stands is no change.
  return done(options.filter((option) => !isStanding(mine, wish, option, now)));
}

async function searchTimes(
  ports: Ports,
  asker: Asker,
  pairingId: string,
  wish: SeriesWish,
): Promise<Found<{ readonly mine: Together; readonly options: readonly SlotOption[] }>> {
  const tenantId = tenantOf(asker);
  const mine = await ports.inTenant(tenantId, (stores) => findMine(stores, asker, pairingId));
  if (!mine) return refused('not-found');
  if (!isMeeting(mine.series)) return refused('not-now');
  const coming = toCome(mine, ports.clock.now());
  if (coming.length === 0) return refused('no-times');
  const read = await readTimes(ports, tenantId, mine, {
    meetings: coming.length,
    cadence: wish.cadence ?? mine.series.cadence,
    lengthMinutes: wish.lengthMinutes ?? mine.series.lengthMinutes,
    moving: coming
      .filter(({ state }) => state === 'planned')
      .map(({ startsAt: start, endsAt: end }) => ({ start, end })),
  });
  if (!read.ok) return { ok: false, problem: read.reason };
  const found = findSlots(onWeekday(read.search, wish.weekday));
  return found.ok ? done({ mine, options: found.options }) : { ok: false, problem: found.reason };
}

/** The same search on one of the mentee's working days alone. */
function onWeekday(search: SlotSearch, weekday: number | undefined): SlotSearch {
  if (weekday === undefined) return search;
  return { ...search, mentee: { ...search.mentee, days: search.mentee.days.filter((day) => day === weekday) } };
}

/** Meetings that a change of the series gives new times to. */
const toCome = ({ meetings }: Together, now: Temporal.Instant) => meetings.filter((one) => isToCome(one, now));

/**
 * Has what is left of a series booked anew, at one of the times that `findTimes` finds now; the new meetings stand before
 * the old are taken back. When they cannot be booked, all stays as it was.
 */
export async function changeSeries(
  ports: Ports,
  asker: Asker,
  pairingId: string,
  wish: SeriesWish,
  start: Temporal.Instant,
): Promise<Outcome<Together, TimesRefusal> | { readonly ok: false; readonly problem: BookingProblem }> {
  const found = await searchTimes(ports, asker, pairingId, wish);
  if (!found.ok) return found;
  const option = optionAt(found.value.options, start);
  if (!option) return refused('no-longer-free');
  return ports.inTenant(tenantOf(asker), async (stores: Stores) => {
    const mine = await findMine(stores, asker, pairingId);
    if (!mine) return refused('not-found');
    if (!isMeeting(mine.series) || isBeingChanged(mine)) return refused('not-now');
    // An old card, tapped again: everybody would be invited anew to what stands already.
    if (isStanding(mine, wish, option, ports.clock.now())) return refused('already-done');
    const changing: Series = {
      ...mine.series,
      state: 'changing',
      cadence: wish.cadence ?? mine.series.cadence,
      lengthMinutes: wish.lengthMinutes ?? mine.series.lengthMinutes,
      changeProblem: null,
    };
    await takeTime(stores, changing, option.slot, option.meetings);
    return done({ ...mine, series: changing });
  });
}

/** Whether all that is to come of a series meets just then already. */
function isStanding(mine: Together, wish: SeriesWish, { meetings }: SlotOption, now: Temporal.Instant): boolean {
  if (wish.cadence !== undefined && wish.cadence !== mine.series.cadence) return false;
  const coming = toCome(mine, now);
  return (
    coming.length === meetings.length &&
    coming.every(({ state, startsAt, endsAt }) =>
      meetings.some(({ start, end }) => state === 'planned' && start.equals(startsAt) && end.equals(endsAt)),
    )
  );
}
