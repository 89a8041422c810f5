import { spawn, spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { peakBytes } from './child.ts';
import { barredCost } from './competitors.ts';
import type { Task } from './run-engine.ts';

/** What a process of its own came to. */
export type Measured<Answer> =
  | { readonly kind: 'done'; readonly milliseconds: number; readonly peakBytes: number; readonly answer: Answer }
  /** Ended by us; with the memory it had by then. */
  | { readonly kind: 'over-limit'; readonly seconds: number; readonly peakBytes: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Short runs are measured again, each in a new process, and the middle one is taken: [up to milliseconds, runs]. */
const repeats = [
  [3_000, 5],
  [20_000, 3],
] as const;

const besides = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const measurement = z.looseObject({ milliseconds: z.number(), peakBytes: z.number() });

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** A competitor from npm. It may use all the memory there is: what it needs is what is measured. */
export function npmCommand(name: string, table: string, size: number): Command {
  const heap = `--max-old-space-size=${Math.floor((totalmem() / 2 ** 20) * 0.85)}`;
  return { program: process.execPath, args: [heap, besides('solve.ts'), name, table, String(size)] };
}

export function scipyCommand(python: string, table: string, size: number): Command {
  return { program: python, args: [besides('solve.py'), table, String(size), String(barredCost(size))] };
}

/** This engine, with Node's own settings for memory. */
export function engineCommand(task: Task): Command {
  return { program: process.execPath, args: [besides('run-engine.ts'), JSON.stringify(task)] };
}

export interface Scipy {
  readonly python: string;
  readonly version: string;
}

/** The first of the usual Pythons that has scipy; null where none does. */
export function findScipy(): Scipy | null {
  for (const python of ['python3', '/usr/bin/python3', 'python']) {
    const { status, stdout } = spawnSync(python, ['-c', 'import scipy.optimize; print(scipy.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return null;
}

/** Measures a command, several times where it is short. */
export async function measure<Answer>(
  command: Command,
  answer: z.ZodType<Answer>,
  limitSeconds: number,
): Promise<Measured<Answer>> {
  const runs: Extract<Measured<Answer>, { kind: 'done' }>[] = [];
  for (let wanted = 1; runs.length < wanted;) {
    const run = await measureOnce(command, answer, limitSeconds);
    if (run.kind !== 'done') return run;
    runs.push(run);
    wanted = repeats.find(([upTo]) => (runs[0]?.milliseconds ?? 0) < upTo)?.[1] ?? 1;
  }
  const byTime = runs.toSorted((a, b) => a.milliseconds - b.milliseconds);
  const middle = byTime[Math.floor(byTime.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return { ...middle, peakBytes: Math.max(...runs.map((run) => run.peakBytes)) };
}

/** Runs a command once. Its limit counts from when it has read what it is given. */
export async function measureOnce<Answer>(
  { program, args }: Command,
  answer: z.ZodType<Answer>,
  limitSeconds: number,
): Promise<Measured<Answer>> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors = (errors + part.toString('utf8')).slice(-4_000)));
  const overLimit: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line !== 'ready') last = line;
    else {
      timer = setTimeout(() => {
        overLimit.push(peakBytes(child.pid ?? 0));
        end();
      }, limitSeconds * 1_000);
    }
  });
  const status = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  clearTimeout(timer);
  process.off('exit', end);
  const [memoryThen] = overLimit;
  if (memoryThen !== undefined) return { kind: 'over-limit', seconds: limitSeconds, peakBytes: memoryThen };
  if (status !== 0) return { kind: 'failed', message: reasonIn(errors) ?? `ended with ${status}` };
  const found: unknown = JSON.parse(last);
  const { milliseconds, peakBytes: peak } = measurement.parse(found);
  return { kind: 'done', milliseconds, peakBytes: peak, answer: answer.parse(found) };
}

/** The line that says why a process ended badly; null when it said nothing. */
function reasonIn(errors: string): string | null {
  if (/heap out of memory|Allocation failed|MemoryError|Array buffer allocation/.test(errors)) return 'out of memory';
  return /^\w*Error.*$/m.exec(errors)?.[0] ?? (errors.trim() === '' ? null : errors.trim());
}
