import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runEngine } from '../../../../bot/mentoring/matching/engine/run.ts';
import {
  obstacleRules,
  type Bar,
  type Candidate,
  type MatchingInput,
  type MatchingProblem,
  type Obstacle,
  type ObstacleRule,
} from '../../../../bot/mentoring/matching/matching.ts';
import { organisations, peopleOf, person } from './organisations.ts';
import { couplesOf, possiblePairs, rulesOf } from './plain.ts';
import { both, junior, organisationOf, senior } from './two-people.ts';
import { runs } from '../../../support/runs.ts';

/** What is told to be in the way of two people: a language that is not known is told apart from one that is not shared. */
function obstaclesBetween(bars: readonly Bar[], ...two: readonly Candidate[]): readonly ObstacleRule[] {
  const isUnknown = two.some(({ languages }) => languages.length === 0);
  return bars
    .filter((bar) => bar !== 'private')
    .map((bar) => (bar === 'common-language' && isUnknown ? 'language-unknown' : bar));
}

/** Counts of couples by what is in their way, the one whose relaxing would help most first. */
function obstaclesOf(told: readonly (readonly ObstacleRule[])[]): readonly Obstacle[] {
  return obstacleRules
    .map((rule) => ({
      rule,
      bars: told.filter((bars) => bars.includes(rule)).length,
      barsAlone: told.filter((bars) => bars.length === 1 && bars[0] === rule).length,
    }))
    .filter(({ bars }) => bars > 0)
    .toSorted((a, b) => b.barsAlone - a.barsAlone || b.bars - a.bars);
}

function problemOf(input: MatchingInput): MatchingProblem | null {
  const outcome = runEngine(input);
  return outcome.ok ? null : outcome.problem;
}

describe('what is said of people without a pairing', () => {
  it('is what counting the rules in the way of each of the others comes to, private reasons left out', () => {
    let explained = 0;
    fc.assert(
      fc.property(organisations({ least: 2, most: 15 }, { least: 2, most: 10 }), (input) => {
        const outcome = runEngine(input);
        if (!outcome.ok) return;
        const people = peopleOf(input);
        const rules = rulesOf(input);
        for (const unplaced of outcome.result.unplaced) {
          const one = person(people, unplaced.personId);
          const others = input.candidates.filter(({ role }) => role !== one.role);
          const bars = others.map((other) =>
            one.role === 'mentee' ? rules.barsOf(one, other) : rules.barsOf(other, one),
          );
          const told = bars.map((list, index) => obstaclesBetween(list, one, ...others.slice(index, index + 1)));
          const possiblePartners = told.filter((list) => list.length === 0).length;
          // Whoever's calendar cannot be read is told that, whatever else may be in the way.
          const obstacles =
            one.workingHours === null
              ? [{ rule: 'calendar-unreadable', bars: others.length, barsAlone: 0 }]
              : obstaclesOf(told);
          const reason = possiblePartners > 0 ? 'others-fit-better' : obstacles[0]?.rule;
          expect(unplaced).toEqual({ personId: one.personId, role: one.role, reason, possiblePartners, obstacles });
          explained += 1;
        }
      }),
      { numRuns: runs(150) },
    );
    expect(explained).toBeGreaterThan(runs(200));
  });

  it('is the same whether or not anybody has private reasons', () => {
    fc.assert(
      fc.property(organisations({ least: 2, most: 8 }), (input) => {
        const [private_, open] = [runEngine(input), runEngine(withoutReasons(input))];
        if (!private_.ok || !open.ok) return;
        const said = new Map(open.result.unplaced.map((one) => [one.personId, one]));
        for (const one of private_.result.unplaced) {
          if (said.has(one.personId)) expect(one).toEqual(said.get(one.personId));
        }
      }),
      { numRuns: runs(100) },
    );
  });
});

const withoutReasons = (input: MatchingInput): MatchingInput => ({
  ...input,
  declined: [],
  candidates: input.candidates.map((one) => ({ ...one, exclusions: [] })),
});

