import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** What real sockets and streams need to go on while the clock is ours. */
const left = ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'] as const;

/** Runs `work` while the product's timers stand still: they pass only as `pass` says. */
export async function inOurTime<T>(work: (pass: (milliseconds: number) => Promise<void>) => Promise<T>): Promise<T> {
  jest.useFakeTimers({ doNotFake: [...left] });
  try {
    return await work(async (milliseconds) => jest.advanceTimersByTimeAsync(milliseconds));
  } finally {
    jest.useRealTimers();
  }
}

/** Runs `work` as fast as its sockets allow: whatever it waits for by the clock comes at once. */
export async function withoutWaiting<T>(work: () => Promise<T>): Promise<T> {
  return inOurTime(async () => {
    const done = Promise.allSettled([work()]);
    const running = { is: true };
    void done.then(() => (running.is = false));
    while (running.is) {
      await nextTurn();
      if (jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
    }
    const [outcome] = await done;
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** Waits on real events alone until something holds; a test that never sees it ends by its own time limit. */
export async function untilSeen(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await nextTurn();
}

/** Only the date moves on, by `milliseconds`, while `work` runs: timers go on as they are. */
export async function later<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({
    now: Date.now() + milliseconds,
    doNotFake: [...left, 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}
