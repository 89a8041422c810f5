import type { BotMessage } from '../chat/chat.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { sharedWith, type CheckIn } from './check-in.ts';
import { readPartner } from '../pairing/read-partner.ts';
import { localTime } from '../people/local-time.ts';

/** What the card of a check-in shows now: the questions, or once given the answers and what the partner lets see of theirs. */
export async function checkInMessage(stores: Stores, checkIn: CheckIn, me: Person): Promise<BotMessage> {
  const meeting = present(await stores.meetings.byId(checkIn.meetingId), 'meeting');
  const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
  const partner = await readPartner(stores, pairing, me);
  if (checkIn.answers) {
    const theirs = (await stores.checkIns.ofMeetings([meeting.id])).find(({ personId }) => personId === partner.id);
    const shared = sharedWith(checkIn.answers, theirs?.answers ?? null);
    return { kind: 'check-in-answered', partner, answers: checkIn.answers, theirs: shared };
  }
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  return {
    kind: 'check-in',
    checkInId: checkIn.id,
    partner,
    meetingStart: localTime(meeting.startsAt, me),
    meetingNumber: meeting.number,
    meetings: meetings.length,
  };
}

export async function readCheckIn(stores: Stores, { checkInId }: SubjectOf<'check-in'>, me: Person): Promise<Reading> {
  const checkIn = present(await stores.checkIns.byId(checkInId), 'check-in');
  return { message: await checkInMessage(stores, checkIn, me), isDue: checkIn.answers === null };
}
