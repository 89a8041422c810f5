import type { Temporal } from 'temporal-polyfill';
import { readAgenda } from '../agenda/agenda-message.ts';
import { readCheckIn } from '../checkin/check-in-message.ts';
import { readCommitmentsAsked, readCommitmentsToConfirm } from '../commitment/commitment-messages.ts';
import { readThanks } from '../closing/say-thanks.ts';
import { readHelpRequest } from '../help/help-message.ts';
import { readBooked } from '../meeting/booked-message.ts';
import { readMeetingNews } from '../meeting/news-message.ts';
import { readMeetingTimes, readTimesOffer } from '../meeting/times-message.ts';
import { readCheckInAgain } from '../nudge/check-in-again.ts';
import { readLeadAlert } from '../nudge/lead-alert.ts';
import { readReminder } from '../nudge/reminder.ts';
import { readStalled } from '../nudge/stalled.ts';
import { readAgreement, readOffer } from '../pairing/ask-message.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { readEnrolled } from '../signup/tell-enrolled.ts';
import { readSummaryAsked, readSummaryToConfirm } from '../summary/summary-messages.ts';
import type { Notice } from './notice.ts';
import type { Reading } from './reading.ts';

/** Null where there is nothing to say, not even in place of what was said before. */
export async function readNotice(
  stores: Stores,
  notice: Notice,
  me: Person,
  now: Temporal.Instant,
): Promise<Reading | null> {
  const { subject } = notice;
  switch (subject.kind) {
    case 'offer':
      return readOffer(stores, subject, me);
    case 'agreement':
      return readAgreement(stores, subject, me);
    case 'times':
      return readTimesOffer(stores, subject, me);
    case 'meeting-times':
      return readMeetingTimes(stores, subject, me);
    case 'booked':
      return readBooked(stores, subject, me);
    case 'meeting-news':
      return readMeetingNews(stores, subject, me);
    case 'enrolled':
      return readEnrolled(stores, subject);
    case 'check-in':
      return readCheckIn(stores, subject, me);
    case 'agenda-question':
    case 'agenda-reminder':
    case 'agenda-suggestion':
    case 'agenda-published':
      return readAgenda(stores, { ...notice, subject }, me, now);
    case 'summary-asked':
      return readSummaryAsked(stores, subject, me);
    case 'summary-to-confirm':
      return readSummaryToConfirm(stores, subject, me);
    case 'commitments-asked':
      return readCommitmentsAsked(stores, subject, me);
    case 'commitments-to-confirm':
      return readCommitmentsToConfirm(stores, subject, me);
    case 'check-in-again':
      return readCheckInAgain(stores, subject, me);
    case 'stalled':
      return readStalled(stores, subject, me);
    case 'reminder':
      return readReminder(stores, subject, me, now);
    case 'lead-alert':
      return readLeadAlert(stores, subject);
    case 'help-request':
      return readHelpRequest(stores, subject, me);
    case 'thanks':
      return readThanks(stores, subject);
  }
}
