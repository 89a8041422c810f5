import { Temporal } from 'temporal-polyfill';
import { TemporaryError, type Ports, type Stores } from '../ports.ts';
import type { Booking, BookingProblem, Meeting, PlannedMeeting, Series, Slot, SlotOption } from './meeting.ts';
import { newBooking } from './new-booking.ts';
import { findSlots } from './slots.ts';
import { isMeant, loadTogether, orGiveUp, type Together } from './together.ts';
import { isGivenAway, readTimes } from './time-search.ts';
import { planNotices, refreshNotices } from '../notice/plan-notice.ts';

/**
 * Looks for times for a series. The two are offered the best; when they have had their time to choose, or the programme
 * gives them none, the best is taken. A series whose pause is over is resumed by this.
 */
export async function bookSeries(ports: Ports, tenantId: string, seriesId: string, attempt: number): Promise<void> {
  await orGiveUp(
    attempt,
    () => lookForTimes(ports, tenantId, seriesId),
    () => fail(ports, tenantId, seriesId, 'calendar-unavailable'),
  );
}

async function lookForTimes(ports: Ports, tenantId: string, seriesId: string): Promise<void> {
  const now = ports.clock.now();
  const together = await ports.inTenant(tenantId, async (stores) => {
    const found = await loadTogether(stores, seriesId, { forUpdate: true });
    const { series } = found;
    if (series.state === 'booking') await makeAgain(stores, found.bookings);
    return isPauseOver(series, now) ? resume(stores, found, now) : found;
  });
  const { series, programme } = together;
  const isToChoose = series.state === 'planned' || (series.state === 'offered' && isDecisionDue(series, now));
  if (!isToChoose) return;
  if (!isMeant(together)) return fail(ports, tenantId, seriesId, 'person-left');
  if (toPlace(together) === 0) return fail(ports, tenantId, seriesId, 'programme-over');
  // While the meetings of before a pause are still being cancelled, their times look busy.
  if (together.bookings.some(({ state }) => state === 'removing')) {
    throw new TemporaryError('the meetings of before are still being cancelled', 1);
  }
  const read = await readTimes(ports, tenantId, together, {
    meetings: toPlace(together),
    cadence: series.cadence,
    lengthMinutes: series.lengthMinutes,
    moving: [],
  });
  if (!read.ok) return fail(ports, tenantId, seriesId, read.reason);
  const found = findSlots(read.search);
  if (!found.ok) return fail(ports, tenantId, seriesId, found.reason);

  await ports.inTenant(tenantId, async (stores) => {
    await stores.people.lock([together.mentee.id, together.mentor.id]);
    const current = await loadTogether(stores, seriesId, { forUpdate: true });
    // Somebody chose, paused or ended meanwhile.
    if (current.series.state !== series.state || !isMeant(current)) return;
    const open = [];
    for (const option of found.options) {
      if (!(await isGivenAway(stores, current, option.meetings))) open.push(option);
    }
    const [best] = open;
    if (!best) throw new TemporaryError('the times were given away meanwhile', 1);
    if (programme.booking.decideWithinDays === 0 || isDecisionDue(series, now)) {
      return takeTime(stores, current.series, best.slot, best.meetings);
    }
    await offer(stores, current, open, now);
  });
}

async function offer(
  stores: Stores,
  { series, pairing, programme }: Together,
  options: readonly SlotOption[],
  now: Temporal.Instant,
): Promise<void> {
  const decideBy = now.add({ hours: programme.booking.decideWithinDays * 24 });
  await stores.series.update({ ...series, state: 'offered', options, decideBy, problem: null });
  const subject = { kind: 'times', seriesId: series.id, occasion: decideBy.toString() } as const;
  await planNotices(stores, pairing, subject, now);
}

/**
 * Writes down the time that was chosen and has it booked, as the next version of the series. `meetings`: how each of them is
 * to stand, where both calendars were looked at just now; null where they are to be looked at once more.
 */
export async function takeTime(
  stores: Stores,
  series: Series,
  slot: Slot,
  meetings: readonly PlannedMeeting[] | null,
): Promise<void> {
  const version = series.version + 1;
  const booking = { ...newBooking({ seriesId: series.id, meetingId: null, version, slot }), meetings };
  await stores.bookings.insert(booking);
  const state = series.state === 'changing' ? 'changing' : 'booking';
  await stores.series.update({ ...series, state, version, slot, options: [], decideBy: null, problem: null });
  await stores.enqueue('booking.make', { bookingId: booking.id }, { key: booking.id });
  await refreshNotices(stores, [series.id]);
}

async function makeAgain(stores: Stores, bookings: readonly Booking[]): Promise<void> {
  for (const { id } of bookings.filter(({ state }) => state === 'making')) {
    await stores.enqueue('booking.make', { bookingId: id }, { key: id });
  }
}

const isDecisionDue = ({ decideBy }: Series, now: Temporal.Instant): boolean =>
  decideBy !== null && Temporal.Instant.compare(decideBy, now) <= 0;

const isPauseOver = ({ state, pausedUntil }: Series, now: Temporal.Instant): boolean =>
  state === 'paused' &&
  pausedUntil !== null &&
  Temporal.PlainDate.compare(pausedUntil, now.toZonedDateTimeISO('UTC').toPlainDate()) <= 0;

/** Has the meetings of a paused series booked anew. */
export async function resume(stores: Stores, together: Together, now: Temporal.Instant): Promise<Together> {
  const pairing = { ...together.pairing, state: 'active' as const };
  const series: Series = { ...together.series, state: 'planned', pausedUntil: null, resumedAt: now, problem: null };
  await stores.pairings.update([pairing]);
  await stores.series.update(series);
  await stores.enqueue('series.book', { seriesId: series.id }, { key: series.id });
  return { ...together, pairing, series };
}

/** Meetings that a booking of the whole series gives a time to: before the first booking, as many as the programme has. */
const toPlace = ({ meetings, programme }: Together): number =>
  meetings.length === 0 ? programme.meetings : meetings.filter(isOpen).length;

const isOpen = ({ state }: Meeting): boolean => state === 'open';

async function fail(ports: Ports, tenantId: string, seriesId: string, problem: BookingProblem): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const { series } = await loadTogether(stores, seriesId, { forUpdate: true });
    if (series.state !== 'planned' && series.state !== 'offered') return;
    await stores.series.update({ ...series, state: 'failed', options: [], decideBy: null, problem });
  });
}
