import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import ts from 'typescript';
import { BulkResult } from '../../../bot/http/contract/bulk.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { Figure } from '../../../bot/http/contract/insight.ts';
import { ActKind } from '../../../bot/http/contract/history.ts';
import { Awaited, PairingOrder } from '../../../bot/http/contract/pairings.ts';
import { chatIn } from '../../../bot/locales/chat.ts';
import { languageOf, languages } from '../../../bot/locales/languages.ts';
import type { PickProblem } from '../../../bot/mentoring/agenda/messages.ts';
import type { QuestionGroup } from '../../../bot/mentoring/agenda/open-questions.ts';
import { allWords } from '../../../bot/mentoring/chat/messages.ts';
import type { SignUpProblem } from '../../../bot/mentoring/signup/sign-up-rules.ts';
import { readWish } from '../../../bot/mentoring/chat/read-wish.ts';
import type { BotMessage } from '../../../bot/mentoring/chat/chat.ts';
import type { MeetingNews } from '../../../bot/mentoring/meeting/meeting-news.ts';
import { formOf } from '../../../tab/pages/lead/programme-form.ts';
import { steps } from '../../../tab/pages/lead/set-up/steps.ts';
import { seenRows } from '../../../tab/pages/my/seen-rows.ts';
import { startTexts } from '../../../tab/locales/i18n.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

type Side = 'tab' | 'chat';

/** A text that is asked for. */
interface Use {
  readonly file: string;
  /** Whose text it is; what both say is in `common`. */
  readonly side: Side;
  /** `*` stands for a part that is worked out. */
  readonly key: string;
  /** Names given to be filled in. */
  readonly names: readonly string[];
}

/** Every `t(…)` of a file, read as TypeScript reads it. */
function usesIn(file: string, side: Side): readonly Use[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  /** Objects of the file that have a name, the last one where several have the same. */
  const objects = new Map<string, ts.ObjectLiteralExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectLiteralExpression(node.initializer)) {
      objects.set(node.name.getText(), node.initializer);
    }
    if (ts.isCallExpression(node) && /^(texts\.)?t$/.test(node.expression.getText()) && node.arguments[0]) {
      const [key, given] = node.arguments;
      const values = given && ts.isIdentifier(given) ? objects.get(given.text) : given;
      const names = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
      for (const one of keysOf(key))
        uses.push({ file, side, key: one, names: names.map((name) => name.name?.getText() ?? '') });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** The keys that an expression may be: a text, a template, or one of two. */
function keysOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map((span) => `*${span.literal.text}`).join('')];
  }
  throw new Error(`${node.getSourceFile().fileName}: cannot tell which text ${node.getText()} is`);
}

/** All names of a union; the compiler sees to it that none is missing. */
const all = <Name extends string>(names: Record<Name, true>) => Object.keys(names) as Name[];
const roles = contract.Role.options;
/** What a lead does with somebody in the list of people. */
const peopleDeeds = [...roles, 'remove'];
const deeds = ['nudge', 'book', 'pause', 'resume', 'end'];
const responses = contract.Meeting.shape.response.unwrap().shape.response.options;
const bookingProblems = contract.BookingProblem.options;
/** What is asked of somebody on a meeting's own page. */
const turns = ['agenda', 'summary', 'mend', 'verdict'];
const whoTalked = contract.CheckInInput.shape.whoTalked.unwrap().options;

