import type { Temporal } from 'temporal-polyfill';
import type { Meeting } from '../meeting/meeting.ts';
import { isSaid, planNoticeFor, replanNotice } from '../notice/plan-notice.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Stores } from '../ports.ts';

/** When the two are asked before a meeting about what the mentee said they would do; null: not at all. */
export interface ReturnTimes {
  readonly mentee: Temporal.Instant | null;
  /** Later, so that the mentee has had time to say what is done. */
  readonly mentor: Temporal.Instant | null;
}

/**
 * Has what the mentee said they would do come back before a meeting: the mentee is asked once about all that is open, the
 * mentor once about what is said to be done or open for long. What there is to ask is seen when the time has come, since the
 * meeting before may be to come as well; where there is nothing, nobody hears anything.
 */
export async function planCommitments(
  stores: Stores,
  pairing: Pairing,
  { id: meetingId }: Meeting,
  times: ReturnTimes,
): Promise<void> {
  for (const [kind, personId, at] of [
    ['commitments-asked', pairing.menteeId, times.mentee],
    ['commitments-to-confirm', pairing.mentorId, times.mentor],
  ] as const) {
    const planned = (await stores.notices.about([meetingId])).find(({ subject }) => subject.kind === kind);
    if (planned && !isSaid(planned)) await replanNotice(stores, planned.id, { kind, meetingId }, at);
    else if (!planned && at !== null) await planNoticeFor(stores, personId, { kind, meetingId }, at);
  }
}
