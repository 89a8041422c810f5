import { parentPort, workerData } from 'node:worker_threads';
import type { Given } from '../../../bot/jobs/matching-worker.ts';
import { readShared } from '../../../bot/jobs/shared-text.ts';
import { decodeInput } from '../../../bot/mentoring/matching/input-text.ts';

// A thread that does not do what it is asked but what the seed says, to see what becomes of the others.
const deeds: readonly (() => void)[] = [
  () => parentPort?.postMessage({ kind: 'done', value: { ok: false, problem: { reason: 'no-mentors' } } }),
  () => {
    throw new Error('cannot be proven');
  },
  () => process.exit(3),
  () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => index / 3));
  },
  () => {
    parentPort?.postMessage({ kind: 'progress', progress: { phase: 'solving', share: 0.5 } });
    for (;;);
  },
  // Lets those that help go, and answers long after. Nobody can see from here that they have ended; were the time too short,
  // the test would miss a defect and not find one that is none.
  () => {
    for (const port of (workerData as Given).ports) port.close();
    setTimeout(() => deeds[0]?.(), 500);
  },
];
deeds[decodeInput(readShared((workerData as Given).task.input)).seed]?.();
