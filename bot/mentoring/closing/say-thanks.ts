import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import type { SubjectOf } from '../notice/notice.ts';
import { afterQuietHours } from '../notice/quiet-hours.ts';
import type { Reading } from '../notice/reading.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import { whoTookPart, type Closing } from './closing.ts';
import { lockClosing } from './look-at-closing.ts';
import type { ClosingMessage } from './messages.ts';
import { byId } from '../by-id.ts';

/**
 * Has everybody who took part thanked by the bot, once: said again it changes nothing, not even the words. Answers whether
 * it was this time.
 */
export async function sayThanks(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  { words, asksAnotherRound }: Pick<Closing, 'words' | 'asksAnotherRound'>,
): Promise<Outcome<boolean, 'not-found' | 'nobody-took-part'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const found = await lockClosing(stores, programmeId);
    if (!found) return refused('not-found');
    const { closing } = found;
    if (closing.thankedAt) return done(false);
    const pairings = await stores.pairings.ofProgramme(programmeId);
    if (whoTookPart(await stores.participants.ofProgramme(programmeId), pairings).length === 0) {
      return refused('nobody-took-part');
    }
    await stores.closings.save({
      ...closing,
      thankedAt: ports.clock.now(),
      thankedBy: lead,
      words,
      asksAnotherRound,
    });
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'thanks-said');
    await stores.enqueue('programme.thank', { programmeId }, { key: programmeId });
    return done(true);
  });
}

/** Plans the thanks of everybody who took part, within their working hours. */
export async function planThanks(ports: Ports, tenantId: string, programmeId: string): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const pairings = await stores.pairings.ofProgramme(programmeId);
    const participants = whoTookPart(await stores.participants.ofProgramme(programmeId), pairings);
    const people = byId(await stores.people.byIds(participants.map(({ personId }) => personId)));
    const now = ports.clock.now();
    await stores.notices.insertAll(
      participants.map(({ id: participantId, personId }) => ({
        id: newId(),
        personId,
        subject: { kind: 'thanks', participantId },
        state: 'planned',
        sendAfter: afterQuietHours(present(people.get(personId), 'person'), now),
        activityIds: [],
      })),
    );
  });
}

/** The thanks of somebody who took part; null once they take part no more. */
export async function readThanks(stores: Stores, { participantId }: SubjectOf<'thanks'>): Promise<Reading | null> {
  const message = await thanksMessage(stores, participantId);
  return message && { message, isDue: message.answer === null };
}

/** The same as a card. */
export async function thanksMessage(
  stores: Stores,
  participantId: string,
): Promise<Extract<ClosingMessage, { readonly kind: 'programme-thanks' }> | null> {
  const participant = await stores.participants.byId(participantId);
  const closing = participant && (await stores.closings.ofProgramme(participant.programmeId));
  if (!participant || !closing?.thankedBy) return null;
  const programme = present(await stores.programmes.byId(participant.programmeId), 'programme');
  return {
    kind: 'programme-thanks',
    participantId,
    programme: programme.name,
    from: closing.thankedBy.name,
    words: closing.words,
    role: participant.role,
    isAsked: closing.asksAnotherRound,
    answer: await stores.closings.answerOf(participantId),
  };
}
