import type { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { Identity } from '../chat/chat.ts';
import { newSeries } from '../meeting/new-series.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Person, Role } from '../people/person.ts';
import { planNotice, planNotices, refreshNotices } from '../notice/plan-notice.ts';
import type { Ports, Stores } from '../ports.ts';
import { isPublished, sideOf, type Pairing, type PublishedPairing } from './pairing.ts';
import { accept, decline, sign } from './transitions.ts';
import { waitingFor } from './waiting-for.ts';
import { readPartner } from './read-partner.ts';

export type PairingAnswer = 'accept' | 'decline' | 'sign';
export type AnswerRefusal = 'not-found' | 'not-your-turn' | 'already-done' | 'closed';

/** A pairing after somebody's answer, as both tab and card show it. */
export interface Answered {
  readonly pairing: Pairing;
  readonly side: Role;
  readonly partner: Person;
}

/**
 * Takes what one side answers: the offer, or the agreement. When both have signed, the pairing is active and its series
 * planned and its booking enqueued in the same transaction, so that a crash loses neither.
 */
export async function answerPairing(
  ports: Ports,
  who: Identity,
  pairingId: string,
  answer: PairingAnswer,
): Promise<Outcome<Answered, AnswerRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const before = await stores.pairings.byId(pairingId, { forUpdate: true });
    const shown = me && before && shownTo(me, before);
    // Somebody else's pairing, and one that this side has not been told of, are as good as not there.
    if (!me || !before || !shown) return refused('not-found');
    const { side } = shown;
    const now = ports.clock.now();
    const step =
      answer === 'accept'
        ? accept(before, side, now)
        : answer === 'decline'
          ? decline(before, side)
          : sign(before, side, now);
    if (!step.ok) {
      if (step.reason === 'not-open') return refused('closed');
      return refused(step.reason === 'not-your-turn' ? 'not-your-turn' : 'already-done');
    }
    await stores.pairings.update([step.pairing]);
    stores.happened({ kind: 'pairing.answered', pairingId });
    await askNext(stores, before, step.pairing, now);
    await refreshNotices(stores, [pairingId]);
    const partner = await readPartner(stores, before, me);
    return done({ pairing: step.pairing, side, partner });
  });
}

/** A pairing that somebody has been told of, and what they are in it. */
export interface ShownPairing {
  readonly pairing: PublishedPairing;
  readonly side: Role;
}

/** A pairing as somebody may know of it; null where it is none of theirs, or they have not been told of it. */
export function shownTo(me: Pick<Person, 'id'>, pairing: Pairing): ShownPairing | null {
  const side = sideOf(pairing, me.id);
  return side !== null && isShownTo(pairing, side) ? { pairing, side } : null;
}

/** The mentor learns of an offer only when the mentee has said yes: nobody junior is turned down. */
export function isShownTo(pairing: Pairing, side: Role): pairing is PublishedPairing {
  if (!isPublished(pairing) || pairing.state === 'declined') return false;
  // Taken back before the mentee had answered: the mentor never heard of it.
  const isWithdrawn = pairing.state === 'closed' && pairing.mentee.acceptedAt === null;
  return side === 'mentee' || (waitingFor(pairing) !== 'mentee-answer' && !isWithdrawn);
}

async function askNext(stores: Stores, before: Pairing, after: Pairing, now: Temporal.Instant): Promise<void> {
  const pairingId = after.id;
  if (after.state === 'active' && before.state !== 'active') {
    const seriesId = newId();
    const programme = present(await stores.programmes.byId(after.programmeId), 'programme');
    await stores.series.insert(newSeries(seriesId, after.id, programme));
    await stores.enqueue('series.book', { seriesId }, { key: seriesId });
    return;
  }
  const asked = waitingFor(after);
  if (asked === waitingFor(before)) return;
  if (asked === 'mentor-answer') await planNotice(stores, after.mentorId, { kind: 'offer', pairingId }, now);
  if (asked === 'signatures') await planNotices(stores, after, { kind: 'agreement', pairingId }, now);
}

/** What is asked of this side now. */
export function askedOf(pairing: Pairing, side: Role): 'answer' | 'sign' | 'nothing' {
  const waiting = waitingFor(pairing);
  if (waiting === `${side}-answer`) return 'answer';
  return waiting === 'signatures' && pairing[side].signedAt === null ? 'sign' : 'nothing';
}
