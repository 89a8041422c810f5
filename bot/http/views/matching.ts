import type * as contract from '../contract/contract.ts';
import type { WhatIfAnswer } from '../../mentoring/matching/ask-what-if.ts';
import type { Bar, Couple, Obstacle, ObstacleRule, ProposedPairing } from '../../mentoring/matching/matching.ts';
import type { People, Review } from '../../mentoring/matching/review.ts';
import type { Round } from '../../mentoring/matching/round.ts';
import { present } from '../../mentoring/outcome.ts';
import type { MatchingRules } from '../../mentoring/programme/programme.ts';
import { instant, maybe, personSummary, reasonsFor } from './pairings.ts';

export function round(value: Round, people: People): contract.Round {
  const { id, number, state, requestedBy, phase, progress, settings, seed, inputHash, totals } = value;
  return {
    id,
    number,
    state,
    by: requestedBy.name,
    startedAt: instant(value.startedAt),
    finishedAt: maybe(value.finishedAt),
    publishedAt: maybe(value.publishedAt),
    phase,
    progress,
    ...settings,
    seed,
    inputHash,
    totals,
    problem: problemOf(value, people),
  };
}

function problemOf({ problem, settings }: Round, people: People): contract.RoundProblem | null {
  if (problem === null) return null;
  switch (problem.reason) {
    case 'nobody-possible': {
      const obstacles = problem.obstacles.map((one) => ({ ...one, value: valueOf(one.rule, settings.rules) }));
      return { reason: problem.reason, obstacles };
    }
    case 'locked-pair-barred':
      return { reason: problem.reason, ...names(problem.couple, people), bar: barOf(problem.bar) };
    case 'locked-person-missing':
      return { reason: problem.reason, ...names(problem.couple, people) };
    case 'locked-beyond-capacity':
      return { reason: problem.reason, person: name(problem.personId, people), capacity: problem.capacity };
    default:
      return { reason: problem.reason };
  }
}

/**
 * What a lead is told of the rules between two people. Private exclusions and declines are their author's and the engine's
 * alone: they go unsaid beside a rule, and by themselves read as an earlier pairing does, so that the words tell nobody
 * which of them it is.
 */
function barsOf(bars: readonly Bar[]): contract.Bar[] {
  const rules = bars.filter((bar) => bar !== 'private');
  return (rules.length > 0 ? rules : bars).map(barOf);
}

const barOf = (bar: Bar): contract.Bar => (bar === 'private' || bar === 'paired-before' ? 'not-together' : bar);

/** What a rule is set to, where that is something to turn up or down. */
function valueOf(rule: ObstacleRule, rules: MatchingRules): number | string | null {
  if (rule === 'seniority-gap') return rules.minimumSeniorityGap;
  if (rule === 'shared-topics') return rules.minimumSharedTopics;
  if (rule === 'shared-hours') return rules.minimumSharedHours;
  return rule === 'same-department' ? rules.department : null;
}

const name = (id: string, people: People): contract.PersonSummary =>
  personSummary(present(people.get(id), 'person of a round'));

const names = ({ menteeId, mentorId }: Couple, people: People) => ({
  mentee: name(menteeId, people),
  mentor: name(mentorId, people),
});

const obstacles = (all: readonly Obstacle[]): contract.Obstacle[] => all.map((one) => ({ ...one }));

export function review({ programme, people, ...rest }: Review): contract.MatchingReview {
  return {
    newest: rest.newest && round(rest.newest, people),
    shown: rest.shown && round(rest.shown, people),
    proposals: rest.proposals.map(({ pairing, isLocked, isNew }) => ({
      id: pairing.id,
      ...names(pairing, people),
      fit: pairing.fit,
      parts: { ...present(pairing.parts, 'parts of a proposal') },
      reasons: reasonsFor(pairing, programme.topics, 'others'),
      isLocked,
      isNew,
    })),
    unplaced: rest.unplaced.map((one) => ({
      person: name(one.personId, people),
      role: one.role,
      reason: one.reason,
      possiblePartners: one.possiblePartners,
      obstacles: obstacles(one.obstacles),
    })),
    dissolved: rest.dissolved.map((one) => ({ ...names(one, people), fit: one.fit })),
    decisions: rest.decisions.map(({ decision, isApplied }) => ({
      id: decision.id,
      kind: decision.kind,
      ...names(decision, people),
      by: decision.decidedBy.name,
      at: instant(decision.decidedAt),
      isApplied,
    })),
  };
}

export function whatIf({ programme, whatIf: answer, people: all }: WhatIfAnswer): contract.WhatIf {
  const people = new Map(all.map((person) => [person.id, person]));
  const reasons = (pairing: ProposedPairing) => reasonsFor(pairing, programme.topics, 'others');
  const moved = (pairings: readonly ProposedPairing[]) =>
    pairings.map((one) => ({ ...names(one, people), fit: one.fit }));
  switch (answer.kind) {
    case 'paired':
      return { kind: 'paired', fit: answer.pairing.fit, reasons: reasons(answer.pairing) };
    case 'barred':
      return { kind: 'barred', bars: barsOf(answer.bars) };
    case 'no-room':
      return { kind: 'no-room', person: name(answer.personId, people) };
    case 'possible':
      return {
        kind: 'possible',
        fit: answer.pairing.fit,
        parts: { ...answer.pairing.parts },
        reasons: reasons(answer.pairing),
        placed: answer.placed,
        totalFit: answer.totalFit,
        removed: moved(answer.removed),
        added: moved(answer.added),
      };
  }
}
