import type { Role } from '../../people/person.ts';
import {
  obstacleRules,
  type Candidate,
  type HardRule,
  type Obstacle,
  type ProposedPairing,
  type Unplaced,
} from '../matching.ts';
import { brokenRule, type PairTable } from './pair-table.ts';
import type { Problem } from './problem.ts';

/** Why each person without a pairing has none. */
export function explainUnplaced(problem: Problem, pairings: readonly ProposedPairing[]): readonly Unplaced[] {
  const paired = new Set(pairings.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
  const explain = (role: Role): readonly Unplaced[] => {
    const [own, others] = role === 'mentee' ? [problem.mentees, problem.mentors] : [problem.mentors, problem.mentees];
    return own.people.flatMap((candidate, number) => {
      if (candidate.isPlaced || paired.has(candidate.personId)) return [];
      const tally = new Tally();
      if (candidate.workingHours === null) tally.barAll('calendar-unreadable', others.people.length);
      else {
        for (let other = 0; other < others.people.length; other += 1) {
          const [mentee, mentor] = role === 'mentee' ? [number, other] : [other, number];
          tally.note(obstaclesBetween(problem.table, mentee, mentor));
        }
      }
      const obstacles = tally.obstacles();
      const reason = tally.possible > 0 ? 'others-fit-better' : (obstacles[0]?.rule ?? 'no-partners');
      return [{ personId: candidate.personId, role, reason, possiblePartners: tally.possible, obstacles }];
    });
  };
  return [...explain('mentee'), ...explain('mentor')].toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
}

/** The rules without which pairs would be possible where none is: counts of pairs. */
export function explainPool(problem: Problem): readonly Obstacle[] {
  const { mentees, mentors } = problem;
  const tally = new Tally();
  for (let mentee = 0; mentee < mentees.people.length; mentee += 1) {
    for (let mentor = 0; mentor < mentors.people.length; mentor += 1) {
      tally.note(obstaclesBetween(problem.table, mentee, mentor));
    }
  }
  return tally.obstacles().filter(({ barsAlone }) => barsAlone > 0);
}

const notShared = brokenRule['common-language'];
const notKnown = 2 ** obstacleRules.indexOf('language-unknown');

/** As `PairTable.brokenRules`, with a place in the sum for a language that is not known, behind those of the rules. */
export function obstaclesBetween(table: PairTable, mentee: number, mentor: number): number {
  const broken = table.brokenRules(mentee, mentor);
  if ((broken & notShared) === 0) return broken;
  const isKnown = (one: Candidate | undefined) => one !== undefined && one.languages.length > 0;
  const areKnown = isKnown(table.mentees[mentee]) && isKnown(table.mentors[mentor]);
  return areKnown ? broken : broken - notShared + notKnown;
}

class Tally {
  possible = 0;
  readonly #bars = new Int32Array(obstacleRules.length);
  readonly #barsAlone = new Int32Array(obstacleRules.length);

  note(broken: number): void {
    if (broken === 0) {
      this.possible += 1;
      return;
    }
    for (let rule = 0; rule < obstacleRules.length; rule += 1) {
      if ((broken & (1 << rule)) === 0) continue;
      this.#bars[rule] = (this.#bars[rule] ?? 0) + 1;
      if (broken === 1 << rule) this.#barsAlone[rule] = (this.#barsAlone[rule] ?? 0) + 1;
    }
  }

  /** Notes a rule that bars so many, whatever else may. */
  barAll(rule: HardRule, count: number): void {
    this.#bars[obstacleRules.indexOf(rule)] = count;
  }

  obstacles(): readonly Obstacle[] {
    return obstacleRules
      .map((rule, index) => ({ rule, bars: this.#bars[index] ?? 0, barsAlone: this.#barsAlone[index] ?? 0 }))
      .filter(({ bars }) => bars > 0)
      .toSorted((a, b) => b.barsAlone - a.barsAlone || b.bars - a.bars);
  }
}
