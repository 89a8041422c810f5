import type { Identity } from '../chat/chat.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import type { Ports } from '../ports.ts';
import { sharedWith, type CheckInAnswers, type WhoTalked } from './check-in.ts';

/** What somebody said after a meeting, as they alone see it. */
export interface MyAnswer {
  readonly meeting: Meeting;
  readonly answers: CheckInAnswers;
  /** Who talked more as the other side saw it; null until both have said. */
  readonly theySay: WhoTalked | null;
}

/** What somebody has said in their check-ins of a pairing, the newest meeting first; null where it is none of theirs. */
export async function myAnswers(ports: Ports, who: Identity, pairingId: string): Promise<readonly MyAnswer[] | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const pairing = await stores.pairings.byId(pairingId);
    if (!me || !pairing || !shownTo(me, pairing)) return null;
    const meetings = await stores.meetings.ofPairings([pairingId]);
    const checkIns = await stores.checkIns.ofMeetings(meetings.map(({ id }) => id));
    return meetings
      .flatMap((meeting): MyAnswer[] => {
        const of = (isMine: boolean) =>
          checkIns.find((one) => one.meetingId === meeting.id && (one.personId === me.id) === isMine)?.answers ?? null;
        const answers = of(true);
        return answers ? [{ meeting, answers, theySay: sharedWith(answers, of(false)).whoTalked }] : [];
      })
      .toReversed();
  });
}
