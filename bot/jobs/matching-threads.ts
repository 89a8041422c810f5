import { Worker } from 'node:worker_threads';
import { textOf } from '../mentoring/matching/input-text.ts';
import type { MatchingEngine, MatchingOutcome, Progress, WhatIf } from '../mentoring/matching/matching.ts';
import { TemporaryError } from '../mentoring/ports.ts';
import type { Message, Task } from './matching-worker.ts';

/** The engine on threads of their own, so that the server goes on answering whatever it computes. */
export interface MatchingThreads extends MatchingEngine {
  /** Ends what runs and what waits with `TemporaryError`: it is to be asked again elsewhere. */
  close(): Promise<void>;
}

/** Megabytes of heap that one thread may fill before it is ended, and not the server with it. */
const memory = 4_096;

/**
 * Starts a thread for each task: one run at a time, the others wait in their order; and one question at a time beside it,
 * so that nobody who asks waits for a long run. A thread that dies ends its task with an error, and the next one begins.
 */
export function createMatchingThreads(
  file = new URL('./matching-worker.ts', import.meta.url),
  megabytes = memory,
): MatchingThreads {
  const closing = new AbortController();
  const [runs, questions] = [lane(), lane()];
  const ask = <Value>(
    inLane: Lane,
    makeTask: () => Promise<Task>,
    given: AbortSignal | undefined,
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<Value> => {
    const signal = given ? AbortSignal.any([given, closing.signal]) : closing.signal;
    return inLane(async (signalled) => {
      const task = await makeTask();
      signalled.throwIfAborted();
      return inThread<Value>(file, megabytes, task, signalled, onProgress);
    }, signal);
  };
  return {
    run: (input, { onProgress, signal } = {}) =>
      ask<MatchingOutcome>(runs, async () => ({ kind: 'run', input: await textOf(input) }), signal, onProgress),
    whatIf: (input, result, couple, { signal } = {}) =>
      ask<WhatIf>(questions, async () => ({ kind: 'what-if', input: await textOf(input), result, couple }), signal),
    async close() {
      closing.abort(new TemporaryError('the server is stopping'));
      await Promise.all([runs, questions].map((inLane) => inLane(async () => undefined, new AbortController().signal)));
    },
  };
}

/** Does one thing after the other. Rejects at once with the signal's reason, also while waiting. */
type Lane = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

function lane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return async (work, signal) => {
    signal.throwIfAborted();
    const mine = last.then(() => {
      signal.throwIfAborted();
      return work(signal);
    });
    last = mine.catch(() => undefined);
    return untilAborted(mine, signal);
  };
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Gives a thread its task and waits for what comes of it; the thread is gone when this settles. */
async function inThread<Value>(
  file: URL,
  megabytes: number,
  task: Task,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Value> {
  const thread = new Worker(file, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    // What was loaded before the server was meant for the process: in a thread it would end it, or listen twice.
    execArgv: [],
  });
  const answered = new Promise<Value>((resolve, reject) => {
    thread.on('message', (message: Message<Value>) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else resolve(message.value);
    });
    thread.on('error', (error) => reject(new Error('the matching thread failed', { cause: error })));
    thread.on('exit', (code) => reject(new Error(`the matching thread ended with ${code} and no answer`)));
  });
  try {
    return await untilAborted(answered, signal);
  } finally {
    await thread.terminate();
  }
}
