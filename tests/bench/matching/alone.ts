import { join } from 'node:path';
import { z } from 'zod';
import { engineCommand, measure, measureOnce, type Measured } from './measure.ts';
import type { Task } from './run-engine.ts';

/** What a run proved. A result that cannot be proven is an error and comes to nothing here. */
const Proven = z.object({
  totals: z.object({ placed: z.int(), pairings: z.int(), totalFit: z.int() }),
});
export type Run = Measured<z.infer<typeof Proven>>;

/** No run of this engine alone is waited for longer. */
const limitSeconds = 900;

/** As the server would on a small machine. */
const cores = 2;

function task(from: Task['from'], more: Partial<Task> = {}): Task {
  return { from, keepIn: null, after: null, warm: false, threads: cores, ...more };
}

/** A run in which mentors have room for 1 … 5 and mentees for 1 … 3. */
export async function withCapacities(size: number, seed: number): Promise<Run> {
  return measure(engineCommand(task(made(size, seed))), Proven, limitSeconds);
}

export interface AfterLock {
  readonly first: Run;
  /** Again, from the first result, with one couple locked that was not in it. */
  readonly warm: Run;
  /** The same with nothing to begin from: its totals must be those of `warm`. */
  readonly cold: Run;
}

/** How long it takes after the lead has locked one couple. */
export async function afterLock(size: number, seed: number, folder: string): Promise<AfterLock> {
  const kept = join(folder, `result-${size}`);
  const from = made(size, seed);
  const first = await measureOnce(engineCommand(task(from, { keepIn: kept })), Proven, limitSeconds);
  // Nothing was kept to begin from.
  if (first.kind !== 'done') return { first, warm: first, cold: first };
  const warm = await measure(engineCommand(task(from, { after: kept, warm: true })), Proven, limitSeconds);
  const cold = await measureOnce(engineCommand(task(from, { after: kept })), Proven, limitSeconds);
  return { first, warm, cold };
}

/** A run of the organisation in an import file. */
export async function ofPeople(path: string): Promise<Run> {
  return measure(engineCommand(task({ kind: 'file', path }, { threads: 1 })), Proven, limitSeconds);
}

function made(size: number, seed: number): Task['from'] {
  return { kind: 'made-up', mentees: size, mentors: size, seed, capacities: true };
}
