import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { loadTogether } from '../meeting/together.ts';
import type { SubjectOf } from '../notice/notice.ts';
import { planNotice } from '../notice/plan-notice.ts';
import type { Reading } from '../notice/reading.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { askedOf } from '../pairing/answer-pairing.ts';
import { readAgreement, readOffer } from '../pairing/ask-message.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person, Role } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { readStalled, stalledSince } from './stalled.ts';

/** Between two nudges of a pairing: nothing nags. */
const shortest = Temporal.Duration.from({ hours: 7 * 24 });

/**
 * Has those of a pairing asked once more of whom something is waited for: an answer, a signature, or that they meet. Whom,
 * the lead is not told.
 */
export async function nudgeIn(
  stores: Stores,
  programmeId: string,
  pairingId: string,
  now: Temporal.Instant,
): Promise<Outcome<null, 'not-found' | 'nothing-to-ask' | 'nudged-lately'>> {
  const pairing = await stores.pairings.byId(pairingId, { forUpdate: true });
  if (pairing?.programmeId !== programmeId) return refused('not-found');
  const asked = await askedNow(stores, pairing, now);
  if (asked.length === 0) return refused('nothing-to-ask');
  const isRecent = (at: Temporal.Instant) => Temporal.Instant.compare(at.add(shortest), now) > 0;
  const before = await stores.notices.about([pairingId]);
  const isNudged = before.some(({ subject, sendAfter }) => subject.kind === 'reminder' && isRecent(sendAfter));
  if (isNudged) return refused('nudged-lately');
  const subject = { kind: 'reminder', pairingId, occasion: newId() } as const;
  for (const role of asked) await planNotice(stores, pairing[`${role}Id`], subject, now);
  return done(null);
}

async function askedNow(stores: Stores, pairing: Pairing, now: Temporal.Instant): Promise<readonly Role[]> {
  const sides = ['mentee', 'mentor'] as const;
  if (pairing.state === 'offered') {
    return sides.filter((role) => ['answer', 'sign'].includes(askedOf(pairing, role)));
  }
  return (await stalled(stores, pairing, now)) ? sides : [];
}

async function stalled(
  stores: Stores,
  { id, state }: Pairing,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const [series] = state === 'active' ? await stores.series.ofPairings([id]) : [];
  return series ? stalledSince(await loadTogether(stores, series.id), now) : null;
}

/** The question that is open for one of the two, as it was asked the first time; nothing is sent once none is. */
export async function readReminder(
  stores: Stores,
  { pairingId }: SubjectOf<'reminder'>,
  me: Person,
  now: Temporal.Instant,
): Promise<Reading | null> {
  const pairing = await stores.pairings.byId(pairingId);
  if (!pairing) return null;
  if (pairing.state === 'offered') {
    const role = pairing.menteeId === me.id ? 'mentee' : 'mentor';
    return askedOf(pairing, role) === 'answer'
      ? readOffer(stores, { kind: 'offer', pairingId }, me)
      : readAgreement(stores, { kind: 'agreement', pairingId }, me);
  }
  const since = await stalled(stores, pairing, now);
  const occasion = since?.toString();
  // Whoever has said that it is fine is not asked again.
  return occasion === undefined ? null : readStalled(stores, { kind: 'stalled', pairingId, occasion }, me);
}
