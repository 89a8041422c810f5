import { workerData, type MessagePort } from 'node:worker_threads';
import { Hand, type Work } from '../mentoring/matching/engine/hand.ts';
import { decodeInput } from '../mentoring/matching/input-text.ts';
import { readShared, type SharedText } from './shared-text.ts';

/** What a helping thread is given: the input of the run, and where the run tells what to work on. */
export interface Help {
  readonly input: SharedText;
  readonly port: MessagePort;
}

// Works along until it is ended from outside; what it throws ends it, and with it the run.
const { input, port } = workerData as Help;
const hand = new Hand(decodeInput(readShared(input)));
port.on('message', (work: Work) => hand.help(work));
