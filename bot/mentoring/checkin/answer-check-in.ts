import type { BotMessage, Identity } from '../chat/chat.ts';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Ports } from '../ports.ts';
import { keptOf, type CheckInAnswers } from './check-in.ts';
import { checkInMessage } from './check-in-message.ts';

/**
 * Keeps one side's answers. The first answers count; `message` is what the card shows from now on. A mentee whose meeting
 * took place is asked what they heard; one that did not has its series looked at in Outlook.
 */
export async function answerCheckIn(
  ports: Ports,
  who: Identity,
  checkInId: string,
  answers: CheckInAnswers,
): Promise<Outcome<BotMessage, 'not-found' | 'already-done'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const checkIn = await stores.checkIns.byId(checkInId, { forUpdate: true });
    if (!me || checkIn?.personId !== me.id) return refused('not-found');
    if (checkIn.answers) return refused('already-done');
    const answered = { ...checkIn, answers: keptOf(answers) };
    await stores.checkIns.update(answered);
    const { meetingId } = checkIn;
    stores.happened({ kind: 'check-in.answered', meetingId });
    const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
    const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
    if (answers.tookPlace !== 'yes') {
      await stores.enqueue('series.follow', { seriesId: meeting.seriesId }, { key: meeting.seriesId });
    } else if (sideOf(pairing, me.id) === 'mentee') {
      await planNotice(stores, me.id, { kind: 'summary-asked', meetingId, version: 1 }, ports.clock.now());
    }
    // The partner's card shows what this side lets them see.
    const both = await stores.checkIns.ofMeetings([meetingId]);
    await refreshNotices(
      stores,
      both.map(({ id }) => id),
    );
    return done(await checkInMessage(stores, answered, me));
  });
}