/** What the worked-out part of a key may be, by the contract and the types. */
const fills: Readonly<Record<string, readonly string[]>> = {
  'setUp.step.*': steps,
  'setUp.title.*': steps,
  'setUp.state.*': ['saved', 'changed', 'saving', 'refused'],
  'setUp.preview.does.*': ['new', 'already-in'],
  'setUp.preview.effects.*': ['new', 'changes', 'already-in'],
  'setUp.preview.roles.*': [...roles, 'none'],
  'setUp.filter.*': ['role', 'told', 'reach', 'mailbox'],
  'setUp.filter.roles.*': ['any', ...roles, 'none'],
  'setUp.toldState.*': contract.Told.options,
  'setUp.deed.*.menu': peopleDeeds.map((deed) => `${deed}.menu`),
  'setUp.deed.*.title': peopleDeeds.map((deed) => `${deed}.title`),
  'setUp.deed.*.do': peopleDeeds.map((deed) => `${deed}.do`),
  'setUp.deed.*.text': peopleDeeds.map((deed) => `${deed}.text`),
  'setUp.mail.*': ['copied', 'refused'],
  'reasons.*': ['different-department', 'different-profession', 'same-office', 'different-office'],
  'my.partner.*': roles,
  'my.offer.*': roles,
  'my.times.state.*': ['moved', 'clashes'],
  'my.meetings.state.*': contract.Meeting.shape.state.exclude(['planned']).options,
  'my.meetings.response.*.*': ['mine', 'theirs'].flatMap((whose) =>
    responses.map((response) => `${whose}.${response}`),
  ),
  'my.meetings.pending.*': contract.Meeting.shape.pending.unwrap().options,
  'my.meetings.problem.*': contract.OrderProblem.options,
  'my.changeProblem.*': bookingProblems,
  'my.talkedMine.*': whoTalked,
  'my.talkedTheirs.*': whoTalked,
  'my.waiting.*': ['mentor-answer', 'signatures'],
  'agenda.addIdea.*': roles,
  'connection.*': ['offline', 'signedOut'],
  'seen.what.*': seenRows,
  'seen.who.*': seenRows,
  'together.ask.title.*': turns,
  'together.ask.text.*': turns,
  'together.ask.do.*': turns,
  'together.meetings.*': ['soon', 'later'],
  'together.summaries.title.*': roles,
  'together.summaries.next.*': roles,
  'together.summaries.notWritten.*': roles,
  'together.summaries.correction.*': roles,
  'together.summaries.state.*': contract.Summary.shape.state.options,
  'together.answers.*': ['shared', 'unshared'],
  'checkIn.questions.*': contract.CheckInInput.omit({ words: true, areWordsShared: true }).keyof().options,
  'checkIn.choices.tookPlace.*': contract.CheckInInput.shape.tookPlace.options,
  'checkIn.choices.whoTalked.*': whoTalked,
  'checkIn.choices.spokeOpenly.*': contract.CheckInInput.shape.spokeOpenly.unwrap().options,
  'checkIn.choices.menteesAgenda.*': contract.CheckInInput.shape.menteesAgenda.unwrap().options,
  'checkIn.choices.summedUp.*': contract.CheckInInput.shape.summedUp.unwrap().options,
  'gap.mine.*': whoTalked,
  'gap.theirs.*': whoTalked,
  'summary.state.*': contract.Summary.shape.state.options,
  'summary.verdicts.*': contract.Verdict.options,
  'commitments.stands.*': contract.Commitment.shape.state.options,
  'offerTitle.*': roles,
  'offered.*': roles,
  'accepted.*': ['mentor-answer', 'signatures'],
  'agreement.cadences.*': contract.Cadence.options,
  'myPairing.participation.*': roles,
  'myPairing.title.*': roles,
  'myPairing.waits.*': ['answer', 'signature'],
  'signUp.closed.*': all<Extract<BotMessage, { kind: 'sign-up-closed' }>['why']>({
    'none-open': true,
    over: true,
    closed: true,
    unknown: true,
  }),
  'signUp.enrolled.*': roles,
  'signUp.news.*': all<Extract<BotMessage, { kind: 'signed-up' }>['news']>({
    enrolled: true,
    changed: true,
    same: true,
  }),
  'signUp.problems.*': all<SignUpProblem>({
    'no-role': true,
    'role-fixed': true,
    'no-topic': true,
    'too-many-topics': true,
    'topic-gone': true,
    'no-language': true,
    'too-much-room': true,
  }),
  'signUp.roleStays.*': roles,
  'signUp.roles.*': roles,
  'signUpPage.roles.*': roles,
  'signUpPage.rolesMean.*': roles,
  'signUpPage.topics.*': roles,
  'standing.words.*': allWords,
  'meetingTimes.*': ['cancelled', 'declined'],
  'meetings.standing.*': ['under-way', 'failed'],
  'meetingNews.*': all<MeetingNews>({
    'deleted-in-outlook': true,
    paused: true,
    resumed: true,
    ended: true,
    'ended-nameless': true,
    'change-refused': true,
    'meeting-refused': true,
    'no-new-time': true,
  }),
  'my.help.asked.*.*': contract.Helper.options.flatMap((whom) =>
    contract.HelpState.options.map((state) => `${whom}.${state}`),
  ),
  'helpWanted.choices.*': contract.HelpWish.options,
  'attention.wants.*': contract.HelpWish.options,
  'attention.why.*': contract.Unreached.options,
  'getHelp.wants.*': ['talk', 'way-out'],
  'getHelp.state.*': ['seen', 'done'],
  'noLongerOpen.*': all<Extract<BotMessage, { kind: 'no-longer-open' }>['reason']>({
    'already-done': true,
    'not-yours': true,
    closed: true,
    'not-now': true,
    'no-longer-free': true,
    'no-times': true,
    unreadable: true,
    'day-passed': true,
    'written-anew': true,
  }),
  'anotherRound.*': ['not-now', 'no'],
  'anotherRound.yes.*': roles,
  'anotherRound.saidYes.*': roles,
  'anotherRound.said.*': ['not-now', 'no'],
  'closing.*': ['pairings', 'people', 'meetings', 'agendas', 'commitmentsMade', 'commitmentsClosed'],
  'closing.round.*': roles,
  'insight.keys.*': Figure.shape.key.options,
  'insight.asks.*': Figure.shape.key.options,
  'insight.sides.*': roles,
  'insight.people.*': roles,
  'insight.bound.*': Figure.shape.shares.element.shape.bound.options,
  'insight.talked.*': ['mostly-mentee', 'balanced', 'mostly-mentor'],
  'insight.meetings.*': ['held', 'withAgenda', 'planned'],
  'openQuestions.*': all<QuestionGroup>({
    ai: true,
    data: true,
    careers: true,
    inclusion: true,
    hybrid: true,
    social: true,
    customers: true,
    sustainability: true,
    leadership: true,
    wellbeing: true,
    any: true,
  }),
  'agenda.problem.*': all<PickProblem>({ nothing: true, 'too-much': true }),
  'agenda.standing.*.*': ['published', 'not-published'].flatMap((standing) =>
    roles.map((role) => `${standing}.${role}`),
  ),
  'choices.topics.*': roles,
  'choices.capacity.*': roles,
  'choices.*': ['prefersOffice', 'prefersProfession', 'wishes', 'exclusions'],
  'choices.*Is.*': ['prefersOffice', 'prefersProfession'].flatMap((field) =>
    contract.Participation.shape.prefersOffice.unwrap().options.map((one) => `${field}Is.${one}`),
  ),
  'choices.*Hint': ['wishesHint', 'exclusionsHint'],
  'objectives.*': contract.Objective.options,
  'objectiveHints.*': contract.Objective.options,
  'agenda.label.*': roles,
  'agenda.add.*': roles,
  'agenda.ideas.*': roles,
  'agenda.state.*': contract.AgendaItem.shape.state.options,
  'agenda.heard.verdict.*': contract.Verdict.options,
  'agenda.will.state.*': contract.Commitment.shape.state.options,
  'agenda.will.answer.*': contract.CommitmentInput.shape.answer.exclude(['still-on-it']).options,
  'lead.sections.*': ['set-up', 'people', 'matching', 'pairings', 'attention', 'history'],
  'pairings.states.*': contract.PairingState.options,
  'pairings.healths.*': contract.Health.options,
  'pairings.reasons.*': contract.HealthReason.options,
  'pairings.awaited.*': Awaited.options,
  'pairings.reaches.*': ['reached', 'unreached'],
  'pairings.orders.*': PairingOrder.options,
  'pairings.meetingStates.*': ['planned', 'open', 'held', 'cancelled'],
  'pairings.bulk.deeds.*': deeds,
  'pairings.bulk.doing.*': deeds,
  'pairings.bulk.titles.*': deeds.filter((one) => one !== 'pause'),
  'pairings.bulk.buttons.*': deeds.filter((one) => one !== 'pause'),
  'pairings.bulk.texts.*': deeds.filter((one) => one !== 'pause'),
  'pairings.bulk.results.*': BulkResult.exclude(['done']).options,
  'history.kinds.*': ActKind.options,
  'history.settings.*': Object.keys(contract.ProgrammeInput.shape),
  'repeats.month.*': ['1', '2', '3', '4', 'last'],
  'cadences.*': contract.Cadence.options,
  'lead.*': Object.keys(formOf(null, '2027-01-01T00:00:00Z')),
  'lead.roles.*': [...roles, 'none'],
  'lead.role.*': roles,
  'lead.importFailed.*': [...contract.ImportRun.shape.failure.unwrap().options, 'given-up'],
  'lead.mailbox.*': contract.ProgrammePerson.shape.mailbox.options,
  'lead.organizers.*': contract.BookingRules.shape.organizer.options,
  'lead.replace.title.*': roles,
  'lead.replace.who.*': roles,
  'lead.departments.*': contract.Rules.shape.department.options,
  'lead.yesOrNo.*': ['yes', 'no'],
  'lead.weightHints.*': contract.Weights.keyof().options,
  'matching.parts.*': contract.Weights.keyof().options,
  'matching.unsaid.*': contract.Weights.keyof().options,
  'matching.provenMeans.*': contract.Objective.options,
  'matching.phase.*': contract.Round.shape.phase.options,
  'matching.views.*': ['proposals', 'leftOut', 'decisions', 'rounds'],
  'matching.standing.*': ['locked', 'forbidden'],
  'matching.orders.*': ['best-first', 'weakest-first'],
  'matching.keys.*': ['move', 'details', 'lock', 'forbid', 'whyNot', 'swap', 'stop', 'buttons', 'help'],
  'matching.bars.*': contract.Bar.options,
  'matching.problem.*': all<contract.RoundProblem['reason']>({
    'nobody-possible': true,
    'no-mentors': true,
    'no-mentees': true,
    'not-proven': true,
    'changed-meanwhile': true,
    'locked-pair-barred': true,
    'locked-person-missing': true,
    'locked-beyond-capacity': true,
  }),
  'matching.toDo.*': ['no-mentors', 'no-mentees', 'not-proven', 'changed-meanwhile'],
  'matching.ruleAt.*': contract.HardRule.options,
  'matching.rule.*': contract.ObstacleRule.options,
  'matching.helps.*': contract.ObstacleRule.options,
  'matching.asRole.*': roles,
  'matching.leftOut.*': contract.Unplaced.shape.reason.exclude(['others-fit-better']).options,
  'matching.decided.*': contract.DecisionKind.options,
  'matching.roundState.*': contract.Round.shape.state.options,
  'matching.replayed.*': ['same', 'otherResult', 'otherInput'],
  'lead.bookingProblem.*': bookingProblems,
  // An active pairing has its series, whose state is shown in its place.
  'lead.state.*': [
    ...contract.LeadWaitingFor.exclude(['nothing']).options,
    ...contract.SeriesSummary.shape.state.options,
    'declined',
    'closed',
    'paused',
  ],
};

