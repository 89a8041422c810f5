import type { Temporal } from 'temporal-polyfill';
import type { FitPart, Reason } from '../matching/matching.ts';
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
  /** 0 … 1000. */
  readonly fit: number;
  /** What each part gave to the fit; null where that was not kept, of pairings from before it was. */
  readonly parts: Readonly<Record<FitPart, number>> | null;
  readonly reasons: readonly Reason[];
  readonly mentee: SideAnswers;
  readonly mentor: SideAnswers;
}

/** A pairing that has been offered, whatever came of it: no proposal. */
export interface PublishedPairing extends Pairing {
  readonly state: Exclude<PairingState, 'proposed'>;
}

export const isPublished = (pairing: Pairing): pairing is PublishedPairing => pairing.state !== 'proposed';

/** What a pairing waits for of its two people. The senior side is asked first, so that nobody junior is turned down. */
export type WaitingFor = 'mentee-answer' | 'mentor-answer' | 'signatures' | 'nothing';

/** Whether the pairing binds its two people: it takes up room of both, and they have no second one with each other. */
export function isOpen(pairing: Pairing): boolean {
  return pairing.state !== 'declined' && pairing.state !== 'closed';
}

/** Whether both have signed, so that the two took part. */
export const hasBegun = ({ mentee, mentor }: Pairing): boolean => mentee.signedAt !== null && mentor.signedAt !== null;

/** Which side of the pairing somebody is; null when it is none of theirs. */
export function sideOf(pairing: Pick<Pairing, 'menteeId' | 'mentorId'>, personId: string): Role | null {
  if (pairing.menteeId === personId) return 'mentee';
  return pairing.mentorId === personId ? 'mentor' : null;
}

/** The other one of the two. */
export function partnerOf(pairing: Pairing, personId: string): string {
  return pairing.menteeId === personId ? pairing.mentorId : pairing.menteeId;
}

/** Keys of the topics that the two chose in common, the mentee's order first. */
export const sharedTopics = ({ reasons }: Pick<Pairing, 'reasons'>): readonly string[] =>
  reasons.flatMap((reason) => (reason.kind === 'shared-topics' ? reason.topics : []));
