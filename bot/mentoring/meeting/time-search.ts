import { Temporal } from 'temporal-polyfill';
import { bookableHoursOf } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Cadence } from '../programme/programme.ts';
import { freeTimes } from './free-times.ts';
import { overlap, type Interval } from './interval.ts';
import type { BookingProblem } from './meeting.ts';
import { occurrencesOf } from './repeats.ts';
import type { SlotSearch } from './slots.ts';
import { mailboxOf, type Together } from './together.ts';

/** Nobody is invited to a meeting that starts sooner than this. */
const shortestNotice = Temporal.Duration.from({ hours: 24 });

/** What is looked for. */
export interface Wanted {
  readonly meetings: number;
  readonly cadence: Cadence;
  readonly lengthMinutes: number;
  /** Meetings of the two that give their time away, since they are to move. */
  readonly moving: readonly Interval[];
}

/**
 * Reads both calendars from now to the end of the programme, for a search of times. A calendar that cannot be read is a
 * problem, never free.
 */
export async function readTimes(
  ports: Ports,
  tenantId: string,
  together: Together,
  wanted: Wanted,
): Promise<
  { readonly ok: true; readonly search: SlotSearch } | { readonly ok: false; readonly reason: BookingProblem }
> {
  const { programme, mentee, mentor } = together;
  const [menteeMailbox, mentorMailbox] = [mailboxOf(mentee), mailboxOf(mentor)];
  if (!menteeMailbox || !mentorMailbox) return { ok: false, reason: 'person-left' };
  const [menteeHours, mentorHours] = [bookableHoursOf(mentee), bookableHoursOf(mentor)];
  if (!menteeHours) return { ok: false, reason: 'mentee-calendar-unreadable' };
  if (!mentorHours) return { ok: false, reason: 'mentor-calendar-unreadable' };
  const zone = menteeHours.timeZone;
  const notBefore = ports.clock.now().add(shortestNotice);
  const opens = programme.startsOn.toZonedDateTime(zone).toInstant().subtract({ hours: 24 });
  const from = Temporal.Instant.compare(notBefore, opens) > 0 ? notBefore : opens;
  const to = programme.endsOn.add({ days: 2 }).toZonedDateTime(zone).toInstant();
  if (Temporal.Instant.compare(from, to) >= 0) return { ok: false, reason: 'programme-over' };

  const busy = await ports.calendar.busy(tenantId, [menteeMailbox, mentorMailbox], from, to);
  const menteeBusy = busy.get(menteeMailbox.entraObjectId);
  const mentorBusy = busy.get(mentorMailbox.entraObjectId);
  if (!menteeBusy?.ok) return { ok: false, reason: 'mentee-calendar-unreadable' };
  if (!mentorBusy?.ok) return { ok: false, reason: 'mentor-calendar-unreadable' };
  const promised = await ports.inTenant(tenantId, (stores) => promisedToBoth(stores, together));
  return {
    ok: true,
    search: {
      mentee: menteeHours,
      mentor: mentorHours,
      menteeBusy: [...without(menteeBusy.intervals, wanted.moving), ...promised],
      mentorBusy: [...without(mentorBusy.intervals, wanted.moving), ...promised],
      busyKnownUntil: to,
      notBefore,
      startsOn: programme.startsOn,
      endsOn: programme.endsOn,
      blackouts: programme.booking.blackouts.map(({ from: startsOn, to: endsOn }) => ({ startsOn, endsOn })),
      lengthMinutes: wanted.lengthMinutes,
      meetings: wanted.meetings,
      cadence: wanted.cadence,
    },
  };
}

/** Free starts for one meeting between two instants, none of them outside the days of the programme. */
export function freeStarts(
  search: SlotSearch,
  from: Temporal.Instant,
  to: Temporal.Instant,
  most: number,
): readonly Temporal.Instant[] {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(search.mentee.timeZone).toInstant();
  const [opens, closes] = [midnight(search.startsOn), midnight(search.endsOn.add({ days: 1 }))];
  const within = {
    from: Temporal.Instant.compare(from, opens) > 0 ? from : opens,
    to: Temporal.Instant.compare(to, closes) < 0 ? to : closes,
  };
  return freeTimes({ ...search, ...within, most }).map(({ start }) => start);
}

/** Takes each of these out once: another event at the very same time stays. */
function without(busy: readonly Interval[], moving: readonly Interval[]): readonly Interval[] {
  const keyOf = ({ start, end }: Interval) => `${start.epochMilliseconds} ${end.epochMilliseconds}`;
  const left = Map.groupBy(moving, keyOf);
  return busy.filter((one) => left.get(keyOf(one))?.pop() === undefined);
}

/** Time that other series have of one of the two: an attendee's copy reaches their calendar some time after the booking. */
async function promisedToBoth(stores: Stores, { mentee, mentor, series }: Together): Promise<readonly Interval[]> {
  return [...(await promisedTime(stores, mentee.id, series.id)), ...(await promisedTime(stores, mentor.id, series.id))];
}

async function promisedTime(stores: Stores, personId: string, exceptSeriesId: string): Promise<readonly Interval[]> {
  const pairings = await stores.pairings.ofPerson(personId);
  const ids = pairings.map((pairing) => pairing.id);
  const series = (await stores.series.ofPairings(ids)).filter((one) => one.id !== exceptSeriesId);
  const bookings = await stores.bookings.ofSeries(series.map((one) => one.id));
  const making = bookings.filter((booking) => booking.state === 'making');
  const standing = (await stores.meetings.ofPairings(ids)).filter(
    (meeting) => meeting.state === 'planned' && meeting.seriesId !== exceptSeriesId,
  );
  return [
    ...making.flatMap(({ meetings, slot }) => meetings ?? occurrencesOf(slot)),
    ...standing.map(({ startsAt: start, endsAt: end }) => ({ start, end })),
  ];
}

/**
 * Whether other series of one of the two were given any of this time meanwhile. To be asked while both people are locked,
 * before the time is written down.
 */
export async function isGivenAway(stores: Stores, together: Together, wanted: readonly Interval[]): Promise<boolean> {
  const promised = await promisedToBoth(stores, together);
  return promised.some((one) => wanted.some((meeting) => overlap(one, meeting)));
}