const filesOf = { tab: 'tab/**/*.{ts,tsx}', chat: 'bot/microsoft/teams/**/*.ts' } as const satisfies Record<
  Side,
  string
>;
const sides = ['tab', 'chat'] as const satisfies readonly Side[];
const uses = sides.flatMap((side) =>
  globSync(filesOf[side], { cwd: root, exclude: ['tab/dist/**'] }).flatMap((file) => usesIn(file, side)),
);
const plural = /_(zero|one|two|few|many|other)$/;
const singular = (key: string) => key.replace(plural, '');

/** What the lead's desk says is said by the tab. */
const sideOf = (name: FileName) => (name === 'desk' ? 'tab' : name);
const fileNames = ['common', ...sides, 'desk'] as const;
type FileName = (typeof fileNames)[number];
/** A message file. */
interface MessageFile {
  readonly language: string;
  readonly name: FileName;
  /** As the repository names it. */
  readonly path: string;
  /** Its texts by their whole keys; a list is one text, with its sentences on a line each. */
  readonly texts: ReadonlyMap<string, string>;
}

function messageFile(language: string, name: FileName): MessageFile {
  const path = `bot/locales/${language}/${name}.json`;
  const texts = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(key, value);
    else if (Array.isArray(value)) texts.set(key, value.join('\n'));
    else
      for (const [below, inner] of Object.entries(value as object)) add(key === '' ? below : `${key}.${below}`, inner);
  };
  add('', JSON.parse(readFileSync(join(root, path), 'utf8')));
  return { language, name, path, texts };
}

