import type { Identity } from '../chat/chat.ts';
import type { Commitment } from '../commitment/commitment.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { NoticeSubject } from '../notice/notice.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Person, Role } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import type { Summary } from './summary.ts';

/** A meeting of somebody's, with what was heard in it. */
export interface MineOf {
  readonly me: Person;
  readonly meeting: Meeting;
  readonly pairing: Pairing;
  readonly summary: Summary | null;
  readonly commitment: Commitment | null;
}

/** Cards that change with a summary. */
export const summaryNotices: readonly NoticeSubject['kind'][] = ['summary-asked', 'summary-to-confirm'];

/**
 * The meeting where somebody is on this side of it, held until the transaction ends, so that what is written and what is
 * said of it come one after the other; null for everybody else.
 */
export async function findMineOf(stores: Stores, who: Identity, meetingId: string, side: Role): Promise<MineOf | null> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  const meeting = await stores.meetings.byId(meetingId, { forUpdate: true });
  const pairing = meeting && (await stores.pairings.byId(meeting.pairingId));
  if (!me || !meeting || !pairing || sideOf(pairing, me.id) !== side) return null;
  const [summary = null] = await stores.summaries.ofMeetings([meetingId]);
  return { me, meeting, pairing, summary, commitment: await stores.commitments.ofMeeting(meetingId) };
}
