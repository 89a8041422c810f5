import type { Temporal } from 'temporal-polyfill';
import type { Reason } from '../matching/matching.ts';
import type { Role } from '../people/person.ts';

export type PairingState = 'proposed' | 'offered' | 'active' | 'paused' | 'closed' | 'declined';

/** What one side has done about a pairing. */
export interface SideAnswers {
  readonly acceptedAt: Temporal.Instant | null;
  readonly signedAt: Temporal.Instant | null;
}

/** One mentor and one mentee. */
export interface Pairing {
  readonly id: string;
  readonly programmeId: string;
  readonly menteeId: string;
  readonly mentorId: string;
  readonly state: PairingState;
  readonly fit: number;
  readonly reasons: readonly Reason[];
  readonly mentee: SideAnswers;
  readonly mentor: SideAnswers;
}

/** What a pairing waits for. The senior side is asked first, so that nobody junior is turned down. */
export type WaitingFor = 'publishing' | 'mentee-answer' | 'mentor-answer' | 'signatures' | 'nothing';

/** Whether the pairing binds its two people, so that neither gets another one in the same programme. */
export function isOpen(pairing: Pairing): boolean {
  return pairing.state !== 'declined' && pairing.state !== 'closed';
}

/** Which side of the pairing somebody is; null when it is none of theirs. */
export function sideOf(pairing: Pairing, personId: string): Role | null {
  if (pairing.menteeId === personId) return 'mentee';
  return pairing.mentorId === personId ? 'mentor' : null;
}

/** The other one of the two. */
export function partnerOf(pairing: Pairing, personId: string): string {
  return pairing.menteeId === personId ? pairing.mentorId : pairing.menteeId;
}
