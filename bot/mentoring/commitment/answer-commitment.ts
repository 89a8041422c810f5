import { Temporal } from 'temporal-polyfill';
import type { Identity } from '../chat/chat.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { NoticeSubject } from '../notice/notice.ts';
import { planNotice, refreshNotices, replanNotice } from '../notice/plan-notice.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { answer, type Commitment, type CommitmentAnswer } from './commitment.ts';
import { readPartner } from '../pairing/read-partner.ts';

export type AnswerRefusal = 'not-found' | 'closed' | 'not-open' | 'already-done';

/** A commitment after somebody's answer. */
export interface Answered {
  readonly commitment: Commitment;
  readonly side: Role;
  readonly partner: Person;
}

/** Cards that change with a commitment. */
const commitmentNotices: readonly NoticeSubject['kind'][] = ['commitments-asked', 'commitments-to-confirm'];

/**
 * One side says how a commitment stands: the mentee whether it is done, the mentor whether something visibly changed.
 * `beforeMeetingId`: the meeting before which they were asked; null where nobody asked.
 */
export async function answerCommitment(
  ports: Ports,
  who: Identity,
  commitmentId: string,
  said: CommitmentAnswer,
  beforeMeetingId: string | null = null,
): Promise<Outcome<Answered, AnswerRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const commitment = await stores.commitments.byId(commitmentId, { forUpdate: true });
    const pairing = commitment && (await stores.pairings.byId(commitment.pairingId));
    const side = me && pairing ? sideOf(pairing, me.id) : null;
    if (!me || !commitment || !pairing || !side) return refused('not-found');
    if (pairing.state === 'closed') return refused('closed');
    const meetings = await stores.meetings.ofPairings([pairing.id]);
    const meetingId = countsFor(meetings, beforeMeetingId);
    const now = ports.clock.now();
    const answered = answer(commitment, side, said, meetingId, now);
    if (!answered.ok) return refused(answered.reason === 'not-theirs' ? 'not-found' : answered.reason);
    await stores.commitments.save(answered.value);
    await refreshNotices(
      stores,
      meetings.map(({ id }) => id),
      commitmentNotices,
    );
    // After the last meeting the tab alone asks.
    if (said === 'done' && meetingId !== null) await askMentor(stores, pairing.mentorId, meetingId, now);
    const partner = await readPartner(stores, pairing, me);
    return done({ commitment: answered.value, side, partner });
  });
}

/** The meeting that was asked about while it is to come, else the next one; null when none is. */
function countsFor(meetings: readonly Meeting[], asked: string | null): string | null {
  const coming = meetings
    .filter(({ state }) => state === 'planned' || state === 'open')
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  return (coming.find(({ id }) => id === asked) ?? coming[0])?.id ?? null;
}

/** That something is said to be done is looked at now, also where the mentor had been going to be asked later or not at all. */
async function askMentor(stores: Stores, mentorId: string, meetingId: string, now: Temporal.Instant): Promise<void> {
  const subject = { kind: 'commitments-to-confirm', meetingId } as const;
  const planned = (await stores.notices.about([meetingId])).find(({ subject: { kind } }) => kind === subject.kind);
  if (planned) await replanNotice(stores, planned.id, subject, now);
  else await planNotice(stores, mentorId, subject, now);
}
