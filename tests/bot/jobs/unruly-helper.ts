import { workerData } from 'node:worker_threads';
import type { Help } from '../../../bot/jobs/matching-helper.ts';
import { readShared } from '../../../bot/jobs/shared-text.ts';
import { decodeInput } from '../../../bot/mentoring/matching/input-text.ts';
import type { SharedWork } from '../../../bot/mentoring/matching/engine/pile.ts';

/** Where it is told that a run waits. */
const waiting = 'a run waits for its helper';

// A thread that does not help but does what the seed says, to see what becomes of the run.
const deeds: readonly ((work: SharedWork) => void)[] = [
  () => {
    throw new Error('out of memory');
  },
  () => process.exit(3),
  // Takes a piece and never brings it back; tells when all others are done, so that the run waits for this one.
  ({ pile: { state, size } }) => {
    Atomics.add(state, 0, 1);
    for (let done = Atomics.load(state, 1); done < size - 1; done = Atomics.load(state, 1))
      Atomics.wait(state, 1, done);
    new BroadcastChannel(waiting).postMessage(null);
  },
];
const { input, port } = workerData as Help;
const deed = deeds[decodeInput(readShared(input)).seed];
port.on('message', (work: SharedWork) => deed?.(work));
