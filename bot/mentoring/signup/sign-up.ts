import { v7 as newId } from 'uuid';
import type { BotMessage, Identity } from '../chat/chat.ts';
import { present } from '../outcome.ts';
import { isShownTo } from '../pairing/answer-pairing.ts';
import { isOpen, sideOf } from '../pairing/pairing.ts';
import { knowPerson } from '../people/know-person.ts';
import { languageOf } from '../people/language.ts';
import { zoneOf, type Participant, type Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import type { Programme } from '../programme/programme.ts';
import { showTopics } from '../programme/topics.ts';
import {
  isOver,
  namedTopics,
  signUpProblem,
  topicsAfter,
  type SignUpAnswers,
  type SignUpProblem,
} from './sign-up-rules.ts';

/** Languages offered to everybody, besides those that people here speak. */
const usualLanguages = ['en', 'fr', 'de', 'es', 'ar'];

/**
 * The card with which somebody signs up, or changes how they take part; which programme they mean where there are several.
 * Nothing is written down.
 */
export async function lookAtSignUp(ports: Ports, who: Identity, programmeId: string | null): Promise<BotMessage> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (programmeId !== null) {
      const found = await findProgramme(ports, stores, me, programmeId);
      return 'kind' in found ? found : form(stores, who, me, found, null);
    }
    const theirs = await programmesFor(ports, stores, me);
    const [only, ...others] = theirs;
    if (!only) return { kind: 'sign-up-closed', why: 'none-open' };
    if (others.length === 0) return form(stores, who, me, only, null);
    return {
      kind: 'which-programme',
      programmes: theirs.map(({ programme: { id, name } }) => ({ programmeId: id, name })),
    };
  });
}

/** Whether there is a programme that somebody who is in none may sign up for. */
export async function maySignUp(ports: Ports, stores: Stores, me: Person | null): Promise<boolean> {
  const theirs = await programmesFor(ports, stores, me);
  return theirs.some(({ before }) => before === null);
}

/**
 * Enrols somebody as they say, or changes how they take part; what is wrong is said on the card. Coming a second time with
 * the same changes nothing. Nobody else is told.
 */
export async function signUp(
  ports: Ports,
  who: Identity,
  programmeId: string,
  answers: SignUpAnswers,
): Promise<BotMessage> {
  const refusal = await ports.inTenant(who.tenantId, async (stores) => {
    const known = await stores.people.byEntraObjectId(who.entraObjectId);
    return check(ports, stores, who, known, programmeId, answers);
  });
  if (refusal) return refusal;
  const person = await knowPerson(ports, who.tenantId, { entraObjectId: who.entraObjectId });
  if (!person) return { kind: 'sign-up-closed', why: 'unknown' };
  return ports.inTenant(who.tenantId, async (stores) => {
    // Neither an import nor another change of theirs takes back what is written here.
    await stores.programmes.lock(programmeId);
    // Nor does the directory's word about them.
    await stores.people.lockAll();
    const me = present(await stores.people.byId(person.id), 'person');
    const again = await check(ports, stores, who, me, programmeId, answers);
    if (again) return again;
    const found = await findProgramme(ports, stores, me, programmeId);
    return 'kind' in found ? found : save(stores, me, found, answers);
  });
}

/** A programme, and somebody's part in it. */
interface Theirs {
  readonly programme: Programme;
  readonly before: Participant | null;
}

/** Programmes that somebody takes part in, and those that are open to them, while they last. */
async function programmesFor(ports: Ports, stores: Stores, me: Person | null): Promise<readonly Theirs[]> {
  const mine = me ? await stores.participants.ofPerson(me.id) : [];
  const now = ports.clock.now();
  return (await stores.programmes.all()).flatMap((programme) => {
    const before = mine.find((one) => one.programmeId === programme.id) ?? null;
    const isTheirs = before !== null || programme.openToSignUp;
    return isTheirs && !isOver(programme, now, me && zoneOf(me)) ? [{ programme, before }] : [];
  });
}