const files = languages.flatMap((language) => fileNames.map((name) => messageFile(language, name)));
const english = (name: FileName): ReadonlyMap<string, string> => messageFile('en', name).texts;
/** All English texts that one side can say. */
const sayable = {
  tab: [...english('common'), ...english('tab'), ...english('desk')],
  chat: [...english('common'), ...english('chat')],
};
/** Whole keys of a use. Where texts are asked for together, all that stand below. */
const wholeKeys = ({ key, side, names }: Use): readonly string[] => {
  if (key.includes('*')) return (fills[key] ?? []).map((fill) => key.replace(/\*.*$/, fill));
  const below = names.includes('returnObjects') ? sayable[side].filter(([one]) => one.startsWith(`${key}.`)) : [];
  return below.length > 0 ? below.map(([one]) => one) : [key];
};
const today = Temporal.PlainDate.from('2027-02-01');
const placeholdersIn = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted();

describe('the messages', () => {
  it('are asked for by the tab and by the bot', () => {
    for (const side of sides) expect(uses.filter((use) => use.side === side).length).toBeGreaterThan(60);
  });

  it('have for every worked-out key a list here of what it may be', () => {
    const patterns = new Set(uses.map(({ key }) => key).filter((key) => key.includes('*')));
    expect([...patterns].toSorted()).toEqual(Object.keys(fills).toSorted());
  });

  it('are all there', () => {
    const missing = uses.flatMap((use) =>
      wholeKeys(use)
        .filter((key) => !sayable[use.side].some(([one]) => singular(one) === key))
        .map((key) => `${use.file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(fileNames)('are all used: %s', (name) => {
    const used = new Set(uses.filter(({ side }) => name === 'common' || side === sideOf(name)).flatMap(wholeKeys));
    const unused = [...english(name).keys()].map(singular).filter((key) => !used.has(key));
    expect(unused.map((key) => `bot/locales/en/${name}.json: ${key}`)).toEqual([]);
  });

  it('have one home each: no file begins with a word of another that is said beside it', () => {
    const heads = (name: FileName) =>
      new Set([...english(name).keys()].map((key) => singular(key.split('.')[0] ?? '')));
    for (const side of sides) expect([...heads('common')].filter((head) => heads(side).has(head))).toEqual([]);
  });

  it('are given everything that they name', () => {
    const wrong = uses.flatMap((use) =>
      wholeKeys(use).flatMap((key) => {
        const texts = sayable[use.side].filter(([one]) => singular(one) === key);
        const named = texts.flatMap(([, text]) => placeholdersIn(text).map((name) => name.slice(2, -2)));
        return named.filter((name) => !use.names.includes(name)).map((name) => `${use.file}: ${key} lacks ${name}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('that are counted are given a count', () => {
    const counted = (use: Use, key: string) =>
      sayable[use.side].some(([one]) => plural.test(one) && singular(one) === key) && !use.names.includes('count');
    const wrong = uses.flatMap((use) => wholeKeys(use).filter((key) => counted(use, key)));
    expect(wrong).toEqual([]);
  });
});

describe.each(files)('$path', ({ language, name, path, texts }) => {
  const there = english(name);
  const inEnglish = (key: string): string => there.get(key) ?? there.get(`${singular(key)}_other`) ?? '';

  it('has every text that English has, and no other', () => {
    const [here, wanted] = [texts, there].map((one) => new Set([...one.keys()].map(singular)));
    const missing = [...(wanted ?? [])].filter((key) => here?.has(key) !== true);
    const needless = [...(here ?? [])].filter((key) => wanted?.has(key) !== true);
    expect({ missing: missing.map((key) => `${path}: ${key}`), needless }).toEqual({ missing: [], needless: [] });
  });

  it('has every plural form that the language needs', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = new Set([...there.keys()].filter((key) => plural.test(key)).map(singular));
    const wanted = [...counted].flatMap((key) => forms.map((form) => `${key}_${form}`));
    expect([...texts.keys()].filter((key) => plural.test(key)).toSorted()).toEqual(wanted.toSorted());
  });

  it('names in each text what the English one names', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const [here, there] = [placeholdersIn(text), placeholdersIn(inEnglish(key))];
      // One and two of something may be said in words.
      const isInWords = /_(zero|one|two)$/.test(key);
      const counts = (one: string) => isInWords && one === '{{count}}';
      return String(here.filter((one) => !counts(one))) !== String(there.filter((one) => !counts(one)));
    });
    expect(wrong.map(([key, text]) => `${path}: ${key}: ${text}`)).toEqual([]);
  });

  it('has lists of the same length, and the same marks for what stands out', () => {
    const shape = (text: string) => `${text.split('\n').length} ${text.split('**').length}`;
    expect([...texts].filter(([key, text]) => shape(text) !== shape(inEnglish(key)))).toEqual([]);
  });

  it('is translated: no sentence is the English one', () => {
    const wordsIn = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '').match(/\p{L}+/gu)?.length ?? 0;
    const same = [...texts].filter(([key, text]) => text === inEnglish(key) && wordsIn(text) > 2);
    expect(language === 'en' ? [] : same.map(([key]) => `${path}: ${key}`)).toEqual([]);
  });

  it('names in quotes what the bot understands as the same wish as what English names there', () => {
    const kinds = (text: string) =>
      [...text.matchAll(/[“„«]([^”“»]+)[”“»]/g)].map(([, said = '']) => readWish(said, today)?.kind);
    const wrong = [...texts].filter(([key, text]) => String(kinds(text)) !== String(kinds(inEnglish(key))));
    expect(name === 'chat' ? wrong : []).toEqual([]);
    expect(kinds(texts.get('help') ?? '')).not.toContain(undefined);
  });

  it('is plain: no exclamation mark, nothing left empty but what is never shown', () => {
    const empty = [...texts].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual(name === 'desk' ? ['lead.mailbox.readable'] : []);
    expect([...texts].filter(([, text]) => /[!¡]/.test(text))).toEqual([]);
  });
});

