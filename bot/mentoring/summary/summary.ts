import type { Temporal } from 'temporal-polyfill';
import { done, refused, type Outcome } from '../outcome.ts';

/** Whether the mentor was heard as they meant it. */
export type Verdict = 'yes' | 'partly' | 'no';

/** `written`: waits for the mentor. `confirmed`: final. `to-be-mended`: the mentee may write it anew. */
export type SummaryState = 'written' | 'confirmed' | 'to-be-mended';

/** "What I heard": what the mentee takes from a meeting, in their own words. */
export interface Summary {
  readonly meetingId: string;
  /** 1 when it was first written; each writing anew has the next. */
  readonly version: number;
  /** At most `summaryLimit` characters. */
  readonly text: string;
  readonly writtenAt: Temporal.Instant;
  readonly state: SummaryState;
  /** What the mentor says of this version; null until they have. */
  readonly verdict: Verdict | null;
  /** How the mentor would put it, of the commitment too; at most `correctionLimit` characters. */
  readonly correction: string | null;
  readonly verdictAt: Temporal.Instant | null;
}

/** Most characters of a summary, and of the mentor's correction. */
export const summaryLimit = 1_000;
export const correctionLimit = 500;

/** The version that the mentee may write now; null while the mentor has the word, and once it is final. */
export function nextVersion(summary: Summary | null): number | null {
  if (summary === null) return 1;
  return summary.state === 'to-be-mended' ? summary.version + 1 : null;
}

/** The mentee writes it, or writes it anew. A version counts once: whoever sends an old one again changes nothing. */
export function write(
  before: Summary | null,
  written: Pick<Summary, 'meetingId' | 'version' | 'text'>,
  now: Temporal.Instant,
): Outcome<Summary, 'already-done'> {
  if (written.version !== nextVersion(before)) return refused('already-done');
  return done({ ...written, writtenAt: now, state: 'written', verdict: null, correction: null, verdictAt: null });
}

/**
 * The mentor says whether they were heard, of the commitment too where there is one. The first verdict on a version counts,
 * and one on an old version none.
 */
export function judge(
  before: Summary,
  given: { readonly version: number; readonly verdict: Verdict; readonly correction: string | null },
  ofCommitment: Verdict | null,
  now: Temporal.Instant,
): Outcome<Summary, 'already-done' | 'written-anew'> {
  if (given.version !== before.version) return refused('written-anew');
  if (before.state !== 'written') return refused('already-done');
  const { verdict, correction } = given;
  const isAllYes = verdict === 'yes' && (ofCommitment ?? 'yes') === 'yes';
  return done({ ...before, verdict, correction, verdictAt: now, state: isAllYes ? 'confirmed' : 'to-be-mended' });
}
