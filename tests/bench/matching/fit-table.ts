import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { fitOf, fullPoints } from '../../../bot/mentoring/matching/fit.ts';
import type { MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import { pairRules } from '../../../bot/mentoring/matching/rules.ts';

/** Stands in a fit table where a rule bars. */
export const barred = -1;

/** Fit of a mentee and a mentor, by their places among the input's mentees and mentors; negative where a rule bars. */
export type FitOf = (mentee: number, mentor: number) => number;

/** The mentees and mentors of an input in its order: the rows and columns of its fit table. */
export function sidesOf({ candidates }: MatchingInput) {
  return {
    mentees: candidates.filter(({ role }) => role === 'mentee'),
    mentors: candidates.filter(({ role }) => role === 'mentor'),
  };
}

/** The fit by the rules as they are written down, one pair at a time: slow, and built on nothing of the engine. */
export function plainFit(input: MatchingInput): FitOf {
  const { mentees, mentors } = sidesOf(input);
  const { rules, weights } = input.settings;
  const points = fullPoints(weights, rules);
  const judge = pairRules(input);
  return (row, column) => {
    const [mentee, mentor] = [mentees[row], mentors[column]];
    if (!mentee || !mentor) throw new RangeError(`no pair ${row}, ${column}`);
    const minutes = judge.minutesOf(mentee, mentor);
    if (minutes === null || judge.barsOf(mentee, mentor).length > 0) return barred;
    return fitOf(mentee, mentor, { points, rules, minutes }).fit;
  };
}

/** Writes every fit of a square table to a file, row by row, two bytes each, lowest first; answers how many are barred. */
export function writeFitTable(path: string, size: number, fit: FitOf): number {
  const file = openSync(path, 'w');
  const row = new Int16Array(size);
  let count = 0;
  for (let mentee = 0; mentee < size; mentee += 1) {
    for (let mentor = 0; mentor < size; mentor += 1) {
      const value = fit(mentee, mentor);
      row[mentor] = value < 0 ? barred : value;
      if (value < 0) count += 1;
    }
    writeSync(file, row);
  }
  closeSync(file);
  return count;
}

/** The rows of a table, one after the other in the same memory. */
export function* fitRows(path: string, size: number): Generator<Int16Array> {
  const file = openSync(path, 'r');
  const row = new Int16Array(size);
  for (let mentee = 0; mentee < size; mentee += 1) {
    if (readSync(file, row) !== row.byteLength) throw new Error(`${path} ends in row ${mentee} of ${size}`);
    yield row;
  }
  closeSync(file);
}

/** What an assignment is worth. */
export interface Worth {
  readonly pairings: number;
  readonly totalFit: number;
}

/** Counts what a choice of columns, one for each row or -1, is worth. Throws when it takes a column twice. */
export function worthOf(path: string, size: number, columns: readonly number[]): Worth {
  if (columns.length !== size) throw new Error(`${columns.length} answers for ${size} mentees`);
  const taken = new Set<number>();
  let [pairings, totalFit, row] = [0, 0, 0];
  for (const fits of fitRows(path, size)) {
    const column = columns[row] ?? -1;
    const fit = fits[column] ?? barred;
    row += 1;
    if (fit === barred) continue;
    if (taken.has(column)) throw new Error(`mentor ${column} is taken twice`);
    taken.add(column);
    pairings += 1;
    totalFit += fit;
  }
  return { pairings, totalFit };
}