describe('the languages', () => {
  it('have a folder each, and no other has', () => {
    const entries = readdirSync(join(root, 'bot/locales'), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(folders.toSorted()).toEqual(languages.toSorted());
    for (const folder of folders) {
      const inside = readdirSync(join(root, 'bot/locales', folder));
      expect(inside.toSorted()).toEqual(fileNames.map((name) => `${name}.json`).toSorted());
    }
  });

  it.each(['xx', 'zh-CN', '', 'nonsense', null])('are English where a language is not spoken here: %j', (locale) => {
    expect(languageOf(locale)).toBe('en');
  });

  it.each(languages)('are known whatever the region and however it is written: %s', (language) => {
    for (const locale of [
      language,
      `${language}-XY`,
      `${language}_xy`,
      language.toUpperCase(),
      `${language}-Latn-XY`,
    ]) {
      expect(languageOf(locale)).toBe(language);
    }
  });

  it.each(languages)(
    'are spoken by the tab and by the bot, with what was typed left as it is: %s',
    async (language) => {
      const texts = await startTexts(`${language}-XY`);
      const name = 'A & B <b> $t(help) $1';
      const names = { mentee: name, mentor: 'Priya Rao' };
      expect(texts.t('agreement.title', names)).toContain(name);
      expect(chatIn(language)('agreement.title', names)).toBe(texts.t('agreement.title', names));
      expect(texts.t('agreement.title', names)).toBe(
        messageFile(language, 'common')
          .texts.get('agreement.title')
          ?.replace('{{mentee}}', () => name)
          .replace('{{mentor}}', 'Priya Rao'),
      );
    },
  );
});
