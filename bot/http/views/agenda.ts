import type { MyMeetingPage } from '../../mentoring/agenda/my-meeting.ts';
import type { Meeting } from '../../mentoring/meeting/meeting.ts';
import type * as contract from '../contract/contract.ts';
import { instant, meeting, personSummary } from './pairings.ts';

const neighbour = ({ id, number, startsAt }: Meeting) => ({ id, number, startsAt: instant(startsAt) });

/** One meeting as one of its two people sees it. */
export function myMeeting(page: MyMeetingPage): contract.MyMeeting {
  const { me, side, partner, pairing, shown, bookings, carryTo, commitments } = page;
  const { number } = shown.meeting;
  const standing = page.meetings.filter(({ state }) => state !== 'cancelled').toSorted((a, b) => a.number - b.number);
  const previous = standing.findLast((one) => one.number < number);
  const next = standing.find((one) => one.number > number);
  return {
    ...meeting(shown, bookings, me.id),
    pairingId: pairing.id,
    role: side,
    partner: personSummary(partner),
    meetings: page.meetings.length,
    previousMeeting: previous ? neighbour(previous) : null,
    nextMeeting: next ? neighbour(next) : null,
    carryTo: carryTo && neighbour(carryTo),
    commitments: commitments.map(({ id, meetingId, text, state, verdict }) => ({
      id,
      meetingId,
      text,
      state,
      verdict,
    })),
  };
}
