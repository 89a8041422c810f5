import { availableParallelism } from 'node:os';
import { MessageChannel, Worker } from 'node:worker_threads';
import { textOf } from '../mentoring/matching/input-text.ts';
import type {
  CouldPair,
  MatchingEngine,
  MatchingInput,
  MatchingOutcome,
  Progress,
  WhatIf,
} from '../mentoring/matching/matching.ts';
import { TemporaryError } from '../mentoring/ports.ts';
import type { Help } from './matching-helper.ts';
import type { Given, Message, Task } from './matching-worker.ts';
import { shareText } from './shared-text.ts';

/** The engine on threads of their own, so that the server goes on answering whatever it computes. */
export interface MatchingThreads extends MatchingEngine {
  /** Ends what runs and what waits with `TemporaryError`: it is to be asked again elsewhere. */
  close(): Promise<void>;
}

/** How threads are made; the defaults are right but for tests. */
export interface ThreadSettings {
  readonly worker?: URL;
  readonly helper?: URL;
  /** Megabytes of heap that one thread may fill before it is ended, and not the server with it. */
  readonly megabytes?: number;
  /** Threads that one run may keep busy. */
  readonly mostThreads?: number;
  /** People from whom on more than one is worth it: fewer are done before another thread has read the input. */
  readonly worthHelp?: number;
}

/** More threads than this are of little more use, and each takes memory. */
const enoughThreads = 4;

/**
 * Starts a thread for each task: one run at a time, the others wait in their order; and one question at a time beside it,
 * so that nobody who asks waits for a long run. A large run has threads that help it. A thread that dies ends its task with
 * an error, and the next one begins.
 */
export function createMatchingThreads({
  worker = new URL('./matching-worker.ts', import.meta.url),
  helper = new URL('./matching-helper.ts', import.meta.url),
  megabytes = 4_096,
  mostThreads = Math.min(enoughThreads, availableParallelism()),
  worthHelp = 3_000,
}: ThreadSettings = {}): MatchingThreads {
  const closing = new AbortController();
  const [runs, questions] = [lane(), lane()];
  const ask = <Value>(
    inLane: Lane,
    makeTask: () => Promise<Task>,
    helpers: number,
    given: AbortSignal | undefined,
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<Value> => {
    const signal = given ? AbortSignal.any([given, closing.signal]) : closing.signal;
    return inLane(async (signalled) => {
      const task = await makeTask();
      signalled.throwIfAborted();
      return inThread<Value>({ worker, helper, megabytes, task, helpers }, signalled, onProgress);
    }, signal);
  };
  const textFor = async (input: MatchingInput) => shareText(await textOf(input));
  return {
    run(input, { onProgress, signal } = {}) {
      // What begins from an earlier result has little to do but to look once and to prove.
      const fromWhereOn = worthHelp * (input.start === null ? 1 : 10);
      const helpers = input.candidates.length < fromWhereOn ? 0 : mostThreads - 1;
      const makeTask = async (): Promise<Task> => ({ kind: 'run', input: await textFor(input) });
      return ask<MatchingOutcome>(runs, makeTask, helpers, signal, onProgress);
    },
    whatIf(input, result, couple, { signal } = {}) {
      const makeTask = async (): Promise<Task> => ({ kind: 'what-if', input: await textFor(input), result, couple });
      return ask<WhatIf>(questions, makeTask, 0, signal);
    },
    couldPair(input, { signal } = {}) {
      const makeTask = async (): Promise<Task> => ({ kind: 'could-pair', input: await textFor(input) });
      return ask<CouldPair>(questions, makeTask, 0, signal);
    },
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

interface ThreadTask {
  readonly worker: URL;
  readonly helper: URL;
  readonly megabytes: number;
  readonly task: Task;
  /** Threads that work along. */
  readonly helpers: number;
}

/** Gives a thread its task, and others what they need to help; waits for what comes of it. All are gone when this settles. */
async function inThread<Value>(
  { worker, helper, megabytes, task, helpers }: ThreadTask,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Value> {
  const start = (url: URL, data: Given | Help) =>
    new Worker(url, {
      workerData: data,
      transferList: 'port' in data ? [data.port] : [...data.ports],
      // Little room for what is young: much of what an engine makes is garbage at once, and would lie about in memory.
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 16 },
      // What was loaded before the server was meant for the process: in a thread it would end it, or listen twice.
      execArgv: [],
    });
  const channels = Array.from({ length: helpers }, () => new MessageChannel());
  const thread = start(worker, { task, ports: channels.map(({ port1 }) => port1) });
  const others = channels.map(({ port2 }) => start(helper, { input: task.input, port: port2 }));
  const answered = new Promise<Value>((resolve, reject) => {
    thread.on('message', (message: Message<Value>) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else resolve(message.value);
    });
    // One that helps and dies would be waited for without end. One that ends in peace does so since the run is done: that can
    // be heard before the answer is, when the server is busy.
    for (const one of [thread, ...others]) {
      one.on('error', (error) => reject(new Error('the matching thread failed', { cause: error })));
      one.on('exit', (code) => {
        if (one !== thread && code === 0) return;
        reject(new Error(`the matching thread ended with ${code} and no answer`));
      });
    }
  });
  try {
    return await untilAborted(answered, signal);
  } finally {
    await Promise.all([thread, ...others].map((one) => one.terminate()));
  }
}
