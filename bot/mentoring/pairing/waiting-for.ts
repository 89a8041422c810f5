import type { Pairing, WaitingFor } from './pairing.ts';

/** What the pairing waits for: the mentee's yes, then the mentor's, then both signatures; nothing before it is offered. */
export function waitingFor(pairing: Pick<Pairing, 'state' | 'mentee' | 'mentor'>): WaitingFor {
  if (pairing.state !== 'offered') return 'nothing';
  if (pairing.mentee.acceptedAt === null) return 'mentee-answer';
  return pairing.mentor.acceptedAt === null ? 'mentor-answer' : 'signatures';
}
