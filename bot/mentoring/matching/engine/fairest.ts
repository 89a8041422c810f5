import { fullFit } from '../fit.ts';
import type { Problem } from './problem.ts';
import { solve, type Around, type Solution } from './solve.ts';

export interface Fairest {
  /** The greatest total among choices that place as many and have no pair below `minimumFit`. */
  readonly solution: Solution;
  /** The highest fit that all pairs can have while as many are placed. */
  readonly minimumFit: number;
  /** What placing is worth: one for each person, and one more for each earlier round that left them out. */
  readonly placing: number;
  /** The best placing with a minimum one higher, whose prices prove that it is not enough; null when there is no higher. */
  readonly beyond: Solution | null;
}

/** Raises the lowest fit as far as it goes without placing fewer, then takes the greatest total. */
export function fairest(problem: Problem, byTotal: Solution, around: Around = {}): Fairest {
  const { helpers = [], onProgress = () => undefined } = around;
  const { table, mentees, mentors, scale } = problem;
  const units = { ...problem, mentees: inUnits(mentees, scale), mentors: inUnits(mentors, scale), scale: 1 };
  const placingOf = ({ pairs }: Solution) => {
    const [ones, others] = [new Set(pairs.map(([mentee]) => mentee)), new Set(pairs.map(([, mentor]) => mentor))];
    const sum = (people: ReadonlySet<number>, bonus: Float64Array) =>
      [...people].reduce((all, one) => all + (bonus[one] ?? 0), 0);
    return sum(ones, units.mentees.bonus) + sum(others, units.mentors.bonus);
  };
  const placing = placingOf(byTotal);
  // As many are placed with the lowest fit of the best total; beyond the full fit there is none.
  let low = byTotal.pairs.reduce((least, [mentee, mentor]) => Math.min(least, table.fit(mentee, mentor)), fullFit);
  let high = fullFit + 1;
  let beyond: Solution | null = null;
  for (let step = 0; high - low > 1; step += 1) {
    onProgress(step / 12);
    const middle = (low + high) >> 1;
    const tried = solve(units, { values: 'placing', minimumFit: middle }, null, { helpers });
    if (placingOf(tried) >= placing) low = middle;
    else {
      high = middle;
      beyond = tried;
    }
  }
  const solution = solve(problem, { values: 'fit', minimumFit: low }, null, { helpers });
  onProgress(1);
  return { solution, minimumFit: low, placing, beyond };
}

function inUnits(side: Problem['mentees'], scale: number): Problem['mentees'] {
  return { ...side, bonus: side.bonus.map((bonus) => bonus / scale) };
}
