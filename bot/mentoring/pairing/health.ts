import { Temporal } from 'temporal-polyfill';
import { isMovedOften } from '../nudge/lead-alert.ts';
import { stalledIn, type Gap } from '../nudge/stalled.ts';
import type { Lately, PairingFacts } from './pairing-facts.ts';

/** How a pairing does that goes on. */
export type Health = 'on-track' | 'quiet' | 'needs-a-look';

/** Why it does not do well. `moved-often`: one of the two keeps moving meetings, not which. */
export type HealthReason = 'not-met' | 'booking-failed' | 'moved-often' | 'check-ins-skipped';

/** What is behind the word; nothing of it comes from what anybody has answered. */
export interface HealthSigns {
  /** Since when the two have not met who could; null where they have. */
  readonly stalledSince: Temporal.Instant | null;
  readonly isBookingFailed: boolean;
  /** Meetings that either of the two has moved or cancelled lately. */
  readonly moves: readonly number[];
  /** Check-ins that were left without an answer lately. */
  readonly skippedCheckIns: number;
}

/** Check-ins left without an answer from which on it is quiet. */
const mostSkipped = 2;
/** Reasons that call for a look by themselves; two of the others together do so too. */
const serious: readonly HealthReason[] = ['not-met', 'booking-failed'];

/** The word for how a pairing does, and why: the more there is, the more it calls for a look, and never the less. */
export function healthOf(signs: HealthSigns): { readonly health: Health; readonly reasons: readonly HealthReason[] } {
  const reasons: HealthReason[] = [];
  if (signs.stalledSince !== null) reasons.push('not-met');
  if (signs.isBookingFailed) reasons.push('booking-failed');
  if (signs.moves.some(isMovedOften)) reasons.push('moved-often');
  if (signs.skippedCheckIns >= mostSkipped) reasons.push('check-ins-skipped');
  if (reasons.length === 0) return { health: 'on-track', reasons };
  const isSerious = reasons.some((one) => serious.includes(one)) || reasons.length > 1;
  return { health: isSerious ? 'needs-a-look' : 'quiet', reasons };
}

/** What is looked at of a pairing; null of one that is not going on. */
export function signsOf(facts: PairingFacts, endsOn: Temporal.PlainDate, now: Temporal.Instant): HealthSigns | null {
  if (facts.state !== 'active') return null;
  return {
    stalledSince: stalledIn(gapOf(facts, endsOn), now),
    isBookingFailed: facts.series?.state === 'failed',
    moves: [facts.people.mentee.moves, facts.people.mentor.moves],
    skippedCheckIns: facts.skippedCheckIns,
  };
}

function gapOf({ state, answers, series, ...rest }: PairingFacts, endsOn: Temporal.PlainDate): Gap {
  const [one, other] = [answers.mentee.signedAt, answers.mentor.signedAt];
  const signedAt = one && other && (Temporal.Instant.compare(one, other) > 0 ? one : other);
  return {
    state,
    signedAt,
    seriesState: series?.state ?? 'planned',
    cadence: series?.cadence ?? 'weekly',
    resumedAt: series?.resumedAt ?? null,
    endsOn,
    ...rest,
  };
}

/** What happened longer ago says nothing of how a pairing does now. */
const longestLately = Temporal.Duration.from({ hours: 60 * 24 });
/** How long a check-in may wait before it counts as left without an answer. */
const longestWait = Temporal.Duration.from({ hours: 7 * 24 });

export const latelyAt = (now: Temporal.Instant): Lately => ({
  from: now.subtract(longestLately),
  answeredBy: now.subtract(longestWait),
});
