import type { Temporal } from 'temporal-polyfill';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Role } from '../people/person.ts';
import type { Verdict } from '../summary/summary.ts';

/**
 * `proposed`: its summary is not confirmed yet. `said-done`: by the mentee. `closed`: the mentor sees that something
 * visibly changed. `dropped`: the mentee lets it go.
 */
export type CommitmentState = 'proposed' | 'open' | 'said-done' | 'closed' | 'dropped';

/** What the mentee says of a commitment. */
export type MenteeAnswer = 'done' | 'still-on-it' | 'let-go';
/** Whether the mentor sees that something changed. */
export type MentorAnswer = 'changed' | 'not-yet';
export type CommitmentAnswer = MenteeAnswer | MentorAnswer;

/** What the mentee said they would do. */
export interface Commitment {
  readonly id: string;
  readonly pairingId: string;
  /** The meeting that it comes from; each has at most one. */
  readonly meetingId: string;
  /** At most `commitmentLimit` characters. */
  readonly text: string;
  readonly state: CommitmentState;
  /** Whether the mentor heard it said so; null until they have told. */
  readonly verdict: Verdict | null;
  /** The meeting before which each side last said how it stands; null before they have. */
  readonly menteeAnsweredBefore: string | null;
  readonly mentorAnsweredBefore: string | null;
  readonly proposedAt: Temporal.Instant;
  readonly openedAt: Temporal.Instant | null;
  readonly saidDoneAt: Temporal.Instant | null;
  /** When it was closed or dropped. */
  readonly endedAt: Temporal.Instant | null;
}

/** Most characters of a commitment. */
export const commitmentLimit = 300;

/** Whether it stands: neither waiting for its summary nor over. */
export const isStanding = ({ state }: Commitment): boolean => state === 'open' || state === 'said-done';

/** What each state lets somebody answer, and what becomes of it: `open → said-done → closed`, or `dropped`. */
const steps: Readonly<
  Record<Role, Readonly<Partial<Record<`${CommitmentState} ${CommitmentAnswer}`, CommitmentState>>>>
> = {
  mentee: { 'open done': 'said-done', 'open still-on-it': 'open', 'open let-go': 'dropped' },
  mentor: {
    'open changed': 'closed',
    'open not-yet': 'open',
    'said-done changed': 'closed',
    'said-done not-yet': 'said-done',
  },
};

/**
 * One side says how it stands before a meeting (null: none is to come). It only goes on, never back, so that an answer sent
 * again changes nothing. `not-theirs`: this is for the other side to say.
 */
export function answer(
  before: Commitment,
  side: Role,
  said: CommitmentAnswer,
  meetingId: string | null,
  now: Temporal.Instant,
): Outcome<Commitment, 'not-theirs' | 'not-open' | 'already-done'> {
  if ((said === 'changed' || said === 'not-yet') !== (side === 'mentor')) return refused('not-theirs');
  if (!isStanding(before)) return refused('not-open');
  const state = steps[side][`${before.state} ${said}`];
  const answeredBefore = side === 'mentee' ? before.menteeAnsweredBefore : before.mentorAnsweredBefore;
  if (state === undefined || (state === before.state && answeredBefore === meetingId)) return refused('already-done');
  return done({
    ...before,
    state,
    menteeAnsweredBefore: side === 'mentee' ? meetingId : before.menteeAnsweredBefore,
    // That it is done is news to the mentor, whatever they have said before.
    mentorAnsweredBefore: side === 'mentor' ? meetingId : said === 'done' ? null : before.mentorAnsweredBefore,
    saidDoneAt: said === 'done' ? now : before.saidDoneAt,
    endedAt: state === 'closed' || state === 'dropped' ? now : null,
  });
}
