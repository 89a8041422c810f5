import { Temporal } from 'temporal-polyfill';
import { timesForMeeting } from '../meeting/change-meeting.ts';
import { findTimes } from '../meeting/choose-times.ts';
import { findMine } from '../meeting/find-mine.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { timesMessage, timesOption } from '../meeting/times-message.ts';
import { isToCome, meetingsStanding } from '../meeting/standing-states.ts';
import type { Together } from '../meeting/together.ts';
import { present } from '../outcome.ts';
import { partnerOf, sideOf } from '../pairing/pairing.ts';
import { zoneOf, type Person } from '../people/person.ts';
import type { Ports } from '../ports.ts';
import type { BotMessage, Identity } from './chat.ts';
import type { ComingMeeting, MeetingsWish } from '../meeting/messages.ts';
import { refusal } from './refusal.ts';
import { localTime } from '../people/local-time.ts';

/** Meetings shown at once. */
const mostShown = 3;
/** A card has five buttons: these and the one that leaves all as it is. */
const mostTimes = 4;
/** Weeks that a pause is offered for, where no day was named. */
const pauses = [2, 4] as const;

/**
 * Answers what somebody wrote about their meetings. With several pairings they are asked first which one they mean.
 */
export async function answerWish(ports: Ports, who: Identity, wish: MeetingsWish): Promise<BotMessage> {
  const pairings = await ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const all = me ? await stores.pairings.ofPerson(me.id) : [];
    const meeting = all.filter(({ state }) => state === 'active' || state === 'paused');
    return Promise.all(
      meeting.map(async (pairing) => ({
        pairingId: pairing.id,
        partner: present(await stores.people.byId(partnerOf(pairing, me?.id ?? '')), 'partner'),
      })),
    );
  });
  const [only, ...others] = pairings;
  if (!only) return { kind: 'no-meetings' };
  return others.length > 0
    ? { kind: 'which-pairing', wish, pairings }
    : lookAtMeetings(ports, who, only.pairingId, wish);
}

/** The card that answers a wish about one pairing. Nothing is changed. */
export async function lookAtMeetings(
  ports: Ports,
  who: Identity,
  pairingId: string,
  wish: MeetingsWish,
): Promise<BotMessage> {
  const now = ports.clock.now();
  const found = await ports.inTenant(who.tenantId, async (stores) => {
    const mine = await findMine(stores, { kind: 'participant', who }, pairingId);
    if (!mine) return null;
    const { me, partner } = sidesFor(mine, who);
    // While times are to be chosen, that is what there is to see and to do.
    return { mine, me, partner, choice: await timesMessage(stores, mine.series, mine.pairing, me) };
  });
  if (!found) return refusal('not-found');
  const { mine, me, partner, choice } = found;
  const standing = meetingsStanding(mine.series);
  if (standing === null) return refusal('closed');
  const coming = toCome(mine, now);
  const meetings = (): BotMessage => ({
    kind: 'meetings',
    pairingId,
    partner,
    standing,
    pausedUntil: mine.series.pausedUntil?.toString() ?? null,
    coming: standing === 'standing' ? coming.slice(0, mostShown).map((meeting) => comingMeeting(meeting, me)) : [],
  });
  switch (wish.kind) {
    case 'meetings':
    case 'resume':
      return choice ?? meetings();
    case 'move':
    case 'cancel': {
      const next = coming.find(({ state }) => state === 'planned') ?? coming[0];
      if (standing !== 'standing' || !next) return choice ?? meetings();
      const shown = { pairingId, meetingId: next.id, partner, meeting: comingMeeting(next, me) };
      if (wish.kind === 'cancel') return { kind: 'cancel-question', ...shown };
      const times = await timesForMeeting(ports, { kind: 'participant', who }, next.id);
      if (!times.ok) return refusal(times.reason);
      const offered = times.value.slice(0, mostTimes);
      return {
        kind: 'move-question',
        ...shown,
        times: offered.map((start) => ({ start: start.toString(), shown: localTime(start, me) })),
      };
    }
    case 'change': {
      if (standing !== 'standing' || coming.length === 0) return choice ?? meetings();
      const times = await findTimes(ports, { kind: 'participant', who }, pairingId, {});
      if (!times.ok) return refusal('problem' in times ? times.problem : times.reason);
      const { lengthMinutes } = mine.series;
      const options = times.value.map((option) => timesOption(option, me));
      return { kind: 'change-question', pairingId, partner, times: options, meetings: coming.length, lengthMinutes };
    }
    case 'pause':
      if (standing === 'paused') return meetings();
      return { kind: 'pause-question', pairingId, partner, days: daysToPause(wish, now, me) };
    case 'end':
      return {
        kind: 'end-question',
        pairingId,
        partner,
        meetings: coming.filter((one) => one.state === 'planned').length,
      };
  }
}

/** The two of a pairing as one of them sees it. */
export function sidesFor({ mentee, mentor, pairing }: Together, who: Identity): { me: Person; partner: Person } {
  const me = mentee.entraObjectId === who.entraObjectId ? mentee : mentor;
  return sideOf(pairing, me.id) === 'mentee' ? { me, partner: mentor } : { me, partner: mentee };
}

/** Meetings that have not begun, soonest first, those without a time among them. */
const toCome = ({ meetings }: Together, now: Temporal.Instant): readonly Meeting[] =>
  meetings.filter((one) => isToCome(one, now)).toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));

const comingMeeting = ({ number, startsAt, state }: Meeting, me: Person): ComingMeeting => ({
  number,
  start: localTime(startsAt, me),
  waitsForTime: state === 'open',
});

function daysToPause({ until }: MeetingsWish, now: Temporal.Instant, me: Person): readonly string[] {
  const today = now.toZonedDateTimeISO(zoneOf(me) ?? 'UTC').toPlainDate();
  const offered = pauses.map((weeks) => today.add({ weeks }).toString());
  return until === null ? offered : [until, ...offered.filter((day) => day !== until)];
}
