import type { BotMessage, Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { CheckInAnswers } from './check-in.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { checkInMessage } from './check-in-message.ts';

/** Keeps one side's answers. The first answers count; `message` is what the card shows from now on. */
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
    // A meeting that did not take place has nothing more to tell.
    const kept: CheckInAnswers =
      answers.tookPlace === 'yes' ? answers : { tookPlace: 'no', whoTalked: null, questions: null, useful: null };
    const answered = { ...checkIn, answers: kept };
    await stores.checkIns.update(answered);
    await refreshNotices(stores, [checkInId]);
    return done(await checkInMessage(stores, answered, me));
  });
}
