import type { Temporal } from 'temporal-polyfill';
import type { Lead } from '../matching/round.ts';
import { hasBegun, type Pairing } from '../pairing/pairing.ts';
import type { Participant, Role } from '../people/person.ts';

/** How a programme comes to its end, as its lead has it. */
export interface Closing {
  readonly programmeId: string;
  /** When everybody who took part was thanked; null before that. Once. */
  readonly thankedAt: Temporal.Instant | null;
  readonly thankedBy: Lead | null;
  /** What the lead wrote to them; at most `longestThanks`. */
  readonly words: string | null;
  /** Whether they are asked if they would like another round. */
  readonly asksAnotherRound: boolean;
  /** Who closed the programme; null while it is open. */
  readonly closedBy: Lead | null;
}

/** Longest words that go with the thanks, in UTF-16 units. */
export const longestThanks = 500;

/** What somebody says to another round. Only a yes is seen by the lead, and the question says so. */
export type AnotherRoundAnswer =
  | { readonly answer: 'yes'; /** What they would like to be. */ readonly role: Role }
  | { readonly answer: 'not-now' | 'no'; readonly role: null };

/** What a programme came to: states, not answers. */
export interface Outcomes {
  /** Pairings that both have signed. */
  readonly pairings: number;
  /** People in them. */
  readonly people: number;
  readonly meetingsHeld: number;
  /** Of those held. */
  readonly meetingsWithAgenda: number;
  /** Of the commitments that were agreed on: all of them, and how many ended with a visible change. */
  readonly commitmentsMade: number;
  readonly commitmentsClosed: number;
}

/** Those who took part: whoever was in a pairing that both have signed. */
export function whoTookPart(
  participants: readonly Participant[],
  pairings: readonly Pairing[],
): readonly Participant[] {
  const paired = new Set(pairings.filter(hasBegun).flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
  return participants.filter(({ personId }) => paired.has(personId));
}
