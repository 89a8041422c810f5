import { Temporal } from 'temporal-polyfill';
import type { ActAbout, ActKind } from '../history/lead-act.ts';
import { noteAct } from '../history/note-act.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { close, pause, type Step } from '../pairing/transitions.ts';
import type { Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { resume } from './book-series.ts';
import { findMine, tenantOf, type Asker, type Seeker } from './find-mine.ts';
import type { Farewell, MeetingState, Series } from './meeting.ts';
import type { MeetingNews } from './meeting-news.ts';
import { isToCome, mayStand } from './standing-states.ts';
import { takeAllBack } from './take-back-booking.ts';
import type { Together } from './together.ts';
import { v7 as newId } from 'uuid';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';

/** `day-passed`: the pause would be over before it began. */
export type PauseRefusal = 'not-found' | 'not-now' | 'day-passed';

/** Stops the meetings of a pairing for a while: those to come are cancelled, and booked anew when it goes on. */
export async function pausePairing(
  ports: Ports,
  asker: Asker,
  pairingId: string,
  until: Temporal.PlainDate | null,
): Promise<Outcome<Together, PauseRefusal>> {
  return asked(ports, asker, (stores, now) => pauseIn(stores, asker, pairingId, until, now), {
    kind: 'pairing-paused',
    about: { pairingId, ...(until && { until: until.toString() }) },
  });
}

/** Has the meetings of a paused pairing booked anew. */
export async function resumePairing(
  ports: Ports,
  asker: Asker,
  pairingId: string,
): Promise<Outcome<Together, PauseRefusal>> {
  return asked(ports, asker, (stores, now) => resumeIn(stores, asker, pairingId, now), {
    kind: 'pairing-resumed',
    about: { pairingId },
  });
}

/** Ends a pairing: the meetings to come are cancelled with a word, those that have been stay. Nobody has to say why. */
export async function endPairing(
  ports: Ports,
  asker: Asker,
  pairingId: string,
): Promise<Outcome<Together, PauseRefusal>> {
  return asked(
    ports,
    asker,
    async (stores, now) => {
      const mine = await findMine(stores, asker, pairingId);
      return mine ? endIn(stores, mine, mine.by, now) : refused('not-found');
    },
    { kind: 'pairing-ended', about: { pairingId } },
  );
}

/** Does it in one transaction, and keeps what a lead has done. */
async function asked(
  ports: Ports,
  asker: Asker,
  deed: (stores: Stores, now: Temporal.Instant) => Promise<Outcome<Together, PauseRefusal>>,
  act: { readonly kind: ActKind; readonly about: ActAbout },
): Promise<Outcome<Together, PauseRefusal>> {
  const now = ports.clock.now();
  return ports.inTenant(tenantOf(asker), async (stores) => {
    const outcome = await deed(stores, now);
    if (outcome.ok && asker.kind === 'lead') {
      await noteAct(stores, asker.lead, now, asker.programmeId, act.kind, act.about);
    }
    return outcome;
  });
}

/** Pauses a pairing within a transaction that does more. */
export async function pauseIn(
  stores: Stores,
  seeker: Seeker,
  pairingId: string,
  until: Temporal.PlainDate | null,
  now: Temporal.Instant,
): Promise<Outcome<Together, PauseRefusal>> {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  if (until !== null && Temporal.PlainDate.compare(until, today) <= 0) return refused('day-passed');
  const mine = await findMine(stores, seeker, pairingId);
  if (!mine) return refused('not-found');
  const paused = pause(mine.pairing);
  if (!paused.ok || mine.series.state === 'changing') return refused('not-now');
  return stop(stores, mine, mine.by, paused, now, {
    state: 'paused',
    pausedUntil: until,
    meetings: 'open',
    news: 'paused',
  });
}

/** Resumes a pairing within a transaction that does more. */
export async function resumeIn(
  stores: Stores,
  seeker: Seeker,
  pairingId: string,
  now: Temporal.Instant,
): Promise<Outcome<Together, PauseRefusal>> {
  const mine = await findMine(stores, seeker, pairingId);
  if (!mine) return refused('not-found');
  if (mine.pairing.state !== 'paused') return refused('not-now');
  const resumed = await resume(stores, mine, now);
  await tellOthers(stores, resumed, mine.by, 'resumed', now);
  return done(resumed);
}

/** Ends a pairing within a transaction that does more. */
export async function endIn(
  stores: Stores,
  together: Together,
  by: Role | 'lead',
  now: Temporal.Instant,
): Promise<Outcome<Together, 'not-now'>> {
  const closed = close(together.pairing);
  if (!closed.ok) return refused('not-now');
  return stop(stores, together, by, closed, now, {
    state: 'ending',
    pausedUntil: null,
    meetings: 'cancelled',
    news: 'ended',
  });
}

interface Stop {
  readonly state: 'paused' | 'ending';
  readonly pausedUntil: Temporal.PlainDate | null;
  /** What becomes of the meetings that are to come. */
  readonly meetings: MeetingState;
  readonly news: MeetingNews;
}

async function stop(
  stores: Stores,
  together: Together,
  by: Role | 'lead',
  step: Extract<Step, { readonly ok: true }>,
  now: Temporal.Instant,
  { state, pausedUntil, meetings, news }: Stop,
): Promise<Outcome<Together, never>> {
  await stores.pairings.update([step.pairing]);
  const isStillBooked = together.bookings.some(mayStand);
  const series: Series = {
    ...together.series,
    state: state === 'ending' && !isStillBooked ? 'ended' : state,
    slot: null,
    options: [],
    decideBy: null,
    pausedUntil,
    problem: null,
    changeProblem: null,
  };
  await stores.series.update(series);
  // One that has begun goes on, and is asked about when it has ended.
  for (const row of together.meetings.filter((one) => isToCome(one, now))) {
    const waits = { order: null, orderProblem: null, options: [], decideBy: null, response: null };
    await stores.meetings.save([{ ...row, ...waits, state: meetings, bookingId: null, eventId: null }]);
  }
  const farewell: Farewell = state === 'ending' ? 'ended' : 'paused';
  await takeAllBack(stores, together, farewell);
  const stopped = { ...together, pairing: step.pairing, series };
  await refreshNotices(stores, [series.id, ...together.meetings.map(({ id }) => id)]);
  await tellOthers(stores, stopped, by, news, now);
  return done(stopped);
}

/** Whoever asked for it sees it where they asked. */
async function tellOthers(
  stores: Stores,
  { pairing }: Together,
  by: Role | 'lead',
  news: MeetingNews,
  now: Temporal.Instant,
): Promise<void> {
  for (const role of (['mentee', 'mentor'] as const).filter((one) => one !== by)) {
    const personId = pairing[`${role}Id`];
    await planNotice(stores, personId, { kind: 'meeting-news', pairingId: pairing.id, news, occasion: newId() }, now);
  }
}
