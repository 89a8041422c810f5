import { parentPort, workerData } from 'node:worker_threads';
import { runEngine, whatIf } from '../mentoring/matching/engine/run.ts';
import { decodeInput } from '../mentoring/matching/input-text.ts';
import type { Couple, MatchingOutcome, MatchingResult, Progress, WhatIf } from '../mentoring/matching/matching.ts';

/** What a thread is asked; inputs go over as text. */
export type Task =
  | { readonly kind: 'run'; readonly input: string }
  | { readonly kind: 'what-if'; readonly input: string; readonly result: MatchingResult; readonly couple: Couple };

export type Message<Value = MatchingOutcome | WhatIf> =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'done'; readonly value: Value };

/** Least milliseconds between two words on how far it is. */
const pause = 100;

// One thread does one task and ends; what it throws ends it too, and is told by the thread's error event.
const task = workerData as Task;
const say = (message: Message) => parentPort?.postMessage(message);
let toldAt = Number.NEGATIVE_INFINITY;
const onProgress = (progress: Progress) => {
  if (performance.now() - toldAt < pause) return;
  toldAt = performance.now();
  say({ kind: 'progress', progress });
};
const input = decodeInput(task.input);
say({
  kind: 'done',
  value: task.kind === 'run' ? runEngine(input, onProgress) : whatIf(input, task.result, task.couple),
});
