import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import type { Bar, Candidate, MatchingInput } from '../../../../bot/mentoring/matching/matching.ts';
import { coupleKey, pairRules } from '../../../../bot/mentoring/matching/rules.ts';
import { sharedMinutesFinder } from '../../../../bot/mentoring/meeting/shared-hours.ts';
import { defaultRules } from '../../../../bot/mentoring/programme/programme.ts';
import { organisations, peopleOf, person } from './organisations.ts';
import { coupleOf } from './plain.ts';
import { both, junior, organisationOf, senior } from './two-people.ts';
import { runs } from '../../../support/runs.ts';

const lines = (...all: [string, string | null][]) => ({ reportingLines: new Map(all) });
const rules = (more: Partial<MatchingInput['settings']['rules']>) => ({
  settings: { ...organisationOf([]).settings, rules: { ...defaultRules, ...more } },
});
const working = (start: string, end: string) => ({ ...senior.workingHours, start, end }) as Candidate['workingHours'];
const wishBoth = { mentee: { wishes: ['junior'] }, mentor: { wishes: ['senior'] } };

interface Case {
  readonly mentee?: Partial<Candidate>;
  readonly mentor?: Partial<Candidate>;
  readonly more?: Partial<MatchingInput>;
  readonly bars: readonly Bar[];
}
const cases: readonly (readonly [what: string, Case])[] = [
  ['nothing, where nothing is in the way', { bars: [] }],
  ['a gap of too few levels', { mentee: { seniority: 2 }, bars: ['seniority-gap'] }],
  ['no gap that is just enough', { mentee: { seniority: 3 }, bars: [] }],
  ['a manager', { more: lines(['junior', 'senior'], ['senior', null]), bars: ['reporting-line'] }],
  [
    'a manager’s manager',
    { more: lines(['junior', 'between'], ['between', 'senior'], ['senior', null]), bars: ['reporting-line'] },
  ],
  ['a mentor above the mentee', { more: lines(['senior', 'junior'], ['junior', null]), bars: ['reporting-line'] }],
  [
    'a reporting line that runs in a loop',
    { more: lines(['senior', 'a'], ['a', 'b'], ['b', 'a'], ['junior', 'b']), bars: [] },
  ],
  ['a manager in common', { more: lines(['junior', 'boss'], ['senior', 'boss']), bars: ['same-manager'] }],
  [
    'no manager in common where that is allowed',
    { more: { ...lines(['junior', 'boss'], ['senior', 'boss']), ...rules({ allowSameManager: true }) }, bars: [] },
  ],
  ['no manager in common where neither has one', { more: lines(['junior', null], ['senior', null]), bars: [] }],
  [
    'one department where another is required',
    {
      mentee: { department: 'x' },
      mentor: { department: 'x' },
      more: rules({ department: 'require' }),
      bars: ['same-department'],
    },
  ],
  [
    'a department that is not known where another is required',
    { mentee: { department: 'x' }, more: rules({ department: 'require' }), bars: ['same-department'] },
  ],
  [
    'another department where that is required',
    { mentee: { department: 'x' }, mentor: { department: 'y' }, more: rules({ department: 'require' }), bars: [] },
  ],
  ['one department where another is preferred', { mentee: { department: 'x' }, mentor: { department: 'x' }, bars: [] }],
  ['too few topics in common', { mentor: { topics: ['other'] }, bars: ['shared-topics'] }],
  [
    'fewer topics in common than are asked for',
    { mentor: { topics: ['law', 'other'] }, more: rules({ minimumSharedTopics: 2 }), bars: ['shared-topics'] },
  ],
  ['a calendar that cannot be read', { mentor: { workingHours: null }, bars: ['calendar-unreadable'] }],
  ['hours that are too few', { mentor: { workingHours: working('15:01', '23:00') }, bars: ['shared-hours'] }],
  ['hours that are just enough', { mentor: { workingHours: working('15:00', '23:00') }, bars: [] }],
  ['no language in common', { mentor: { languages: ['de', 'fr'] }, bars: ['common-language'] }],
  ['languages that are not known', { mentee: { languages: [] }, bars: ['common-language'] }],
  ['an earlier pairing', { more: { pairedBefore: [both] }, bars: ['paired-before'] }],
  ['an earlier pairing that both wish again', { ...wishBoth, more: { pairedBefore: [both] }, bars: [] }],
  [
    'an earlier pairing that one of them wishes again',
    { mentee: wishBoth.mentee, more: { pairedBefore: [both] }, bars: ['paired-before'] },
  ],
  ['the lead’s word', { more: { forbidden: [both] }, bars: ['forbidden'] }],
  ['the lead’s word against a wish', { ...wishBoth, more: { forbidden: [both] }, bars: ['forbidden'] }],
  ['a mentee who would rather not', { mentee: { exclusions: ['junior'] }, bars: ['private'] }],
  ['a mentor who would rather not', { mentor: { exclusions: ['senior'] }, bars: ['private'] }],
  ['that one declined', { more: { declined: [both] }, bars: ['private'] }],
  [
    'everything at once, in the order of the rules, private reasons last and once',
    {
      mentee: { seniority: 1, department: 'x', topics: [], languages: [], exclusions: ['junior'] },
      mentor: { department: 'x', workingHours: null },
      more: {
        ...lines(['junior', 'senior'], ['senior', 'junior']),
        ...rules({ department: 'require' }),
        pairedBefore: [both],
        declined: [both],
        forbidden: [both],
      },
      bars: [
        'seniority-gap',
        'reporting-line',
        'same-department',
        'shared-topics',
        'calendar-unreadable',
        'common-language',
        'paired-before',
        'forbidden',
        'private',
      ],
    },
  ],
];

