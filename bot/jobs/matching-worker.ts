import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { countPossible } from '../mentoring/matching/engine/count-possible.ts';
import type { Helper } from '../mentoring/matching/engine/pile.ts';
import { runEngine, whatIf } from '../mentoring/matching/engine/run.ts';
import { decodeInput } from '../mentoring/matching/input-text.ts';
import { readShared, type SharedText } from './shared-text.ts';
import type {
  CouldPair,
  Couple,
  MatchingInput,
  MatchingOutcome,
  MatchingResult,
  Progress,
  WhatIf,
} from '../mentoring/matching/matching.ts';

/** What a thread is asked. */
export type Task =
  | { readonly kind: 'run' | 'could-pair'; readonly input: SharedText }
  | { readonly kind: 'what-if'; readonly input: SharedText; readonly result: MatchingResult; readonly couple: Couple };

/** A task, and where threads listen that were given the same input. */
export interface Given {
  readonly task: Task;
  readonly ports: readonly MessagePort[];
}

export type Message<Value = MatchingOutcome | WhatIf | CouldPair> =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'done'; readonly value: Value };

/** Least milliseconds between two words on how far it is. */
const pause = 100;

// One thread does one task and ends; what it throws ends it too, and is told by the thread's error event.
const { task, ports } = workerData as Given;
const helpers = ports.map((port): Helper => ({ help: (work) => port.postMessage(work) }));
const say = (message: Message) => parentPort?.postMessage(message);
let toldAt = Number.NEGATIVE_INFINITY;
const onProgress = (progress: Progress) => {
  if (performance.now() - toldAt < pause) return;
  toldAt = performance.now();
  say({ kind: 'progress', progress });
};
say({ kind: 'done', value: answer(decodeInput(readShared(task.input))) });

function answer(input: MatchingInput): MatchingOutcome | WhatIf | CouldPair {
  switch (task.kind) {
    case 'run':
      return runEngine(input, onProgress, helpers);
    case 'what-if':
      return whatIf(input, task.result, task.couple);
    case 'could-pair':
      return countPossible(input);
  }
}
