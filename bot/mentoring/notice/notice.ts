import type { Temporal } from 'temporal-polyfill';
import type { MeetingNews } from '../meeting/meeting-news.ts';

/**
 * What a notice is about. Its words are read from how that stands when it is sent, so that nobody hears what no longer
 * holds. `occasion` tells one time from the next where the same thing can happen again.
 */
export type NoticeSubject =
  | { readonly kind: 'offer'; readonly pairingId: string }
  | { readonly kind: 'agreement'; readonly pairingId: string }
  | { readonly kind: 'times'; readonly seriesId: string; readonly occasion: string }
  | { readonly kind: 'meeting-times'; readonly meetingId: string; readonly occasion: string }
  | { readonly kind: 'booked'; readonly seriesId: string; readonly occasion: string }
  | {
      readonly kind: 'meeting-news';
      readonly pairingId: string;
      readonly news: MeetingNews;
      readonly occasion: string;
    }
  | { readonly kind: 'enrolled'; readonly participantId: string }
  | { readonly kind: 'check-in'; readonly checkInId: string }
  /** What is asked before a meeting; `occasion` is the start for which it was planned. */
  | { readonly kind: 'agenda-question'; readonly meetingId: string; readonly occasion: string }
  | { readonly kind: 'agenda-reminder'; readonly meetingId: string; readonly occasion: string }
  | { readonly kind: 'agenda-suggestion'; readonly meetingId: string; readonly occasion: string }
  | { readonly kind: 'agenda-published'; readonly meetingId: string }
  /** Asks the mentee for this version of what they heard. */
  | { readonly kind: 'summary-asked'; readonly meetingId: string; readonly version: number }
  /** Asks the mentor whether this version is so. */
  | { readonly kind: 'summary-to-confirm'; readonly meetingId: string; readonly version: number }
  /** Asks the mentee, before this meeting, how they stand with what they said they would do. */
  | { readonly kind: 'commitments-asked'; readonly meetingId: string }
  /** Asks the mentor, before this meeting, whether something visibly changed. */
  | { readonly kind: 'commitments-to-confirm'; readonly meetingId: string }
  | { readonly kind: 'check-in-again'; readonly checkInId: string }
  | { readonly kind: 'stalled'; readonly pairingId: string; readonly occasion: string }
  /** What is still open is asked once more, because the lead wants it to be. */
  | { readonly kind: 'reminder'; readonly pairingId: string; readonly occasion: string }
  | { readonly kind: 'lead-alert'; readonly pairingId: string; readonly occasion: string }
  | { readonly kind: 'help-request'; readonly helpId: string }
  | { readonly kind: 'thanks'; readonly participantId: string };

export type SubjectOf<Kind extends NoticeSubject['kind']> = Extract<NoticeSubject, { kind: Kind }>;

/**
 * `planned`: not sent yet. `sending`: written down before it is sent, so that a crash leaves no doubt that it may have been.
 * `undeliverable`: the person cannot be reached now; it is planned anew when they can. `dropped`: there was nothing to say
 * any more.
 */
export type NoticeState = 'planned' | 'sending' | 'sent' | 'undeliverable' | 'dropped';

/** Something that the bot says by itself, once, to one person. */
export interface Notice {
  readonly id: string;
  readonly personId: string;
  readonly subject: NoticeSubject;
  readonly state: NoticeState;
  /** Not before this, so that nobody hears from us outside their working hours. */
  readonly sendAfter: Temporal.Instant;
  /** Messages in the chat that show it; several where somebody had it shown again. */
  readonly activityIds: readonly string[];
}

/** The same for the same thing, in whichever order its parts come: somebody has one notice of a key. */
export function keyOf({ kind, ...rest }: NoticeSubject): string {
  // The database keeps them in an order of its own.
  const parts = Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [kind, ...parts.map(([, value]) => value)].join(' ');
}

/** The id of what a notice is about: when that changes, what its cards show does too. */
export function aboutOf(subject: NoticeSubject): string {
  switch (subject.kind) {
    case 'offer':
    case 'agreement':
    case 'meeting-news':
    case 'stalled':
    case 'reminder':
    case 'lead-alert':
      return subject.pairingId;
    case 'times':
    case 'booked':
      return subject.seriesId;
    case 'meeting-times':
    case 'agenda-question':
    case 'agenda-reminder':
    case 'agenda-suggestion':
    case 'agenda-published':
    case 'summary-asked':
    case 'summary-to-confirm':
    case 'commitments-asked':
    case 'commitments-to-confirm':
      return subject.meetingId;
    case 'enrolled':
    case 'thanks':
      return subject.participantId;
    case 'check-in':
    case 'check-in-again':
      return subject.checkInId;
    case 'help-request':
      return subject.helpId;
  }
}

/**
 * Whether it is sent again where a crash left open whether it was. What asks something is: a question that never came is
 * worse than a second card, and answers count once. News is not, nor a nudge, nor what nobody has to answer: nobody has to hear it twice.
 */
export const mayComeTwice = ({ kind }: NoticeSubject): boolean => !comesOnce.includes(kind);

const comesOnce: readonly NoticeSubject['kind'][] = [
  'meeting-news',
  'booked',
  'enrolled',
  'agenda-reminder',
  'agenda-suggestion',
  'agenda-published',
  'check-in-again',
  'stalled',
  'reminder',
  'lead-alert',
  'thanks',
];
