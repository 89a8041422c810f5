import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { createMatchingThreads } from '../../../bot/jobs/matching-threads.ts';
import { runEngine, whatIf } from '../../../bot/mentoring/matching/engine/run.ts';
import type { Couple, MatchingInput, MatchingResult, Start } from '../../../bot/mentoring/matching/matching.ts';
import { answer, ready } from './child.ts';
import { sidesOf } from './fit-table.ts';
import { makeOrganisation } from './organisation.ts';
import { readPeople } from './people-file.ts';

/** Runs this engine once, in a process of its own: `node run-engine.ts TASK`. */
const Task = z.object({
  from: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('made-up'),
      mentees: z.int(),
      mentors: z.int(),
      seed: z.int(),
      capacities: z.boolean(),
    }),
    z.object({ kind: z.literal('file'), path: z.string() }),
  ]),
  /** A file to keep the result in, with a couple to lock in the next run. */
  keepIn: z.string().nullable(),
  /** A file that an earlier run kept: its couple is locked. */
  after: z.string().nullable(),
  /** Whether to begin from what `after` found. */
  warm: z.boolean(),
  /** With 1 the engine runs in the process itself; with more as in the server, on threads of its own. */
  threads: z.int().positive(),
});
export type Task = z.infer<typeof Task>;

/** What a run keeps for the next one. */
interface Kept {
  readonly lock: Couple;
  readonly start: Start;
}

const task = Task.parse(JSON.parse(process.argv[2] ?? ''));
const made = task.from.kind === 'file' ? readPeople(readFileSync(task.from.path)) : makeOrganisation(task.from);
const input = task.after === null ? made : { ...made, ...afterwards(task.after, task.warm) };

ready();
const begin = performance.now();
const threads = task.threads === 1 ? null : createMatchingThreads({ mostThreads: task.threads });
const outcome = threads ? await threads.run(input) : runEngine(input);
const milliseconds = performance.now() - begin;
if (!outcome.ok) throw new Error(`no result: ${outcome.problem.reason}`);
const { result } = outcome;
await threads?.close();
answer({ milliseconds, totals: result.totals, columns: columnsOf(input, result) });
// After the answer: what follows is not measured.
if (task.keepIn !== null) {
  const kept: Kept = {
    lock: another(input, result),
    start: { prices: result.prices, pairings: result.pairings.map(names) },
  };
  writeFileSync(task.keepIn, JSON.stringify(kept));
}

function afterwards(path: string, warm: boolean): Pick<MatchingInput, 'locked' | 'start'> {
  const { lock, start } = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  return { locked: [lock], start: warm ? start : null };
}

/** A couple that may be paired and is not, so that locking it moves others. */
function another(of: MatchingInput, { pairings }: MatchingResult): Couple {
  const { menteeId } = pairings[0] ?? { menteeId: '' };
  for (const { mentorId } of pairings) {
    if (whatIf(of, result, { menteeId, mentorId }).kind === 'possible') return { menteeId, mentorId };
  }
  throw new Error('nobody else is possible for the first mentee');
}

/** The first mentor of each mentee by their places in the input; -1 for none. */
function columnsOf(of: MatchingInput, { pairings }: MatchingResult): readonly number[] {
  const { mentees, mentors } = sidesOf(of);
  const mentorPlaces = new Map(mentors.map(({ personId }, place) => [personId, place]));
  const mentorOf = new Map(pairings.map(({ menteeId, mentorId }) => [menteeId, mentorPlaces.get(mentorId) ?? -1]));
  return mentees.map(({ personId }) => mentorOf.get(personId) ?? -1);
}

function names({ menteeId, mentorId }: Couple): Couple {
  return { menteeId, mentorId };
}
