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
  | { readonly kind: 'check-in'; readonly checkInId: string }
  | { readonly kind: 'check-in-again'; readonly checkInId: string }
  | { readonly kind: 'stalled'; readonly pairingId: string; readonly occasion: string }
  | { readonly kind: 'lead-alert'; readonly pairingId: string; readonly occasion: string }
  | { readonly kind: 'help-request'; readonly helpId: string };

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

/** The same for the same thing: somebody has one notice of a key. */
export const keyOf = (subject: NoticeSubject): string => Object.values(subject).join(' ');

/** The id of what a notice is about: when that changes, what its cards show does too. */
export function aboutOf(subject: NoticeSubject): string {
  switch (subject.kind) {
    case 'offer':
    case 'agreement':
    case 'meeting-news':
    case 'stalled':
    case 'lead-alert':
      return subject.pairingId;
    case 'times':
    case 'booked':
      return subject.seriesId;
    case 'meeting-times':
      return subject.meetingId;
    case 'check-in':
    case 'check-in-again':
      return subject.checkInId;
    case 'help-request':
      return subject.helpId;
  }
}

/**
 * Whether it is sent again where a crash left open whether it was. What asks something is: a question that never came is
 * worse than a second card, and answers count once. News is not: nobody has to hear it twice; nor is a nudge, which would nag.
 */
export const mayComeTwice = ({ kind }: NoticeSubject): boolean => !once.has(kind);

const once: ReadonlySet<NoticeSubject['kind']> = new Set([
  'meeting-news',
  'booked',
  'check-in-again',
  'stalled',
  'lead-alert',
]);
