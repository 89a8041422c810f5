import { Temporal } from 'temporal-polyfill';
import { done, refused, type Outcome } from '../outcome.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import type { Ports } from '../ports.ts';
import { findMyMeeting, tenantOf, type Asker } from './find-mine.ts';
import type { Meeting } from './meeting.ts';
import { giveTime } from './offer-meeting.ts';
import type { SlotSearch } from './slots.ts';
import { isMeeting } from './standing-states.ts';
import type { Together } from './together.ts';
import { freeStarts, readTimes } from './time-search.ts';

/**
 * `not-now`: the meeting is over, left out, or being changed already. `no-longer-free`: one of the two is busy then.
 * `unreadable`: a calendar cannot be read, so no time is known to be free.
 */
export type MeetingRefusal = 'not-found' | 'not-now' | 'no-longer-free' | 'unreadable';

/** Times of a week that are offered when somebody moves a meeting. */
const most = 6;
const halfWeek = Temporal.Duration.from({ hours: 84 });

/** Free times around a meeting, to which it can be moved; for one without a time, those of the next week. */
export async function timesForMeeting(
  ports: Ports,
  asker: Asker,
  meetingId: string,
): Promise<Outcome<readonly Temporal.Instant[], MeetingRefusal>> {
  const read = await readAround(ports, asker, meetingId);
  if (!read.ok) return read;
  const { search, meeting } = read.value;
  const now = ports.clock.now();
  const [from, to] =
    meeting.state === 'open'
      ? [now, now.add(halfWeek).add(halfWeek)]
      : [meeting.startsAt.subtract(halfWeek), meeting.startsAt.add(halfWeek)];
  const times = freeStarts(search, from, to, most + 1);
  return done(times.filter((start) => meeting.state === 'open' || !start.equals(meeting.startsAt)).slice(0, most));
}

/**
 * Moves a meeting, or gives one without a time its new one. Only to a time that is free in both calendars now; Outlook
 * carries it out, and says so to everybody invited.
 */
export async function moveMeeting(
  ports: Ports,
  asker: Asker,
  meetingId: string,
  startsAt: Temporal.Instant,
): Promise<Outcome<Together, MeetingRefusal>> {
  const read = await readAround(ports, asker, meetingId);
  if (!read.ok) return read;
  const { search } = read.value;
  const to = startsAt.add({ minutes: search.lengthMinutes });
  const [free] = freeStarts(search, startsAt, to, 1);
  if (!free?.equals(startsAt)) return refused('no-longer-free');
  return ports.inTenant(tenantOf(asker), async (stores) => {
    const mine = await findMyMeeting(stores, asker, meetingId);
    if (!mine) return refused('not-found');
    const { meeting, by } = mine;
    if (!isChangeable(mine, meeting, ports.clock.now())) return refused('not-now');
    if (meeting.state === 'open') {
      await giveTime(stores, mine, meeting, startsAt);
      return done(mine);
    }
    // It stands there already: everybody invited would be told of nothing.
    if (meeting.startsAt.equals(startsAt)) return done(mine);
    const order = { kind: 'move', startsAt, by } as const;
    await stores.meetings.save([{ ...meeting, order, orderProblem: null, options: [], decideBy: null }]);
    await stores.enqueue('meeting.order', { meetingId }, { key: meetingId });
    return done(mine);
  });
}

/** Cancels a meeting; it is offered again within a week, unless it is to be left out. */
export async function cancelMeeting(
  ports: Ports,
  asker: Asker,
  meetingId: string,
  isOfferedAgain: boolean,
): Promise<Outcome<Together, MeetingRefusal>> {
  return ports.inTenant(tenantOf(asker), async (stores) => {
    const mine = await findMyMeeting(stores, asker, meetingId);
    if (!mine) return refused('not-found');
    const { meeting, by } = mine;
    if (!isChangeable(mine, meeting, ports.clock.now())) return refused('not-now');
    if (meeting.state === 'open') {
      if (isOfferedAgain) return refused('not-now');
      await stores.meetings.save([{ ...meeting, state: 'cancelled', options: [], decideBy: null, orderProblem: null }]);
      await refreshNotices(stores, [meetingId]);
      return done(mine);
    }
    const order = { kind: 'cancel', isOfferedAgain, by } as const;
    await stores.meetings.save([{ ...meeting, order, orderProblem: null, options: [], decideBy: null }]);
    await stores.enqueue('meeting.order', { meetingId }, { key: meetingId });
    return done(mine);
  });
}

/** A meeting that has begun goes on, and is asked about when it has ended. */
const isChangeable = ({ series, bookings }: Together, meeting: Meeting, now: Temporal.Instant): boolean =>
  isMeeting(series) &&
  (meeting.state === 'open' || (meeting.state === 'planned' && Temporal.Instant.compare(meeting.startsAt, now) > 0)) &&
  meeting.order === null &&
  !bookings.some((one) => one.meetingId === meeting.id && one.state === 'making');

async function readAround(
  ports: Ports,
  asker: Asker,
  meetingId: string,
): Promise<Outcome<{ readonly search: SlotSearch; readonly meeting: Meeting }, MeetingRefusal>> {
  const tenantId = tenantOf(asker);
  const mine = await ports.inTenant(tenantId, (stores) => findMyMeeting(stores, asker, meetingId));
  if (!mine) return refused('not-found');
  const { meeting, series } = mine;
  if (!isChangeable(mine, meeting, ports.clock.now())) return refused('not-now');
  const lengthMinutes =
    meeting.state === 'planned' ? meeting.startsAt.until(meeting.endsAt).total('minutes') : series.lengthMinutes;
  const read = await readTimes(ports, tenantId, mine, {
    meetings: 1,
    cadence: series.cadence,
    lengthMinutes,
    moving: meeting.state === 'planned' ? [{ start: meeting.startsAt, end: meeting.endsAt }] : [],
  });
  return read.ok ? done({ search: read.search, meeting }) : refused('unreadable');
}
