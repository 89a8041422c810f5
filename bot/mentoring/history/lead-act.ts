import type { Temporal } from 'temporal-polyfill';
import type { Lead } from '../matching/round.ts';

/** What a lead can do that is kept. */
export const actKinds = [
  'programme-made',
  'programme-changed',
  'thanks-said',
  'programme-closed',
  'file-imported',
  'group-imported',
  'role-given',
  'person-removed',
  'people-invited',
  'matching-run',
  'matching-cancelled',
  'matching-decided',
  'pairings-published',
  'pairing-paused',
  'pairing-resumed',
  'pairing-ended',
  'booking-tried-again',
  'person-replaced',
  'many-nudged',
  'many-booked-again',
  'many-paused',
  'many-resumed',
  'many-ended',
  'help-seen',
  'help-done',
  'candidate-pairs-exported',
  'insight-exported',
  'history-exported',
] as const;
export type ActKind = (typeof actKinds)[number];

/** What an act was about: ids, counts and names of settings, never a value that somebody gave. */
export interface ActAbout {
  readonly pairingId?: string;
  readonly personId?: string;
  /** Pairings, people or couples that it concerned. */
  readonly count?: number;
  /** ISO date up to which it holds. */
  readonly until?: string;
  /** Of a programme's settings, those that were changed. */
  readonly fields?: readonly string[];
}

/** Something a lead has done. Never changed and never removed. */
export interface LeadAct {
  readonly id: string;
  readonly programmeId: string;
  readonly kind: ActKind;
  readonly by: Lead;
  readonly at: Temporal.Instant;
  readonly about: ActAbout;
}

/** Which acts are wanted; what is left out asks for all. */
export interface ActFilter {
  /** Object id of the lead in the directory. */
  readonly by?: string | undefined;
  readonly kind?: ActKind | undefined;
}
