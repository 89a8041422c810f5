import type { Temporal } from 'temporal-polyfill';
import type { Meeting } from '../meeting/meeting.ts';
import { planNotice } from '../notice/plan-notice.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Stores } from '../ports.ts';
import { askedOfMentee, askedOfMentor } from './coming-back.ts';

/**
 * Has what the mentee said they would do come back before a meeting, not before `at`: the mentee is asked once about all
 * that is open, the mentor once about what is said to be done or open for long. Nothing is planned where there is nothing to
 * ask, and nothing twice for a meeting.
 */
export async function planCommitments(
  stores: Stores,
  pairing: Pairing,
  meeting: Meeting,
  at: Temporal.Instant,
): Promise<void> {
  const standing = await stores.commitments.openOf(pairing.id);
  if (standing.length === 0) return;
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  const checkIns = await stores.checkIns.ofMeetings(meetings.map(({ id }) => id));
  if (askedOfMentee(standing, meeting.id).length > 0) {
    await planNotice(stores, pairing.menteeId, { kind: 'commitments-asked', meetingId: meeting.id }, at);
  }
  if (askedOfMentor(standing, meeting.id, { meetings, checkIns }).length > 0) {
    await planNotice(stores, pairing.mentorId, { kind: 'commitments-to-confirm', meetingId: meeting.id }, at);
  }
}
