import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import { TemporaryError, type Attendee, type BookedSeries, type Ports, type Stores } from '../ports.ts';
import { daysBetweenMeetings, type Programme } from '../programme/programme.ts';
import { bookedMeetings } from './booked-meetings.ts';
import { overlap, type Interval } from './interval.ts';
import { invitation } from './invitation.ts';
import type { BookingProblem, Series, Slot } from './meeting.ts';
import { findSlot, occurrencesOf } from './slots.ts';

/** Nobody is invited to a meeting that starts sooner than this. */
const shortestNotice = Temporal.Duration.from({ hours: 24 });
/** After so many failed attempts the lead is told; they can have it tried again. */
const lastAttempt = 7;

interface Booking {
  readonly series: Series;
  readonly pairing: Pairing;
  readonly programme: Programme;
  readonly mentee: Person;
  readonly mentor: Person;
}

/**
 * Books the series of a pairing in the mentee's calendar. Each step is recorded before the next begins, and the calendar
 * is asked for the series before it is made, so that a crash at any line and any number of retries lead to one series.
 */
export async function bookSeries(ports: Ports, tenantId: string, seriesId: string, attempt: number): Promise<void> {
  try {
    await tryToBook(ports, tenantId, seriesId);
  } catch (error) {
    if (!(error instanceof TemporaryError) || attempt < lastAttempt) throw error;
    await fail(ports, tenantId, seriesId, 'calendar-unavailable');
  }
}

async function tryToBook(ports: Ports, tenantId: string, seriesId: string): Promise<void> {
  const booking = await ports.inTenant(tenantId, (stores) => load(stores, seriesId));
  if (booking.series.state === 'booked' || booking.series.state === 'failed') return;
  const mentee = attendee(booking.mentee);
  const mentor = attendee(booking.mentor);
  if (booking.pairing.state !== 'active' || !mentee || !mentor) {
    await fail(ports, tenantId, seriesId, 'person-left');
    return;
  }
  let slot = booking.series.slot;
  if (!slot) {
    const chosen = await chooseSlot(ports, tenantId, booking, mentee, mentor);
    if (typeof chosen === 'string') {
      await fail(ports, tenantId, seriesId, chosen);
      return;
    }
    slot = await recordSlot(ports, tenantId, booking, chosen);
  }
  const made = await ports.calendar.bookSeries(tenantId, {
    seriesId,
    organizer: mentee,
    attendee: mentor,
    slot,
    ...invitation(booking.programme, booking.mentor.displayName, booking.mentee.displayName),
  });
  if (!made.ok) {
    await fail(ports, tenantId, seriesId, 'refused-by-calendar');
    return;
  }
  const proven = await withJoinLink(ports, tenantId, mentee, made.series);
  await recordBooked(ports, tenantId, booking, mentee, slot, proven);
}

async function load(stores: Stores, seriesId: string): Promise<Booking> {
  const series = present(await stores.series.byId(seriesId), 'series');
  const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
  return {
    series,
    pairing,
    programme: present(await stores.programmes.byId(pairing.programmeId), 'programme'),
    mentee: present(await stores.people.byId(pairing.menteeId), 'mentee'),
    mentor: present(await stores.people.byId(pairing.mentorId), 'mentor'),
  };
}

function attendee(person: Person): Attendee | null {
  const { entraObjectId, userPrincipalName, displayName } = person;
  return entraObjectId === null ? null : { entraObjectId, userPrincipalName, displayName };
}

async function chooseSlot(
  ports: Ports,
  tenantId: string,
  booking: Booking,
  mentee: Attendee,
  mentor: Attendee,
): Promise<Slot | BookingProblem> {
  const { programme } = booking;
  if (booking.mentee.mailbox.state !== 'readable') return 'mentee-calendar-unreadable';
  if (booking.mentor.mailbox.state !== 'readable') return 'mentor-calendar-unreadable';
  const zone = booking.mentee.mailbox.workingHours.timeZone;
  const notBefore = ports.clock.now().add(shortestNotice);
  const opens = programme.startsOn.toZonedDateTime(zone).toInstant().subtract({ hours: 24 });
  const from = Temporal.Instant.compare(notBefore, opens) > 0 ? notBefore : opens;
  const to = programme.endsOn.add({ days: 2 }).toZonedDateTime(zone).toInstant();
  if (Temporal.Instant.compare(from, to) >= 0) return 'programme-over';

  const busy = await ports.calendar.busy(tenantId, [mentee, mentor], from, to);
  const menteeBusy = busy.get(mentee.entraObjectId);
  const mentorBusy = busy.get(mentor.entraObjectId);
  if (!menteeBusy?.ok) return 'mentee-calendar-unreadable';
  if (!mentorBusy?.ok) return 'mentor-calendar-unreadable';
  const promised = await ports.inTenant(tenantId, async (stores) => ({
    mentee: await promisedTime(stores, booking.mentee.id),
    mentor: await promisedTime(stores, booking.mentor.id),
  }));
  const found = findSlot({
    mentee: booking.mentee.mailbox.workingHours,
    mentor: booking.mentor.mailbox.workingHours,
    menteeBusy: [...menteeBusy.intervals, ...promised.mentee],
    mentorBusy: [...mentorBusy.intervals, ...promised.mentor],
    busyKnownUntil: to,
    notBefore,
    startsOn: programme.startsOn,
    endsOn: programme.endsOn,
    lengthMinutes: programme.lengthMinutes,
    meetings: programme.meetings,
    everyWeeks: daysBetweenMeetings[programme.cadence] / 7,
  });
  return found.ok ? found.slot : found.reason;
}

