import type { BotMessage, Identity } from '../chat/chat.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { AnotherRoundAnswer } from './closing.ts';
import { isThanked } from './look-at-closing.ts';
import { thanksMessage } from './say-thanks.ts';

/**
 * Keeps what somebody says to another round; they may change their mind. Answers what their card shows from now on.
 * `not-open`: they are not asked.
 */
export async function answerAnotherRound(
  ports: Ports,
  who: Identity,
  part: { readonly participantId: string } | { readonly programmeId: string },
  answer: AnotherRoundAnswer,
): Promise<Outcome<BotMessage, 'not-found' | 'not-open'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine = me ? await stores.participants.ofPerson(me.id) : [];
    const participant = mine.find((one) =>
      'participantId' in part ? one.id === part.participantId : one.programmeId === part.programmeId,
    );
    if (!participant) return refused('not-found');
    const closing = await stores.closings.ofProgramme(participant.programmeId);
    if (!closing?.asksAnotherRound || !(await isThanked(stores, participant, closing))) return refused('not-open');
    const before = await stores.closings.answerOf(participant.id);
    // Said again it stays as it was said first.
    if (before?.answer !== answer.answer || before.role !== answer.role) {
      await stores.closings.saveAnswer(participant.id, answer, ports.clock.now());
      await refreshNotices(stores, [participant.id], ['thanks']);
    }
    return done(present(await thanksMessage(stores, participant.id), 'thanks'));
  });
}
