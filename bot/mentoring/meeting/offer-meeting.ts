import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import { workingHoursOf } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Meeting, Slot } from './meeting.ts';
import { newBooking } from './new-booking.ts';
import { isMeeting } from './standing-states.ts';
import { isMeant, loadTogether, orGiveUp, type Together } from './together.ts';
import { freeStarts, readTimes } from './time-search.ts';
import { v7 as newId } from 'uuid';
import { planNotices, refreshNotices } from '../notice/plan-notice.ts';
import { tellNews } from './news-message.ts';

/** A meeting that was cancelled is offered again within a week of when it was to be, or of now when that has passed. */
const within = Temporal.Duration.from({ hours: 7 * 24 });
/** And so long before, when there is time: it stays nearer to its own place than to that of another. */
const before = Temporal.Duration.from({ hours: 3 * 24 });
/** Times offered: one choice between few is made at once. */
const most = 3;
/** Until calendars that could not be read are looked at again. */
const untilNextLook = Temporal.Duration.from({ hours: 24 });

/**
 * Looks for new times for a meeting that stands no more, or that somebody declined. The two are offered the best; when
 * they have had their time to choose, a meeting without a time gets the best of them, and one that stands is left as it is.
 */
export async function offerMeeting(ports: Ports, tenantId: string, meetingId: string, attempt: number): Promise<void> {
  await orGiveUp(
    attempt,
    () => offer(ports, tenantId, meetingId),
    () => giveUp(ports, tenantId, meetingId),
  );
}

async function offer(ports: Ports, tenantId: string, meetingId: string): Promise<void> {
  const now = ports.clock.now();
  const { row, together } = await ports.inTenant(tenantId, async (stores) => {
    const found = present(await stores.meetings.byId(meetingId), 'meeting');
    return { row: found, together: await loadTogether(stores, found.seriesId) };
  });
  if (!isToBeOffered(row, together)) return;
  const times = await newTimes(ports, tenantId, together, row);
  if (!times) return giveUp(ports, tenantId, meetingId);
  await ports.inTenant(tenantId, async (stores) => {
    const current = await loadTogether(stores, row.seriesId, { forUpdate: true });
    const meeting = present(await stores.meetings.byId(meetingId, { forUpdate: true }), 'meeting');
    if (!isToBeOffered(meeting, current)) return;
    const [best] = times;
    if (!best) return leaveOut(stores, current, meeting, now);
    const isOffered = meeting.state === 'open' && meeting.options.length > 0 && meeting.decideBy !== null;
    const isDue = isOffered && Temporal.Instant.compare(meeting.decideBy, now) <= 0;
    // Asked for twice: the two have their cards, and their time to choose.
    if (isOffered && !isDue) return;
    const { decideWithinDays } = current.programme.booking;
    if (meeting.state === 'open' && (isDue || decideWithinDays === 0)) return giveTime(stores, current, meeting, best);
    const decideBy = now.add({ hours: decideWithinDays * 24 });
    await stores.meetings.save([
      { ...meeting, options: times, decideBy: meeting.state === 'open' ? decideBy : null, orderProblem: null },
    ]);
    const subject = { kind: 'meeting-times', meetingId, occasion: newId() } as const;
    await planNotices(stores, current.pairing, subject, now);
  });
}

const isDeclined = ({ state, response }: Meeting): boolean => state === 'planned' && response?.response === 'declined';

/** While the whole series is being booked, its meetings are given their times by that. */
const isToBeOffered = (meeting: Meeting, together: Together): boolean =>
  isMeant(together) &&
  isMeeting(together.series) &&
  (meeting.state === 'open' || isDeclined(meeting)) &&
  meeting.order === null &&
  !isBeingBooked(meeting, together);

const isBeingBooked = ({ id }: Meeting, { bookings }: Together): boolean =>
  bookings.some((booking) => booking.meetingId === id && booking.state === 'making');

/** Starts at which both are free, soonest first; null where a calendar cannot be read, so that nothing is known. */
async function newTimes(
  ports: Ports,
  tenantId: string,
  together: Together,
  row: Meeting,
): Promise<readonly Temporal.Instant[] | null> {
  const now = ports.clock.now();
  const { series } = together;
  const read = await readTimes(ports, tenantId, together, {
    meetings: 1,
    cadence: series.cadence,
    lengthMinutes: series.lengthMinutes,
    moving: row.state === 'planned' ? [{ start: row.startsAt, end: row.endsAt }] : [],
  });
  if (!read.ok) return read.reason === 'programme-over' ? [] : null;
  const from = latest(now, row.startsAt.subtract(before));
  return freeStarts(read.search, from, latest(now, row.startsAt).add(within), most);
}

const latest = (one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(one, other) > 0 ? one : other;

async function leaveOut(stores: Stores, { pairing }: Together, meeting: Meeting, now: Temporal.Instant): Promise<void> {
  const isStanding = meeting.state === 'planned';
  await stores.meetings.save([
    {
      ...meeting,
      state: isStanding ? 'planned' : 'cancelled',
      options: [],
      decideBy: null,
      orderProblem: 'no-free-time',
    },
  ]);
  if (isStanding) return;
  await refreshNotices(stores, [meeting.id]);
  await tellNews(stores, pairing, 'no-new-time', now);
}

/** The meeting keeps waiting for its time, with the reason in sight; the calendars are looked at again a day later. */
async function giveUp(ports: Ports, tenantId: string, meetingId: string): Promise<void> {
  const decideBy = ports.clock.now().add(untilNextLook);
  await ports.inTenant(tenantId, async (stores) => {
    const meeting = present(await stores.meetings.byId(meetingId, { forUpdate: true }), 'meeting');
    if (meeting.state !== 'open') return;
    await stores.meetings.save([{ ...meeting, orderProblem: 'calendar-unavailable', options: [], decideBy }]);
  });
}

/** Has a meeting booked by itself, at a time that was chosen for it. */
export async function giveTime(
  stores: Stores,
  { series, bookings, mentee }: Together,
  meeting: Meeting,
  start: Temporal.Instant,
): Promise<void> {
  const version = bookings.filter((one) => one.meetingId === meeting.id).length + 1;
  const zone = workingHoursOf(mentee)?.timeZone ?? 'UTC';
  const slot: Slot = {
    start: start.toZonedDateTimeISO(series.slot?.start.timeZoneId ?? zone),
    lengthMinutes: series.lengthMinutes,
    meetings: 1,
    repeats: { kind: 'weeks', every: 1 },
  };
  const booking = newBooking({ seriesId: series.id, meetingId: meeting.id, version, slot });
  await stores.bookings.insert(booking);
  await stores.meetings.save([{ ...meeting, options: [], decideBy: null, orderProblem: null }]);
  await stores.enqueue('booking.make', { bookingId: booking.id }, { key: booking.id });
  await refreshNotices(stores, [meeting.id]);
}
