import { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import type { HelpRequest } from '../help/help-request.ts';
import { isForLead } from '../help/settle-help.ts';
import { isMovedOften, movesByMentee } from '../nudge/lead-alert.ts';
import { stalledSince } from '../nudge/stalled.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { isOpen, isPublished, partnerOf, type Pairing } from '../pairing/pairing.ts';
import { waitingFor } from '../pairing/waiting-for.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { reachOf, type ReachSeen } from './reach.ts';

/** Days after which an offer that still waits for an answer is shown to the lead. */
const longestUnanswered = Temporal.Duration.from({ hours: 10 * 24 });

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
  /** Pairings whose mentee keeps moving or cancelling meetings, and how often. */
  readonly moved: readonly (Two & { readonly times: number })[];
  /** Offers that nobody has answered in full since then. */
  readonly unanswered: readonly (Two & { readonly since: Temporal.Instant })[];
  /** Those whom the chat does not reach. */
  readonly unreached: readonly { readonly person: Person; readonly why: Exclude<ReachSeen, 'reached'> }[];
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
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const pairings = (await stores.pairings.ofProgramme(programmeId)).filter((one) => isPublished(one) && isOpen(one));
    const participants = await stores.participants.ofProgramme(programmeId);
    const ids = new Set([
      ...participants.map(({ personId }) => personId),
      ...pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]),
    ]);
    const people = new Map((await stores.people.byIds([...ids])).map((person) => [person.id, person]));
    const two = ({ id, menteeId, mentorId }: Pairing): Two => ({
      pairingId: id,
      mentee: present(people.get(menteeId), 'mentee'),
      mentor: present(people.get(mentorId), 'mentor'),
    });
    return done({
      help: await helpAsked(stores, programmeId, who),
      ...(await ofMeetings(stores, programme, pairings, two, now)),
      unanswered: await unanswered(stores, pairings, two, now),
      unreached: await unreached(stores, [...people.values()]),
      undelivered: await stores.notices.undeliverable([...people.keys()]),
    });
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

async function ofMeetings(
  stores: Stores,
  programme: Programme,
  pairings: readonly Pairing[],
  two: (pairing: Pairing) => Two,
  now: Temporal.Instant,
): Promise<Pick<Attention, 'stalled' | 'moved'>> {
  const running = pairings.filter(({ state }) => state === 'active' || state === 'paused');
  const ids = running.map(({ id }) => id);
  const series = new Map((await stores.series.ofPairings(ids)).map((one) => [one.pairingId, one]));
  const all = await stores.meetings.ofPairings(ids);
  const meetingsOf = Map.groupBy(all, ({ pairingId }) => pairingId);
  const changes = await stores.meetingChanges.ofMeetings(all.map(({ id }) => id));
  const changesOf = Map.groupBy(changes, ({ meetingId }) => meetingId);
  const stalled: Attention['stalled'][number][] = [];
  const moved: Attention['moved'][number][] = [];
  for (const pairing of running) {
    const meetings = meetingsOf.get(pairing.id) ?? [];
    const own = series.get(pairing.id);
    const since = own ? stalledSince({ pairing, programme, series: own, meetings }, now) : null;
    if (since) stalled.push({ ...two(pairing), since });
    const theirs = meetings.flatMap(({ id }) => changesOf.get(id) ?? []);
    if (isMovedOften(theirs)) moved.push({ ...two(pairing), times: movesByMentee(theirs) });
  }
  return { stalled, moved };
}

/** Counted from when it was offered, whoever has answered since: nothing else would keep from the lead whose answer is missing. */
async function unanswered(
  stores: Stores,
  pairings: readonly Pairing[],
  two: (pairing: Pairing) => Two,
  now: Temporal.Instant,
): Promise<Attention['unanswered']> {
  const waiting = pairings.filter((one) => ['mentee-answer', 'mentor-answer'].includes(waitingFor(one)));
  const notices = Map.groupBy(await stores.notices.about(waiting.map(({ id }) => id)), ({ personId, subject }) =>
    subject.kind === 'offer' ? `${subject.pairingId} ${personId}` : '',
  );
  return waiting.flatMap((pairing) => {
    const since = notices.get(`${pairing.id} ${pairing.menteeId}`)?.[0]?.sendAfter;
    const isLong = since !== undefined && Temporal.Instant.compare(since.add(longestUnanswered), now) <= 0;
    return isLong ? [{ ...two(pairing), since }] : [];
  });
}

async function unreached(stores: Stores, people: readonly Person[]): Promise<Attention['unreached']> {
  const conversations = await stores.conversations.ofPeople(people.flatMap(({ entraObjectId }) => entraObjectId ?? []));
  return people
    .flatMap((person) => {
      const why = reachOf(person, conversations.get(person.entraObjectId ?? '') ?? null);
      return why === 'reached' ? [] : [{ person, why }];
    })
    .toSorted((a, b) => a.person.displayName.localeCompare(b.person.displayName));
}
