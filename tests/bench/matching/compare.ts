import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PairTable } from '../../../bot/mentoring/matching/engine/pair-table.ts';
import type { MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import { competitors } from './competitors.ts';
import { plainFit, sidesOf, worthOf, writeFitTable, type FitOf, type Worth } from './fit-table.ts';
import {
  engineCommand,
  measure,
  measureOnce,
  npmCommand,
  scipyCommand,
  type Command,
  type Measured,
  type Scipy,
} from './measure.ts';
import { makeOrganisation } from './organisation.ts';
import type { Task } from './run-engine.ts';

/** Pairs looked up in the rules as they are written down, to see that the table says the same. */
const checkedPairs = 4_000;
/** How long this engine and scipy are waited for, whatever the limit: they are measured against each other. */
const yardstickSeconds = 1_200;

export interface Contender {
  readonly name: string;
  /** `skipped`: it was over the limit or failed with fewer people. */
  readonly measured: Measured<Worth> | { readonly kind: 'skipped' };
}

export interface Comparison {
  /** People on each side. */
  readonly size: number;
  /** Share of pairs that a rule bars. */
  readonly barred: number;
  readonly ours: Contender;
  readonly others: readonly Contender[];
}

export interface CompareOptions {
  readonly size: number;
  readonly seed: number;
  /** Where the table may be written. */
  readonly folder: string;
  readonly scipy: Scipy | null;
  /** How long the others are waited for. */
  readonly limitSeconds: number;
  /** Names of those that need not be tried any more. */
  readonly hopeless: ReadonlySet<string>;
  /** Short runs are measured several times unless this is true. */
  readonly once: boolean;
}

const Answer = z.object({ columns: z.array(z.int()) });

/**
 * Measures this engine and all others on one organisation in which everybody has room for one pairing: each in a process
 * of its own, from the same fits.
 */
export async function compareAt({ size, seed, folder, ...options }: CompareOptions): Promise<Comparison> {
  const organisation = { mentees: size, mentors: size, seed, capacities: false };
  const table = join(folder, `fits-${size}`);
  const input = makeOrganisation(organisation);
  const barred = writeFitTable(table, size, checkedFit(input, size)) / size ** 2;

  const run = async (name: string, command: Command, limit = options.limitSeconds): Promise<Contender> => {
    if (options.hopeless.has(name)) return { name, measured: { kind: 'skipped' } };
    const measured = await (options.once ? measureOnce : measure)(command, Answer, limit);
    if (measured.kind !== 'done') return { name, measured };
    return { name, measured: { ...measured, answer: worthOf(table, size, measured.answer.columns) } };
  };
  const task: Task = { from: { kind: 'made-up', ...organisation }, keepIn: null, after: null, warm: false, threads: 1 };
  const ours = await run('this engine', engineCommand(task), yardstickSeconds);
  const others: Contender[] = [];
  if (options.scipy) {
    const { python, version } = options.scipy;
    others.push(await run(`scipy ${version}`, scipyCommand(python, table, size), yardstickSeconds));
  }
  for (const { name } of competitors) others.push(await run(name, npmCommand(name, table, size)));
  await rm(table);
  return { size, barred, ours, others };
}

/** The engine's own fits, since the plain rules are too slow for millions of pairs; some are looked up in those too. */
function checkedFit(input: MatchingInput, size: number): FitOf {
  const { mentees, mentors } = sidesOf(input);
  const table = new PairTable(input, mentees, mentors);
  const plain = plainFit(input);
  const step = Math.max(1, Math.floor(size ** 2 / checkedPairs));
  for (let pair = 0; pair < size ** 2; pair += step) {
    const [mentee, mentor] = [Math.floor(pair / size), pair % size];
    const [expected, found] = [plain(mentee, mentor), table.fit(mentee, mentor)];
    if (Math.max(-1, found) !== expected) {
      throw new Error(`the fit of mentee ${mentee} and mentor ${mentor} is ${expected}, the engine says ${found}`);
    }
  }
  return (mentee, mentor) => table.fit(mentee, mentor);
}
