import type { BotMessage, Identity } from '../chat/chat.ts';
import { languageChoices } from '../people/language-choices.ts';
import { languageOf } from '../people/language.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { showTopics } from '../programme/topics.ts';
import { enrolMyself, findTheirs, isRoleFixed, programmesFor, type Theirs } from './enrol-myself.ts';
import { namedTopics, type SignUpAnswers, type SignUpProblem } from './sign-up-rules.ts';

/**
 * The card with which somebody signs up, or changes how they take part; which programme they mean where there are several.
 * Nothing is written down.
 */
export async function lookAtSignUp(ports: Ports, who: Identity, programmeId: string | null): Promise<BotMessage> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (programmeId !== null) {
      const found = await findTheirs(ports, stores, me, programmeId);
      return found.ok ? form(stores, who, me, found.value, null) : { kind: 'sign-up-closed', why: found.reason };
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
  const signed = await enrolMyself(ports, who, programmeId, answers, 'card');
  if (!signed.ok && 'reason' in signed) return { kind: 'sign-up-closed', why: signed.reason };
  if (!signed.ok) {
    const { problem } = signed;
    return ports.inTenant(who.tenantId, async (stores) => {
      const me = await stores.people.byEntraObjectId(who.entraObjectId);
      const found = await findTheirs(ports, stores, me, programmeId);
      if (!found.ok) return { kind: 'sign-up-closed', why: found.reason };
      return form(stores, who, me, found.value, { answers, problem });
    });
  }
  const { programme, participant, languages, news } = signed.value;
  const shown = showTopics(programme.topics, participant.topics, 'others');
  return {
    kind: 'signed-up',
    programmeId: programme.id,
    programme: programme.name,
    role: participant.role,
    topics: shown.labels,
    hasPrivateTopics: programme.topics.some(({ sensitive }) => sensitive),
    languages,
    capacity: participant.capacity,
    news,
  };
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
  return {
    kind: 'sign-up',
    programmeId: programme.id,
    programme: programme.name,
    isEnrolled: before !== null,
    isRoleFixed: await isRoleFixed(stores, me, programme.id),
    topics: named.map(({ key, label }) => ({ key, label })),
    hasPrivateTopics: named.length < programme.topics.length,
    languages: await languageChoices(stores, own),
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
