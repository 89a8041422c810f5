import { v7 as newId } from 'uuid';
import type { Identity } from '../chat/chat.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { isOpen } from '../pairing/pairing.ts';
import { knowPerson } from '../people/know-person.ts';
import { zoneOf, type Participant, type Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import {
  isOver,
  signUpProblem,
  topicsAfter,
  type SignUpAnswers,
  type SignUpPlace,
  type SignUpProblem,
} from './sign-up-rules.ts';

/** A programme, and somebody's part in it. */
export interface Theirs {
  readonly programme: Programme;
  readonly before: Participant | null;
}

/** Somebody's part in a programme, once they have said how they take part. */
export interface Enrolled {
  readonly programme: Programme;
  readonly participant: Participant;
  readonly languages: readonly string[];
  readonly news: 'enrolled' | 'changed' | 'same';
}

/** `closed`, `over`: the programme; `unknown`: the directory does not know them. */
export type NotEnrolled =
  | { readonly ok: false; readonly reason: 'closed' | 'over' | 'unknown' }
  | { readonly ok: false; readonly problem: SignUpProblem };

/**
 * Enrols somebody as they say, or changes how they take part. Coming a second time with the same changes nothing. Nobody else
 * is told. Throws `TemporaryError` when the directory has to be asked and cannot be.
 */
export async function enrolMyself(
  ports: Ports,
  who: Identity,
  programmeId: string,
  answers: SignUpAnswers,
  place: SignUpPlace,
): Promise<{ readonly ok: true; readonly value: Enrolled } | NotEnrolled> {
  const first = await ports.inTenant(who.tenantId, async (stores) => {
    const known = await stores.people.byEntraObjectId(who.entraObjectId);
    return check(ports, stores, known, programmeId, answers, place);
  });
  if (!first.ok) return first;
  const person = await knowPerson(ports, who.tenantId, { entraObjectId: who.entraObjectId });
  if (!person) return refused('unknown');
  return ports.inTenant(who.tenantId, async (stores) => {
    // Neither an import nor another change of theirs takes back what is written here.
    await stores.programmes.lock(programmeId);
    // Nor does the directory's word about them.
    await stores.people.lockAll();
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    // They have had everything about them erased meanwhile.
    if (!me) return refused('unknown');
    const checked = await check(ports, stores, me, programmeId, answers, place);
    return checked.ok ? done(await save(stores, me, checked.value, answers, place)) : checked;
  });
}

/** Programmes that somebody takes part in, and those that are open to them, while they last. */
export async function programmesFor(ports: Ports, stores: Stores, me: Person | null): Promise<readonly Theirs[]> {
  const mine = me ? await stores.participants.ofPerson(me.id) : [];
  const now = ports.clock.now();
  return (await stores.programmes.all()).flatMap((programme) => {
    const before = mine.find((one) => one.programmeId === programme.id) ?? null;
    const isTheirs = before !== null || programme.openToSignUp;
    return isTheirs && !isOver(programme, now, me && zoneOf(me)) ? [{ programme, before }] : [];
  });
}

/** One of these programmes; `closed`: it is none of theirs. */
export async function findTheirs(
  ports: Ports,
  stores: Stores,
  me: Person | null,
  programmeId: string,
): Promise<Outcome<Theirs, 'closed' | 'over'>> {
  const programme = await stores.programmes.byId(programmeId);
  const mine = me ? await stores.participants.ofPerson(me.id) : [];
  const before = mine.find((one) => one.programmeId === programmeId) ?? null;
  if (!programme || (before === null && !programme.openToSignUp)) return refused('closed');
  if (isOver(programme, ports.clock.now(), me && zoneOf(me))) return refused('over');
  return done({ programme, before });
}

/** Whether somebody knows of a pairing that goes on: it was made for the role they have. */
export async function isRoleFixed(stores: Stores, me: Person | null, programmeId: string): Promise<boolean> {
  if (!me) return false;
  return (await stores.pairings.ofPerson(me.id)).some(
    (pairing) => pairing.programmeId === programmeId && isOpen(pairing) && shownTo(me, pairing) !== null,
  );
}

async function check(
  ports: Ports,
  stores: Stores,
  me: Person | null,
  programmeId: string,
  answers: SignUpAnswers,
  place: SignUpPlace,
): Promise<{ readonly ok: true; readonly value: Theirs } | NotEnrolled> {
  const found = await findTheirs(ports, stores, me, programmeId);
  if (!found.ok) return found;
  const { programme, before } = found.value;
  const problem = signUpProblem(answers, programme, before, await isRoleFixed(stores, me, programmeId), place);
  return problem === null ? found : { ok: false, problem };
}

async function save(
  stores: Stores,
  me: Person,
  { programme, before }: Theirs,
  { role, topics: chosen, languages, capacity }: SignUpAnswers,
  place: SignUpPlace,
): Promise<Enrolled> {
  const participant: Participant = {
    preferences: { office: null, profession: null },
    wishes: [],
    exclusions: [],
    pausedUntil: null,
    isTold: true,
    ...before,
    id: before?.id ?? newId(),
    programmeId: programme.id,
    personId: me.id,
    role: present(role, 'role'),
    topics: topicsAfter(chosen, programme, before, place),
    capacity,
  };
  const isSame =
    before !== null &&
    before.role === participant.role &&
    before.capacity === capacity &&
    isSameList(before.topics, participant.topics) &&
    isSameList(me.languages.toSorted(), languages.toSorted());
  if (!isSame) {
    await stores.participants.save([participant]);
    await stores.participants.markTold(programme.id, [me.id]);
    await stores.people.saveLanguages(me.id, languages);
    await refreshNotices(stores, [participant.id]);
  }
  return { programme, participant, languages, news: isSame ? 'same' : before === null ? 'enrolled' : 'changed' };
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ');
