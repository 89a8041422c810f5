import type { ActKind } from './history/lead-act.ts';
import type { RoundProblem } from './matching/round.ts';
import type { BookingProblem } from './meeting/meeting.ts';

/**
 * What happens in a programme that its operator counts: that it runs, and how far. Ids of things and counts alone, never who
 * did it or what they said: who answered which way is told by no log and no metric.
 */
export type MentoringEvent =
  /** A lead did something; what, is in the history too. */
  | { readonly kind: 'lead.acted'; readonly programmeId: string; readonly act: ActKind }
  | { readonly kind: 'round.proven'; readonly roundId: string; readonly pairings: number }
  | { readonly kind: 'round.failed'; readonly roundId: string; readonly problem: RoundProblem['reason'] }
  /** One of the two said yes or no, or signed. */
  | { readonly kind: 'pairing.answered'; readonly pairingId: string }
  /** A booking stands in the calendars of both. */
  | { readonly kind: 'booking.verified'; readonly bookingId: string }
  | { readonly kind: 'booking.refused'; readonly bookingId: string; readonly problem: BookingProblem }
  /** It was made, but one of the two calendars does not show it. */
  | { readonly kind: 'booking.missing'; readonly bookingId: string }
  | { readonly kind: 'meeting.held'; readonly meetingId: string }
  | { readonly kind: 'check-in.answered'; readonly meetingId: string }
  | { readonly kind: 'summary.confirmed'; readonly meetingId: string }
  | { readonly kind: 'help.asked' }
  | { readonly kind: 'person.erased' };
