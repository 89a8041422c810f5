import type { MeetingRefusal } from '../meeting/change-meeting.ts';
import type { TimesRefusal } from '../meeting/choose-times.ts';
import type { BookingProblem } from '../meeting/meeting.ts';
import type { PauseRefusal } from '../meeting/pause-and-end.ts';
import type { BotMessage } from './chat.ts';

/** What a card says where something about meetings could not be done. */
export function refusal(reason: TimesRefusal | MeetingRefusal | PauseRefusal | BookingProblem | 'closed'): BotMessage {
  switch (reason) {
    case 'not-found':
      return { kind: 'no-longer-open', reason: 'not-yours' };
    case 'closed':
    case 'already-done':
    case 'not-now':
    case 'no-longer-free':
    case 'no-times':
    case 'unreadable':
    case 'day-passed':
      return { kind: 'no-longer-open', reason };
    case 'no-common-slot':
    case 'programme-over':
      return { kind: 'no-longer-open', reason: 'no-times' };
    default:
      // Whatever keeps a calendar from being read: nothing is known of it, so nothing is done.
      return { kind: 'no-longer-open', reason: 'unreadable' };
  }
}