describe('the rules', () => {
  it.each(cases)('bar: %s', (_what, { mentee, mentor, more, bars }) => {
    const [one, other] = [
      { ...senior, ...mentee },
      { ...junior, ...mentor },
    ];
    expect(pairRules(organisationOf([one, other], more)).barsOf(one, other)).toEqual(bars);
  });

  it('hold in 1,000 organisations, in which everybody is paired, placed before or told why not, once', () => {
    let pairings = 0;
    fc.assert(
      fc.property(organisations({ least: 10, most: 16 }, { least: 12, most: 24 }), (input) => {
        const outcome = runEngine(input);
        if (!outcome.ok) {
          expect(outcome.problem.reason).toBe('nobody-possible');
          return;
        }
        const { result } = outcome;
        const people = peopleOf(input);
        const check = checks(input);
        const room = new Map(input.candidates.map(({ personId, capacity }) => [personId, capacity]));
        for (const { menteeId, mentorId } of result.pairings) {
          expect(check(person(people, menteeId), person(people, mentorId))).toEqual([]);
          for (const id of [menteeId, mentorId]) room.set(id, (room.get(id) ?? 0) - 1);
        }
        expect(Math.min(...room.values())).toBeGreaterThanOrEqual(0);
        const keys = result.pairings.map(coupleKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(input.locked.map(coupleKey).filter((key) => !keys.includes(key))).toEqual([]);
        const paired = new Set(result.pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
        const left = input.candidates.filter(({ personId, isPlaced }) => !isPlaced && !paired.has(personId));
        expect(result.unplaced.map(({ personId }) => personId)).toEqual(
          left.map(({ personId }) => personId).toSorted(),
        );
        pairings += result.pairings.length;
      }),
      // Making smaller what so many people fail in takes longer than a test may.
      { numRuns: runs(1_000), endOnFailure: true },
    );
    expect(pairings).toBeGreaterThan(runs(5_000));
  });
});

/** What is wrong with a pairing, in words of its own: nothing of `rules.ts` is in it. */
function checks(input: MatchingInput) {
  const { minimumSeniorityGap, minimumSharedTopics, minimumSharedHours, department, allowSameManager } =
    input.settings.rules;
  const shared = sharedMinutesFinder(input.period);
  const managerOf = (id: string) => input.reportingLines.get(id) ?? null;
  const isAbove = (manager: string, id: string) => {
    let at = managerOf(id);
    // Beyond as many steps as there are people a line only goes round.
    for (let step = 0; step < input.reportingLines.size && at !== null && at !== id; step += 1) {
      if (at === manager) return true;
      at = managerOf(at);
    }
    return false;
  };
  return (mentee: Candidate, mentor: Candidate): readonly string[] => {
    const [one, other] = [mentee.personId, mentor.personId];
    const key = coupleKey(coupleOf(mentee, mentor));
    const isIn = (couples: MatchingInput['declined']) => couples.some((couple) => coupleKey(couple) === key);
    const hours = mentee.workingHours && mentor.workingHours && shared(mentee.workingHours, mentor.workingHours);
    const isWishedTwice = mentee.wishes.includes(other) && mentor.wishes.includes(one);
    const manager = managerOf(one);
    const wrong: readonly (readonly [string, boolean])[] = [
      ['the roles', mentee.role !== 'mentee' || mentor.role !== 'mentor'],
      ['the gap', mentor.seniority + minimumSeniorityGap > mentee.seniority],
      ['a reporting line', isAbove(one, other) || isAbove(other, one)],
      ['a manager in common', !allowSameManager && manager !== null && manager === managerOf(other)],
      [
        'the department',
        department === 'require' &&
          (mentee.department === null || mentor.department === null || mentee.department === mentor.department),
      ],
      ['topics', mentee.topics.filter((topic) => mentor.topics.includes(topic)).length < minimumSharedTopics],
      ['hours', hours === null || hours < 60 * minimumSharedHours],
      ['languages', mentee.languages.every((language) => !mentor.languages.includes(language))],
      ['an earlier pairing', isIn(input.pairedBefore) && !isWishedTwice],
      ['the lead’s word', isIn(input.forbidden)],
      ['an exclusion', mentee.exclusions.includes(other) || mentor.exclusions.includes(one)],
      ['a decline', isIn(input.declined)],
    ];
    return wrong.filter(([, isWrong]) => isWrong).map(([what]) => what);
  };
}
