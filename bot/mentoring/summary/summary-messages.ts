import type { BotMessage } from '../chat/chat.ts';
import type { Commitment } from '../commitment/commitment.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { nextVersion, type Summary } from './summary.ts';
import { readPartner } from '../pairing/read-partner.ts';
import { localTime } from '../people/local-time.ts';

/** Asks the mentee what they heard; what they wrote, and what became of it, once they have. */
export async function readSummaryAsked(
  stores: Stores,
  { meetingId, version }: SubjectOf<'summary-asked'>,
  me: Person,
): Promise<Reading> {
  const { pairing, meeting, partner, summary, commitment } = await readAll(stores, meetingId, me);
  if (summary && summary.version >= version) {
    return { message: summaryWritten(partner, summary, commitment), isDue: false };
  }
  if (pairing.state === 'closed' || nextVersion(summary) !== version) return { message: closed, isDue: false };
  return {
    message: {
      kind: 'summary-question',
      meetingId,
      version,
      partner,
      meetingStart: localTime(meeting.startsAt, me),
      before: summary && {
        text: summary.text,
        commitment: commitment?.text ?? null,
        correction: summary.correction,
      },
    },
    isDue: true,
  };
}

/** Asks the mentor whether they were heard; what they said of it, once they have. */
export async function readSummaryToConfirm(
  stores: Stores,
  { meetingId, version }: SubjectOf<'summary-to-confirm'>,
  me: Person,
): Promise<Reading | null> {
  const { pairing, partner, summary, commitment } = await readAll(stores, meetingId, me);
  if (!summary) return null;
  if (summary.version !== version) {
    return { message: { kind: 'no-longer-open', reason: 'written-anew' }, isDue: false };
  }
  if (summary.state !== 'written') return { message: summaryJudged(partner, summary, commitment), isDue: false };
  if (pairing.state === 'closed') return { message: closed, isDue: false };
  return {
    message: {
      kind: 'summary-to-confirm',
      meetingId,
      version,
      partner,
      text: summary.text,
      commitment: commitment?.text ?? null,
    },
    isDue: true,
  };
}

const closed: BotMessage = { kind: 'no-longer-open', reason: 'closed' };

/** What the mentee's card shows of what they wrote. */
export function summaryWritten(partner: Person, summary: Summary, commitment: Commitment | null): BotMessage {
  const { text, state, correction } = summary;
  return { kind: 'summary-written', partner, text, commitment: commitment?.text ?? null, state, correction };
}

/** What the mentor's card shows of what they said. */
export function summaryJudged(partner: Person, summary: Summary, commitment: Commitment | null): BotMessage {
  const { text, verdict, correction } = summary;
  return {
    kind: 'summary-judged',
    partner,
    text,
    commitment: commitment?.text ?? null,
    verdict: present(verdict, 'verdict'),
    commitmentVerdict: commitment?.verdict ?? null,
    correction,
  };
}

interface All {
  readonly pairing: Pairing;
  readonly meeting: Meeting;
  readonly partner: Person;
  readonly summary: Summary | null;
  readonly commitment: Commitment | null;
}

async function readAll(stores: Stores, meetingId: string, me: Person): Promise<All> {
  const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
  const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
  const [summary = null] = await stores.summaries.ofMeetings([meetingId]);
  return {
    pairing,
    meeting,
    partner: await readPartner(stores, pairing, me),
    summary,
    commitment: await stores.commitments.ofMeeting(meetingId),
  };
}
