/** @jest-environment node */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import * as contract from '../../bot/http/contract/contract.ts';
import type { BookingProblem, OrderProblem } from '../../bot/mentoring/meeting/meeting.ts';
import type { ImportRun } from '../../bot/mentoring/people/import-run.ts';
import { formOf } from '../../tab/pages/lead/programme-form.ts';
import { startTexts } from '../../tab/locales/i18n.ts';

const tab = fileURLToPath(new URL('../../tab/', import.meta.url));

/** A text that a page asks for. */
interface Use {
  readonly file: string;
  /** `*` stands for a part that is worked out. */
  readonly key: string;
  /** Names given to be filled in. */
  readonly names: readonly string[];
}

/** Every `t(…)` of the tab, read as TypeScript reads it. */
function usesIn(file: string): readonly Use[] {
  const source = ts.createSourceFile(file, readFileSync(join(tab, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  /** Objects of the file that have a name, the last one where several have the same. */
  const objects = new Map<string, ts.ObjectLiteralExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectLiteralExpression(node.initializer)) {
      objects.set(node.name.getText(), node.initializer);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 't' && node.arguments[0]) {
      const [key, given] = node.arguments;
      const values = given && ts.isIdentifier(given) ? objects.get(given.text) : given;
      const names = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
      for (const one of keysOf(key))
        uses.push({ file, key: one, names: names.map((name) => name.name?.getText() ?? '') });
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
const responses = contract.Meeting.shape.response.unwrap().shape.response.options;
const bookingProblems = all<BookingProblem>({
  'mentee-calendar-unreadable': true,
  'mentor-calendar-unreadable': true,
  'no-common-slot': true,
  'programme-over': true,
  'person-left': true,
  'calendar-unavailable': true,
  'refused-by-calendar': true,
  'organizer-missing': true,
  'organizer-denied': true,
  'deleted-in-outlook': true,
  'invitation-missing': true,
});
const whoTalked = contract.CheckInInput.shape.whoTalked.unwrap().options;

/** What the worked-out part of a key may be, by the contract and the types. */
const fills: Readonly<Record<string, readonly string[]>> = {
  'reasons.*': ['different-department', 'different-profession', 'same-office', 'different-office'],
  'my.partner.*': roles,
  'my.offer.*': roles,
  'my.times.state.*': ['moved', 'clashes'],
  'my.meetings.state.*': contract.Meeting.shape.state.exclude(['planned']).options,
  'my.meetings.response.*.*': ['mine', 'theirs'].flatMap((whose) =>
    responses.map((response) => `${whose}.${response}`),
  ),
  'my.meetings.pending.*': contract.Meeting.shape.pending.unwrap().options,
  'my.meetings.problem.*': all<OrderProblem>({
    'crosses-neighbour': true,
    gone: true,
    'refused-by-calendar': true,
    'calendar-unavailable': true,
    'no-free-time': true,
  }),
  'my.changeProblem.*': bookingProblems,
  'my.talkedMine.*': whoTalked,
  'my.talkedTheirs.*': whoTalked,
  'my.waiting.*': ['mentor-answer', 'signatures'],
  'checkIn.*': ['tookPlace', 'whoTalked', 'questions', 'useful'],
  'checkIn.choices.*.*': [
    ...contract.CheckInInput.shape.tookPlace.options.map((one) => `tookPlace.${one}`),
    ...whoTalked.map((one) => `whoTalked.${one}`),
    ...contract.CheckInInput.shape.questions.unwrap().options.map((one) => `questions.${one}`),
    ...[1, 2, 3, 4, 5].map((one) => `useful.${one}`),
  ],
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
  'lead.sections.*': ['setup', 'people', 'matching', 'pairings'],
  'repeats.month.*': ['1', '2', '3', '4', 'last'],
  'lead.cadences.*': contract.Cadence.options,
  'lead.*': Object.keys(formOf(null, '2027-01-01T00:00:00Z')),
  'lead.roles.*': [...roles, 'none'],
  'lead.role.*': roles,
  'lead.importFailed.*': all<NonNullable<ImportRun['failure']>>({
    'group-not-found': true,
    'directory-unavailable': true,
  }),
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

const uses = globSync('**/*.{ts,tsx}', { cwd: tab, exclude: ['dist/**'] }).flatMap(usesIn);
const locales = readdirSync(join(tab, 'locales')).filter((name) => name.endsWith('.json'));
const plural = /_(zero|one|two|few|many|other)$/;

/** The texts of a language by their whole keys; a list is one text. */
function textsOf(locale: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (Array.isArray(value) || typeof value === 'string') found.set(key, String(value));
    else for (const [name, below] of Object.entries(value as object)) add(key === '' ? name : `${key}.${name}`, below);
  };
  add('', JSON.parse(readFileSync(join(tab, 'locales', locale), 'utf8')));
  return found;
}
const singular = (key: string) => key.replace(plural, '');
const english = textsOf('en.json');
const known = new Set([...english.keys()].map(singular));
/** Whole keys of a use. */
const wholeKeys = ({ key }: Use): readonly string[] =>
  key.includes('*') ? (fills[key] ?? []).map((fill) => key.replace(/\*.*$/, fill)) : [key];

describe('the texts of the tab', () => {
  it('are asked for in the pages', () => {
    expect(uses.length).toBeGreaterThan(80);
  });

  it('have for every worked-out key a list here of what it may be', () => {
    const patterns = new Set(uses.map(({ key }) => key).filter((key) => key.includes('*')));
    expect([...patterns].toSorted()).toEqual(Object.keys(fills).toSorted());
  });

  it('are all there', () => {
    const missing = uses.flatMap((use) =>
      wholeKeys(use)
        .filter((key) => !known.has(key))
        .map((key) => `${use.file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set(uses.flatMap(wholeKeys));
    expect([...known].filter((key) => !used.has(key))).toEqual([]);
  });

  it('are given everything that they name', () => {
    const wrong = uses.flatMap((use) =>
      wholeKeys(use).flatMap((key) => {
        const texts = [...english].filter(([one]) => singular(one) === key);
        const named = texts.flatMap(([, text]) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name));
        return named.filter((name) => !use.names.includes(name)).map((name) => `${use.file}: ${key} lacks ${name}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(locales)('have every plural form of the language: %s', (locale) => {
    const texts = textsOf(locale);
    const forms = new Intl.PluralRules(locale.replace('.json', '')).resolvedOptions().pluralCategories;
    const counted = new Set([...texts.keys()].filter((key) => plural.test(key)).map(singular));
    expect(counted.size).toBeGreaterThan(0);
    for (const key of counted) {
      const there = [...texts.keys()].filter((one) => plural.test(one) && singular(one) === key);
      expect(there.toSorted()).toEqual(forms.map((form) => `${key}_${form}`).toSorted());
      for (const use of uses.filter((one) => one.key === key)) expect(use.names).toContain('count');
    }
  });

  it.each(locales)('are the same ones, naming the same, in every language: %s', (locale) => {
    const texts = textsOf(locale);
    expect(new Set([...texts.keys()].map(singular))).toEqual(known);
    const namesIn = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted();
    for (const [key, text] of texts) expect([key, namesIn(text)]).toEqual([key, namesIn(english.get(key) ?? text)]);
  });

  it('are plain: no exclamation mark, nothing left empty but what is never shown', () => {
    const empty = [...english].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual(['lead.mailbox.readable']);
    expect([...english].filter(([, text]) => text.includes('!'))).toEqual([]);
  });

  it.each(['en', 'en-GB', 'de-DE', 'xx'])('are English where a language is not spoken here: %s', async (locale) => {
    const texts = await startTexts(locale);
    expect(texts.t('privateTopics', { count: 1 })).toBe('1 private topic');
    expect(texts.t('privateTopics', { count: 2 })).toBe('2 private topics');
    // React makes text safe by itself.
    expect(texts.t('my.agreementTitle', { name: 'A & B <b>' })).toBe('Your agreement with A & B <b>');
  });
});
