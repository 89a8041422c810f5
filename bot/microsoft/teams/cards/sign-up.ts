import type { SignUpMessage } from '../../../mentoring/signup/messages.ts';
import { largestCapacity } from '../../../mentoring/people/person.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import {
  action,
  card,
  choice,
  choices,
  line,
  mostActions,
  plain,
  quiet,
  safe,
  title,
  type Element,
} from './elements.ts';
import { wordButtons } from './standing.ts';

type Of<K extends SignUpMessage['kind']> = Extract<SignUpMessage, { kind: K }>;

/** Most topics and languages that a card lists in sight; more come as a list to open. */
const mostInSight = 12;

/** What a language is called in the reader's own: `German`. */
function languageNames({ language }: Texts): (code: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return (code) => names.of(code) ?? code;
}

const look = (programmeId: string, text: string) => action('sign-up.look', text, { programmeId });

/** Asks which programme is meant. Names stand in lines alone: a button shows marks as they are. */
function whichProgramme({ programmes }: Of<'which-programme'>, { t }: Texts): Element {
  const shown = programmes.slice(0, mostActions);
  return card(
    [
      title(t('signUp.which')),
      ...shown.map(({ name }, index) => line(t('signUp.oneProgramme', { number: index + 1, name: safe(name) }))),
      ...(shown.length < programmes.length ? [quiet(t('signUp.othersInTab'))] : []),
    ],
    shown.map(({ programmeId }, index) => look(programmeId, t('whichPairing.button', { number: index + 1 }))),
  );
}

/** Asks how somebody would like to take part. */
function signUp(message: Of<'sign-up'>, texts: Texts): Element {
  const { t } = texts;
  const { programmeId, answers, problem, topics, languages, isRoleFixed, isEnrolled } = message;
  const programme = safe(message.programme);
  const nameOf = languageNames(texts);
  const byName = languages
    .map((code) => ({ value: code, title: nameOf(code) }))
    .toSorted((a, b) => a.title.localeCompare(b.title, texts.language));
  const room = Array.from({ length: largestCapacity.mentor }, (_, index) => String(index + 1));
  const isFixed = isRoleFixed && answers.role !== null;
  return card(
    [
      title(t(isEnrolled ? 'signUp.titleChange' : 'signUp.title', { programme })),
      ...(problem === null ? [] : [{ ...line(t(`signUp.problems.${problem}`)), color: 'attention' }]),
      quiet(t('signUp.manager')),
      isFixed
        ? line(t(`signUp.roleStays.${answers.role}`))
        : choice('role', t('signUp.role'), t('signUp.roles', { returnObjects: true }), answers.role ?? undefined),
      ...(topics.length === 0
        ? []
        : [
            choices(
              'topics',
              t('signUp.topics'),
              topics.map(({ key, label }) => ({ value: key, title: plain(label) })),
              { chosen: answers.topics, isInSight: topics.length <= mostInSight },
            ),
          ]),
      ...(message.hasPrivateTopics ? [quiet(t('signUp.privateTopics'))] : []),
      choices('languages', t('signUp.languages'), byName, {
        chosen: answers.languages,
        isInSight: byName.length <= mostInSight,
      }),
      choice(
        'capacity',
        t('signUp.capacity'),
        Object.fromEntries(room.map((one) => [one, one])),
        String(answers.capacity),
        { style: 'compact' },
      ),
    ],
    [
      action(
        'sign-up.send',
        t(isEnrolled ? 'signUp.save' : 'signUp.send'),
        { programmeId, ...(isFixed ? { role: answers.role } : {}) },
        'positive',
      ),
    ],
  );
}

/** How somebody takes part from now on. */
function signedUp(message: Of<'signed-up'>, texts: Texts): Element {
  const { t } = texts;
  const nameOf = languageNames(texts);
  const facts = [
    [t('signUp.facts.role'), t(`signUp.roles.${message.role}`)],
    [t('signUp.facts.languages'), message.languages.map(nameOf).join(' · ')],
    [t('signUp.facts.capacity'), t('signUp.people', { count: message.capacity })],
  ];
  return card(
    [
      title(t(`signUp.news.${message.news}`, { programme: safe(message.programme) })),
      { type: 'FactSet', facts: facts.map(([name, value]) => ({ title: name, value })) },
      ...(message.topics.length > 0
        ? [line(t('myPairing.topics', { topics: message.topics.map(safe).join(' · ') }))]
        : []),
      ...(message.hasPrivateTopics ? [quiet(t('signUp.privateTopics'))] : []),
      line(t('signUp.next')),
      quiet(t('stop')),
    ],
    [look(message.programmeId, t('signUp.change'))],
  );
}

export const signUpCards: Drawings<SignUpMessage> = {
  'which-programme': whichProgramme,
  'sign-up': signUp,
  'signed-up': signedUp,
  'sign-up-closed': ({ why }, texts) =>
    card([line(texts.t(`signUp.closed.${why}`))], wordButtons(['how-it-works'], texts)),
  enrolled: ({ programmeId, programme, role }, texts) =>
    card(
      [
        title(texts.t('signUp.enrolled.title', { programme: safe(programme) })),
        line(texts.t(`signUp.enrolled.${role}`)),
        line(texts.t('signUp.enrolled.meaning')),
        line(texts.t('whatThisIs')),
        quiet(texts.t('stop')),
      ],
      [
        look(programmeId, texts.t('signUp.enrolled.topics')),
        ...wordButtons(['how-it-works', 'who-sees-what', 'leave'], texts),
      ],
    ),
};
