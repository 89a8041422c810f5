import { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import type { HelpRequest } from '../help/help-request.ts';
import { isForLead } from '../help/settle-help.ts';
import type { BookingProblem } from '../meeting/meeting.ts';
import { isMovedOften } from '../nudge/lead-alert.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { PairingSeen } from '../pairing/find-pairings.ts';
import { allSeen } from '../pairing/list-pairings.ts';
import { partnerOf } from '../pairing/pairing.ts';
import type { Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { OutOfReach } from './reach.ts';
import type { SomePeople } from './some-people.ts';
import { byId } from '../by-id.ts';

/** Days after which an offer that still waits for an answer is shown to the lead. */
const longestUnanswered = Temporal.Duration.from({ hours: 10 * 24 });
/** Most people shown at once who are in no pairing, or whom the chat does not reach. */
const mostPeople = 100;

/** The two of a pairing. */
export interface Two {
  readonly pairingId: string;
  readonly mentee: Person;
  readonly mentor: Person;
}

/** What a lead may have to see to: states, counts and dates. Nothing of answers, of a no, or of whose answer is waited for. */
export interface Attention {
  /** Asked of the lead, newest first; what is done aside. */
  readonly help: readonly {
    readonly request: HelpRequest;
    readonly asker: Person;
    /** Null where it is about no pairing. */
    readonly partner: Person | null;
  }[];
  /** Pairings that have not met since then. */
  readonly stalled: readonly (Two & { readonly since: Temporal.Instant })[];
  /** Pairings whose meetings could not be booked. */
  readonly failed: readonly (Two & { readonly problem: BookingProblem | null })[];
  /** Pairings whose mentee keeps moving or cancelling meetings, and how often they did so lately. */
  readonly moved: readonly (Two & { readonly times: number })[];
  /** Offers that nobody has answered in full since then. */
  readonly unanswered: readonly (Two & { readonly since: Temporal.Instant })[];
  /** Offers that came to nothing and left their mentee without a pairing. */
  readonly declined: readonly Two[];
  /** Those who take part and are in no pairing. */
  readonly unpaired: SomePeople<{ readonly person: Person; readonly role: Role }>;
  /** Those whom the chat does not reach. */
  readonly unreached: OutOfReach;
  /** Messages that could not be delivered and wait until they can. */
  readonly undelivered: number;
}

export async function attention(
  ports: Ports,
  who: Identity,
  programmeId: string,
): Promise<Outcome<Attention, 'not-found'>> {
  const now = ports.clock.now();
  return ports.inTenant(who.tenantId, async (stores) => {
    const looked = await lookAt(stores, programmeId, now);
    if (!looked) return refused('not-found');
    const { all, found } = looked;
    const shown = [...found.stalled, ...found.failed, ...found.moved, ...found.unanswered, ...found.declined];
    const ids = shown.flatMap(({ one: { facts } }) => [facts.people.mentee.id, facts.people.mentor.id]);
    const people = byId(await stores.people.byIds([...new Set(ids)]));
    const two = ({ facts }: PairingSeen): Two => ({
      pairingId: facts.id,
      mentee: present(people.get(facts.people.mentee.id), 'mentee'),
      mentor: present(people.get(facts.people.mentor.id), 'mentor'),
    });
    return done({
      help: await helpAsked(stores, programmeId, who),
      stalled: found.stalled.map(({ one, since }) => ({ ...two(one), since })),
      failed: found.failed.map(({ one, problem }) => ({ ...two(one), problem })),
      moved: found.moved.map(({ one, times }) => ({ ...two(one), times })),
      unanswered: found.unanswered.map(({ one, since }) => ({ ...two(one), since })),
      declined: found.declined.map(({ one }) => two(one)),
      unpaired: await unpaired(stores, all, programmeId, now, mostPeople),
      unreached: await stores.people.outOfReach(programmeId, mostPeople),
      undelivered: await stores.notices.undeliverable(programmeId),
    });
  });
}

/** How many things there are to see to: people who are in no pairing, or out of reach, are one thing each. */
export async function attentionCount(
  ports: Ports,
  who: Identity,
  programmeId: string,
): Promise<Outcome<number, 'not-found'>> {
  const now = ports.clock.now();
  return ports.inTenant(who.tenantId, async (stores) => {
    const looked = await lookAt(stores, programmeId, now);
    if (!looked) return refused('not-found');
    const { all, found } = looked;
    const inPairings = Object.values(found).reduce((sum, some) => sum + some.length, 0);
    const others = [
      (await unpaired(stores, all, programmeId, now, 0)).count,
      (await stores.people.outOfReach(programmeId, 0)).count,
      await stores.notices.undeliverable(programmeId),
    ].filter((count) => count > 0).length;
    return done((await helpAsked(stores, programmeId, who)).length + inPairings + others);
  });
}

async function helpAsked(stores: Stores, programmeId: string, who: Identity): Promise<Attention['help']> {
  const help: Attention['help'][number][] = [];
  for (const request of await stores.help.ofProgramme(programmeId)) {
    if (request.state === 'done' || !(await isForLead(stores, request, who))) continue;
    const pairing = request.pairingId === null ? null : await stores.pairings.byId(request.pairingId);
    help.unshift({
      request,
      asker: present(await stores.people.byId(request.personId), 'asker'),
      partner: pairing && (await stores.people.byId(partnerOf(pairing, request.personId))),
    });
  }
  return help;
}

/** All published pairings of a programme, and what there is to see to of them; null where there is no such programme. */
async function lookAt(stores: Stores, programmeId: string, now: Temporal.Instant) {
  const programme = await stores.programmes.byId(programmeId);
  if (!programme) return null;
  const all = await allSeen(stores, programme, now);
  return { all, found: ofPairings(all, now) };
}

/** What there is to see to of pairings. */
function ofPairings(all: readonly PairingSeen[], now: Temporal.Instant) {
  const withPairing = new Set(
    all.filter(({ facts }) => isBound(facts)).map(({ facts: { people } }) => people.mentee.id),
  );
  const running = all.filter(({ facts: { state } }) => state === 'active' || state === 'paused');
  return {
    stalled: running.flatMap((one) => (one.stalledSince ? [{ one, since: one.stalledSince }] : [])),
    failed: running.flatMap((one) => {
      const { series, state } = one.facts;
      return state === 'active' && series?.state === 'failed' ? [{ one, problem: series.problem }] : [];
    }),
    moved: running.flatMap((one) => {
      const times = one.facts.people.mentee.moves;
      return isMovedOften(times) ? [{ one, times }] : [];
    }),
    // Counted from when it was offered, whoever has answered since: nothing else would keep from the lead whose answer is missing.
    unanswered: all.flatMap((one) => {
      const since = one.facts.offeredAt;
      if (one.awaited !== 'answers' || since === null) return [];
      return Temporal.Instant.compare(since.add(longestUnanswered), now) <= 0 ? [{ one, since }] : [];
    }),
    declined: all.flatMap((one) =>
      one.facts.state === 'declined' && !withPairing.has(one.facts.people.mentee.id) ? [{ one }] : [],
    ),
  };
}

const isBound = ({ state }: PairingSeen['facts']): boolean => state !== 'declined' && state !== 'closed';

/** Nobody, as long as no pairing of the programme was published: then nobody is left over. */
async function unpaired(
  stores: Stores,
  all: readonly PairingSeen[],
  programmeId: string,
  now: Temporal.Instant,
  limit: number,
): Promise<Attention['unpaired']> {
  if (all.length === 0) return { people: [], count: 0 };
  return stores.people.unpaired(programmeId, now.toZonedDateTimeISO('UTC').toPlainDate(), limit);
}