/** Slots given to somebody's other series: an attendee's copy reaches their calendar some time after the booking. */
async function promisedTime(stores: Stores, personId: string): Promise<readonly Interval[]> {
  const pairings = await stores.pairings.ofPerson(personId);
  const series = await stores.series.ofPairings(pairings.map((pairing) => pairing.id));
  return series.flatMap(({ slot, state }) => (slot && state !== 'failed' ? occurrencesOf(slot) : []));
}

/**
 * Writes the slot down before anything stands in Outlook; when another worker was first, theirs holds. Throws
 * `TemporaryError` when another series of one of the two was given the same time since it was chosen.
 */
async function recordSlot(ports: Ports, tenantId: string, booking: Booking, slot: Slot): Promise<Slot> {
  return ports.inTenant(tenantId, async (stores) => {
    const both = [booking.mentee.id, booking.mentor.id];
    await stores.people.lock(both);
    const series = present(await stores.series.byId(booking.series.id, { forUpdate: true }), 'series');
    if (series.slot) return series.slot;
    const promised = [];
    for (const id of both) promised.push(...(await promisedTime(stores, id)));
    const meetings = occurrencesOf(slot);
    if (promised.some((one) => meetings.some((meeting) => overlap(one, meeting)))) {
      throw new TemporaryError('the time was given away meanwhile', 1);
    }
    await stores.series.update({ ...series, state: 'booking', slot });
    return slot;
  });
}

/** Outlook may make the event first and its online meeting a little later: a series without link is not booked yet. */
async function withJoinLink(
  ports: Ports,
  tenantId: string,
  organizer: Attendee,
  series: BookedSeries,
): Promise<BookedSeries & { readonly joinUrl: string }> {
  const current =
    series.joinUrl === null ? await ports.calendar.readSeries(tenantId, organizer, series.eventId) : series;
  if (!current?.joinUrl) throw new TemporaryError('the series has no join link yet', 1);
  return { ...current, joinUrl: current.joinUrl };
}

async function recordBooked(
  ports: Ports,
  tenantId: string,
  booking: Booking,
  organizer: Attendee,
  slot: Slot,
  booked: BookedSeries,
): Promise<void> {
  const all = occurrencesOf(slot);
  const first = present(all[0], 'first meeting').start;
  const last = present(all.at(-1), 'last meeting').end;
  const occurrences = await ports.calendar.occurrences(
    tenantId,
    organizer,
    booked.eventId,
    first.subtract({ hours: 24 }),
    last.add({ hours: 24 }),
  );
  // Moved far or cancelled by hand before we looked: what stands is kept as it stands.
  if (occurrences.length === 0) throw new TemporaryError('the series has no occurrences yet', 1);
  await ports.inTenant(tenantId, async (stores) => {
    const series = present(await stores.series.byId(booking.series.id, { forUpdate: true }), 'series');
    if (series.state === 'booked') return;
    await stores.series.update({ ...series, state: 'booked', eventId: booked.eventId, joinUrl: booked.joinUrl });
    await stores.meetings.save(bookedMeetings(series, occurrences));
    await stores.enqueue('calendar.watch', { organizerId: organizer.entraObjectId });
    for (const personId of [booking.pairing.menteeId, booking.pairing.mentorId]) {
      await stores.enqueue('booked.send', { seriesId: series.id, personId });
    }
  });
}

async function fail(ports: Ports, tenantId: string, seriesId: string, problem: BookingProblem): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const series = present(await stores.series.byId(seriesId, { forUpdate: true }), 'series');
    if (series.state !== 'booked') await stores.series.update({ ...series, state: 'failed', problem });
  });
}