async function findProgramme(
  ports: Ports,
  stores: Stores,
  me: Person | null,
  programmeId: string,
): Promise<Theirs | Extract<BotMessage, { kind: 'sign-up-closed' }>> {
  const programme = await stores.programmes.byId(programmeId);
  const mine = me ? await stores.participants.ofPerson(me.id) : [];
  const before = mine.find((one) => one.programmeId === programmeId) ?? null;
  if (!programme || (before === null && !programme.openToSignUp)) return { kind: 'sign-up-closed', why: 'closed' };
  if (isOver(programme, ports.clock.now(), me && zoneOf(me))) return { kind: 'sign-up-closed', why: 'over' };
  return { programme, before };
}

/** What is to be said in place of signing somebody up; null when nothing is in the way. */
async function check(
  ports: Ports,
  stores: Stores,
  who: Identity,
  me: Person | null,
  programmeId: string,
  answers: SignUpAnswers,
): Promise<BotMessage | null> {
  const found = await findProgramme(ports, stores, me, programmeId);
  if ('kind' in found) return found;
  const problem = signUpProblem(answers, found.programme, found.before, await isRoleFixed(stores, me, programmeId));
  return problem && form(stores, who, me, found, { answers, problem });
}

/** Whether somebody knows of a pairing that goes on: it was made for the role they have. */
async function isRoleFixed(stores: Stores, me: Person | null, programmeId: string): Promise<boolean> {
  const pairings = me ? await stores.pairings.ofPerson(me.id) : [];
  return pairings.some((pairing) => {
    const side = me && sideOf(pairing, me.id);
    return side !== null && pairing.programmeId === programmeId && isOpen(pairing) && isShownTo(pairing, side);
  });
}

async function form(
  stores: Stores,
  who: Identity,
  me: Person | null,
  { programme, before }: Theirs,
  sent: { readonly answers: SignUpAnswers; readonly problem: SignUpProblem } | null,
): Promise<BotMessage> {
  const named = namedTopics(programme);
  const own = me && me.languages.length > 0 ? me.languages : await languageOfChat(stores, who);
  const spoken = new Set([...usualLanguages, ...own, ...(await stores.people.languages())]);
  return {
    kind: 'sign-up',
    programmeId: programme.id,
    programme: programme.name,
    isEnrolled: before !== null,
    isRoleFixed: await isRoleFixed(stores, me, programme.id),
    topics: named.map(({ key, label }) => ({ key, label })),
    hasPrivateTopics: named.length < programme.topics.length,
    languages: [...spoken].toSorted(),
    answers: sent?.answers ?? {
      role: before?.role ?? null,
      topics: (before?.topics ?? []).filter((key) => named.some((topic) => topic.key === key)),
      languages: own,
      capacity: before?.capacity ?? 1,
    },
    problem: sent?.problem ?? null,
  };
}

async function languageOfChat(stores: Stores, who: Identity): Promise<readonly string[]> {
  const conversation = await stores.conversations.ofPerson(who.entraObjectId);
  const language = languageOf(conversation?.reference?.locale ?? '');
  return language === null ? [] : [language];
}

async function save(
  stores: Stores,
  me: Person,
  { programme, before }: Theirs,
  { role, topics: chosen, languages, capacity }: SignUpAnswers,
): Promise<BotMessage> {
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
    topics: topicsAfter(chosen, programme, before),
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
  const shown = showTopics(programme.topics, participant.topics, 'others');
  return {
    kind: 'signed-up',
    programmeId: programme.id,
    programme: programme.name,
    role: participant.role,
    topics: shown.labels,
    hasPrivateTopics: programme.topics.some(({ sensitive }) => sensitive),
    languages,
    capacity,
    news: isSame ? 'same' : before === null ? 'enrolled' : 'changed',
  };
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ');
