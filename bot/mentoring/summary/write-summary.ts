import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { BotMessage, Identity } from '../chat/chat.ts';
import { wasHeld } from '../checkin/was-held.ts';
import type { Commitment } from '../commitment/commitment.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { findMineOf, summaryNotices } from './find-mine-of.ts';
import { summaryWritten } from './summary-messages.ts';
import { write } from './summary.ts';

export type WriteRefusal = 'not-found' | 'not-held' | 'closed' | 'already-done';

/** Summing up is a part of the meeting: whoever does it there need not wait until the calendar says that it is over. */
const isOn = ({ state, startsAt }: Meeting, now: Temporal.Instant): boolean =>
  state === 'planned' && Temporal.Instant.compare(startsAt, now) <= 0;

/**
 * The mentee writes what they heard, and what they will do, and the mentor is asked whether it is so. Answers what the card
 * shows from now on.
 */
export async function writeSummary(
  ports: Ports,
  who: Identity,
  meetingId: string,
  written: { readonly version: number; readonly text: string; readonly commitment: string | null },
): Promise<Outcome<BotMessage, WriteRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const mine = await findMineOf(stores, who, meetingId, 'mentee');
    if (!mine) return refused('not-found');
    const { me, meeting, pairing } = mine;
    if (pairing.state === 'closed') return refused('closed');
    const checkIns = await stores.checkIns.ofMeetings([meetingId]);
    const theirOwn = checkIns.filter(({ personId }) => personId === me.id);
    const now = ports.clock.now();
    if (!wasHeld(meeting, theirOwn) && !isOn(meeting, now)) return refused('not-held');
    const { version, text } = written;
    const summary = write(mine.summary, { meetingId, version, text }, now);
    if (!summary.ok) return refused(summary.reason);
    await stores.summaries.save(summary.value);
    const before = mine.commitment;
    let commitment: Commitment | null = null;
    if (written.commitment !== null) {
      commitment = {
        id: before?.id ?? newId(),
        pairingId: pairing.id,
        meetingId,
        text: written.commitment,
        state: 'proposed',
        verdict: null,
        menteeAnsweredBefore: null,
        mentorAnsweredBefore: null,
        proposedAt: now,
        openedAt: null,
        saidDoneAt: null,
        endedAt: null,
      };
      await stores.commitments.save(commitment);
    } else if (before) await stores.commitments.remove(before.id);
    await planNotice(stores, pairing.mentorId, { kind: 'summary-to-confirm', meetingId, version }, now);
    await refreshNotices(stores, [meetingId], summaryNotices);
    const mentor = present(await stores.people.byId(pairing.mentorId), 'mentor');
    return done(summaryWritten(mentor, summary.value, commitment));
  });
}
