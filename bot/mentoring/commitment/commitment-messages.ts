import type { BotMessage } from '../chat/chat.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { askedOfMentee, askedOfMentor } from './coming-back.ts';
import type { Commitment } from './commitment.ts';
import type { ShownCommitment } from './messages.ts';
import { readPartner } from '../pairing/read-partner.ts';

/** Most commitments on one card; the others come with the next one, and stand in the tab. */
const mostShown = 5;

/** Asks the mentee how they stand with what they said they would do; what they said of it, once they have. */
export async function readCommitmentsAsked(
  stores: Stores,
  { meetingId }: SubjectOf<'commitments-asked'>,
  me: Person,
): Promise<Reading> {
  const { isToCome, partner, all, standing } = await readAll(stores, meetingId, me);
  const asked = askedOfMentee(standing, meetingId);
  if (isToCome && asked.length > 0) {
    const commitments = asked.slice(0, mostShown).map(shownOf);
    return { message: { kind: 'commitments-question', meetingId, partner, commitments }, isDue: true };
  }
  const answered = all.filter(({ menteeAnsweredBefore }) => menteeAnsweredBefore === meetingId).map(shownOf);
  if (answered.length === 0) return { message: closed, isDue: false };
  return { message: { kind: 'commitments-answered', partner, commitments: answered }, isDue: false };
}

/** Asks the mentor whether something visibly changed; what they said, once they have. */
export async function readCommitmentsToConfirm(
  stores: Stores,
  { meetingId }: SubjectOf<'commitments-to-confirm'>,
  me: Person,
): Promise<Reading> {
  const { isToCome, partner, all, standing, ...background } = await readAll(stores, meetingId, me);
  const asked = askedOfMentor(standing, meetingId, background);
  if (isToCome && asked.length > 0) {
    const commitments = asked.slice(0, mostShown).map(shownOf);
    return { message: { kind: 'commitments-to-confirm', meetingId, partner, commitments }, isDue: true };
  }
  const answered = all.filter(({ mentorAnsweredBefore }) => mentorAnsweredBefore === meetingId).map(shownOf);
  if (answered.length === 0) return { message: closed, isDue: false };
  return { message: { kind: 'commitments-confirmed', partner, commitments: answered }, isDue: false };
}

const closed: BotMessage = { kind: 'no-longer-open', reason: 'closed' };

/** A commitment as cards show it. */
export const shownOf = ({ id, text, state }: Commitment): ShownCommitment => ({ commitmentId: id, text, state });

async function readAll(stores: Stores, meetingId: string, me: Person) {
  const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
  const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
  const meetings = await stores.meetings.ofPairings([pairing.id]);
  return {
    // Of a pairing that has ended nothing is asked, and before a meeting that was no more.
    isToCome: pairing.state !== 'closed' && (meeting.state === 'planned' || meeting.state === 'open'),
    partner: await readPartner(stores, pairing, me),
    all: await stores.commitments.ofPairings([pairing.id]),
    standing: await stores.commitments.openOf(pairing.id),
    meetings,
    checkIns: await stores.checkIns.ofMeetings(meetings.map(({ id }) => id)),
  };
}
