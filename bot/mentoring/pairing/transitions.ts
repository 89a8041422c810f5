import type { Temporal } from 'temporal-polyfill';
import type { Role } from '../people/person.ts';
import type { Pairing } from './pairing.ts';
import { waitingFor } from './waiting-for.ts';

/** `not-open`: not offered, or over. */
export type Refusal = 'not-open' | 'not-your-turn' | 'already-done' | 'already-signed';

export type Step = { readonly ok: true; readonly pairing: Pairing } | { readonly ok: false; readonly reason: Refusal };

const refuse = (reason: Refusal): Step => ({ ok: false, reason });

/** A proposal becomes an offer. */
export function publish(pairing: Pairing): Step {
  return pairing.state === 'proposed' ? { ok: true, pairing: { ...pairing, state: 'offered' } } : refuse('not-open');
}

/** One side says yes; the mentee first. */
export function accept(pairing: Pairing, side: Role, now: Temporal.Instant): Step {
  if (pairing[side].acceptedAt !== null && pairing.state !== 'declined') return refuse('already-done');
  if (pairing.state !== 'offered') return refuse('not-open');
  if (waitingFor(pairing) !== `${side}-answer`) return refuse('not-your-turn');
  return { ok: true, pairing: { ...pairing, [side]: { ...pairing[side], acceptedAt: now } } };
}

/** One side says no, when asked or any time before both have signed. Which side it was is not kept. */
export function decline(pairing: Pairing, side: Role): Step {
  if (pairing.state !== 'offered') return refuse('not-open');
  if (side === 'mentor' && waitingFor(pairing) === 'mentee-answer') return refuse('not-your-turn');
  return { ok: true, pairing: { ...pairing, state: 'declined' } };
}

/** One side signs the agreement, once both have said yes; with the second signature the pairing is active. */
export function sign(pairing: Pairing, side: Role, now: Temporal.Instant): Step {
  if (pairing[side].signedAt !== null) return refuse('already-signed');
  if (pairing.state !== 'offered') return refuse('not-open');
  if (waitingFor(pairing) !== 'signatures') return refuse('not-your-turn');
  const signed = { ...pairing, [side]: { ...pairing[side], signedAt: now } };
  const isComplete = signed.mentee.signedAt !== null && signed.mentor.signedAt !== null;
  return { ok: true, pairing: isComplete ? { ...signed, state: 'active' } : signed };
}

/** Meetings stop for a while. */
export function pause(pairing: Pairing): Step {
  return pairing.state === 'active' ? { ok: true, pairing: { ...pairing, state: 'paused' } } : refuse('not-open');
}

/** Meetings go on. */
export function resume(pairing: Pairing): Step {
  return pairing.state === 'paused' ? { ok: true, pairing: { ...pairing, state: 'active' } } : refuse('not-open');
}

/** An offer that nobody is to answer any more. Nobody has turned it down, and the two may be offered to each other again. */
export function withdraw(pairing: Pairing): Step {
  return pairing.state === 'offered' ? { ok: true, pairing: { ...pairing, state: 'closed' } } : refuse('not-open');
}

/** It ends, at any time after both have signed. Who ended it is not kept. */
export function close(pairing: Pairing): Step {
  const isRunning = pairing.state === 'active' || pairing.state === 'paused';
  return isRunning ? { ok: true, pairing: { ...pairing, state: 'closed' } } : refuse('not-open');
}
