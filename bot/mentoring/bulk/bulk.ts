import type { Temporal } from 'temporal-polyfill';
import type { ActKind } from '../history/lead-act.ts';
import type { Lead } from '../matching/round.ts';

/** What a lead has done with many pairings at once. `until`: a day, or null for until somebody resumes it. */
export type Deed =
  | { readonly kind: 'nudge' }
  | { readonly kind: 'book' }
  | { readonly kind: 'pause'; readonly until: Temporal.PlainDate | null }
  | { readonly kind: 'resume' }
  | { readonly kind: 'end' };

/** What came of one pairing: it was done, or why nothing was. `failed`: something went wrong on our side, time and again. */
export type BulkResult =
  'done' | 'not-now' | 'day-passed' | 'not-failed' | 'nothing-to-ask' | 'nudged-lately' | 'not-found' | 'failed';

/** One wish of a lead about many pairings. One at a time runs in a programme. */
export interface Bulk {
  readonly id: string;
  readonly programmeId: string;
  readonly deed: Deed;
  readonly askedBy: Lead;
  readonly askedAt: Temporal.Instant;
  /** When the last pairing had its turn; null as long as some wait for theirs. */
  readonly endedAt: Temporal.Instant | null;
}

/** How many pairings of a wish have come to what; those that wait for their turn under null. */
export type BulkCounts = ReadonlyMap<BulkResult | null, number>;

export interface BulkItem {
  readonly position: number;
  readonly pairingId: string;
  /** Null until it has had its turn. */
  readonly result: BulkResult | null;
}

/** The act that is kept of a wish. */
export const actOf: Readonly<Record<Deed['kind'], ActKind>> = {
  nudge: 'many-nudged',
  book: 'many-booked-again',
  pause: 'many-paused',
  resume: 'many-resumed',
  end: 'many-ended',
};
