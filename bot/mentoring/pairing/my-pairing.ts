import { Temporal } from 'temporal-polyfill';
import type { BotMessage, Identity } from '../chat/chat.ts';
import { isToCome, meetingsStanding } from '../meeting/standing-states.ts';
import { present } from '../outcome.ts';
import { zoneOf, type Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { showTopics } from '../programme/topics.ts';
import { askedOf, shownTo, type ShownPairing } from './answer-pairing.ts';
import { readAgreement, readOffer } from './ask-message.ts';
import { isOpen, type Pairing } from './pairing.ts';
import { waitingFor } from './waiting-for.ts';
import { readPartner } from './read-partner.ts';

/**
 * How somebody's pairing stands, or what it asks of them. With several they are asked which one; null for those who are in
 * no programme. Of a pairing that is not theirs nothing is said, not even that it is over.
 */
export async function lookAtMyPairing(
  ports: Ports,
  who: Identity,
  pairingId: string | null,
): Promise<BotMessage | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const shown = (me ? await stores.pairings.ofPerson(me.id) : []).flatMap(
      (pairing) => (me && shownTo(me, pairing)) ?? [],
    );
    const meant = shown.find(({ pairing }) => pairing.id === pairingId);
    if (pairingId !== null && !meant) return { kind: 'no-longer-open', reason: 'not-yours' };
    if (!me) return null;
    if (meant && !isOpen(meant.pairing)) return { kind: 'no-longer-open', reason: 'closed' };
    if (meant) return stands(stores, me, meant, ports.clock.now());
    const theirs = shown.filter(({ pairing }) => isOpen(pairing));
    const [only, ...others] = theirs;
    if (!only) return waits(stores, me);
    if (others.length === 0) return stands(stores, me, only, ports.clock.now());
    const pairings = [];
    for (const { pairing } of theirs)
      pairings.push({ pairingId: pairing.id, partner: await readPartner(stores, pairing, me) });
    return { kind: 'my-pairings', pairings };
  });
}

async function stands(
  stores: Stores,
  me: Person,
  { pairing, side: role }: ShownPairing,
  now: Temporal.Instant,
): Promise<BotMessage> {
  const pairingId = pairing.id;
  const asked = askedOf(pairing, role);
  if (asked === 'answer') return present(await readOffer(stores, { kind: 'offer', pairingId }, me), 'offer').message;
  if (asked === 'sign') {
    return present(await readAgreement(stores, { kind: 'agreement', pairingId }, me), 'agreement').message;
  }
  const zone = zoneOf(me) ?? 'UTC';
  const programme = present(await stores.programmes.byId(pairing.programmeId), 'programme');
  const shared = pairing.reasons.flatMap((reason) => (reason.kind === 'shared-topics' ? reason.topics : []));
  const [series] = await stores.series.ofPairings([pairingId]);
  const next = (await stores.meetings.ofPairings([pairingId]))
    .filter((meeting) => meeting.state === 'planned' && isToCome(meeting, now))
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0];
  const waiting = waitingFor(pairing);
  return {
    kind: 'my-pairing',
    pairingId,
    role,
    partner: await readPartner(stores, pairing, me),
    programme: programme.name,
    topics: showTopics(programme.topics, shared, 'others').labels,
    waitsFor: waiting === 'nothing' ? null : waiting === 'signatures' ? 'signature' : 'answer',
    since: signedOn(pairing, zone),
    standing: series ? meetingsStanding(series) : null,
    next: next
      ? {
          number: next.number,
          start: next.startsAt.toZonedDateTimeISO(zone).toString(),
          isAgendaSet: next.agendaPublishedAt !== null,
        }
      : null,
  };
}

/** The day on which the second of the two signed; null before that. */
function signedOn({ mentee, mentor }: Pairing, zone: string): string | null {
  if (mentee.signedAt === null || mentor.signedAt === null) return null;
  const [last] = [mentee.signedAt, mentor.signedAt].toSorted((a, b) => Temporal.Instant.compare(b, a));
  return last?.toZonedDateTimeISO(zone).toPlainDate().toString() ?? null;
}

/** What somebody takes part in who has no pairing. */
async function waits(stores: Stores, me: Person): Promise<BotMessage | null> {
  const participations = [];
  for (const { programmeId, role, topics } of await stores.participants.ofPerson(me.id)) {
    const programme = present(await stores.programmes.byId(programmeId), 'programme');
    const { labels } = showTopics(programme.topics, topics, 'others');
    participations.push({ programmeId, programme: programme.name, role, topics: labels });
  }
  return participations.length > 0 ? { kind: 'no-pairing', participations } : null;
}