describe('why a run gives no proposals', () => {
  it('is the rule that empties the pool, with as many pairs as are possible without it', () => {
    let told = 0;
    fc.assert(
      fc.property(organisations({ least: 1, most: 6 }), (drawn) => {
        const { rules } = drawn.settings;
        const open = { ...withoutReasons(drawn), locked: [] };
        const input = { ...open, settings: { ...open.settings, rules: { ...rules, minimumSeniorityGap: 20 } } };
        const possible = possiblePairs({
          ...open,
          settings: { ...open.settings, rules: { ...rules, minimumSeniorityGap: -100 } },
        });
        const problem = problemOf(input);
        expect(problem).toEqual({
          reason: 'nobody-possible',
          obstacles: possible.length === 0 ? [] : [obstacleOf(input, possible.length)],
        });
        if (possible.length > 0) told += 1;
      }),
      { numRuns: runs(100) },
    );
    expect(told).toBeGreaterThan(runs(50));
  });

  it('names only rules that alone would help, most helpful first', () => {
    fc.assert(
      fc.property(organisations({ least: 1, most: 4 }), (drawn) => {
        const input = { ...drawn, locked: [] };
        const problem = problemOf(input);
        if (problem?.reason !== 'nobody-possible') return;
        const rules = rulesOf(input);
        const obstacles = obstaclesOf(
          couplesOf(input).map(([mentee, mentor]) => obstaclesBetween(rules.barsOf(mentee, mentor), mentee, mentor)),
        );
        expect(problem.obstacles).toEqual(obstacles.filter(({ barsAlone }) => barsAlone > 0));
      }),
      { numRuns: runs(200) },
    );
  });

  const organisation = (candidates: readonly Candidate[], more: Partial<MatchingInput> = {}) =>
    problemOf(organisationOf(candidates, more));

  it('is that nobody of one role takes part', () => {
    expect(organisation([senior])).toEqual({ reason: 'no-mentors' });
    expect(organisation([junior])).toEqual({ reason: 'no-mentees' });
  });

  it('is that no language is known, of everybody or of one, and not that none is shared', () => {
    const unknown = { reason: 'nobody-possible', obstacles: [{ rule: 'language-unknown', bars: 1, barsAlone: 1 }] };
    const silent = { languages: [] };
    expect(
      organisation([
        { ...senior, ...silent },
        { ...junior, ...silent },
      ]),
    ).toEqual(unknown);
    expect(organisation([{ ...senior, ...silent }, junior])).toEqual(unknown);
    expect(organisation([senior, { ...junior, languages: ['cy'] }])).toEqual({
      reason: 'nobody-possible',
      obstacles: [{ rule: 'common-language', bars: 1, barsAlone: 1 }],
    });
  });

  it('is the same where several rules bar everybody, where a private reason does, and where a pairing adds nothing', () => {
    const nothing = { reason: 'nobody-possible', obstacles: [] };
    const apart = { ...senior, seniority: 2, topics: ['music'] };
    expect(organisation([apart, { ...junior, topics: ['data'] }])).toEqual(nothing);
    expect(organisation([{ ...senior, exclusions: ['junior'] }, junior])).toEqual(nothing);
    expect(organisation([senior, junior], { declined: [both] })).toEqual(nothing);
    const { rules, objective } = organisationOf([]).settings;
    const weights = { topics: 0, department: 0, location: 0, seniority: 0, hours: 0, experience: 1, preferences: 0 };
    const placed = [senior, junior].map((one) => ({ ...one, isPlaced: true }));
    expect(organisation(placed, { settings: { rules, objective, weights } })).toEqual(nothing);
  });

  it('is a locked couple that a rule bars now, private reasons too', () => {
    const locked = [both];
    expect(organisation([{ ...senior, seniority: 2 }, junior], { locked })).toEqual({
      reason: 'locked-pair-barred',
      couple: both,
      bar: 'seniority-gap',
    });
    expect(organisation([senior, { ...junior, exclusions: ['senior'] }], { locked })).toEqual({
      reason: 'locked-pair-barred',
      couple: both,
      bar: 'private',
    });
  });

  it('is a locked couple of whom one takes part no more, or in the other role', () => {
    const away = { menteeId: 'senior', mentorId: 'away' };
    expect(organisation([senior, junior], { locked: [away] })).toEqual({
      reason: 'locked-person-missing',
      couple: away,
    });
    const turned = { menteeId: 'junior', mentorId: 'senior' };
    expect(organisation([senior, junior], { locked: [turned] })).toEqual({
      reason: 'locked-person-missing',
      couple: turned,
    });
  });

  it('is that somebody has less room than locked couples', () => {
    const three = [{ ...senior, capacity: 3 }, ...['a', 'b', 'c'].map((personId) => ({ ...junior, personId }))];
    const locked = ['a', 'b', 'c'].map((mentorId) => ({ menteeId: 'senior', mentorId }));
    expect(organisation(three, { locked })).toBe(null);
    expect(organisation([{ ...senior, capacity: 2 }, ...three.slice(1)], { locked })).toEqual({
      reason: 'locked-beyond-capacity',
      personId: 'senior',
      capacity: 2,
    });
  });
});

function obstacleOf(input: MatchingInput, barsAlone: number): Obstacle {
  return { rule: 'seniority-gap', bars: couplesOf(input).length, barsAlone };
}
