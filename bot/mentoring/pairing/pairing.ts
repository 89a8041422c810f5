import type { Temporal } from 'temporal-polyfill';
import type { Reason } from '../matching/matching.ts';

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
