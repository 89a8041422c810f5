import { Temporal } from 'temporal-polyfill';
import type { Booking, Meeting, Series } from './meeting.ts';
import type { MeetingsStanding } from './messages.ts';

/** Whether the event stands in its organiser's calendar. */
export const isStanding = ({ state }: Booking): boolean => state === 'made' || state === 'verified';

/** Whether anything of the event may stand in Outlook, or come to. */
export const mayStand = (booking: Booking): boolean =>
  isStanding(booking) || booking.state === 'making' || booking.state === 'removing';

/** Whether the series meets, and nothing is being done with it as a whole. */
export const isMeeting = ({ state }: Series): boolean => state === 'booked' || state === 'verified';

/** Whether the meeting has not begun; one that waits for a time counts, whenever it was to be. */
export const isToCome = ({ state, startsAt }: Meeting, now: Temporal.Instant): boolean =>
  state === 'open' || (state === 'planned' && Temporal.Instant.compare(startsAt, now) > 0);

/** How the meetings of a series stand for its two; null when they are over for good. */
export function meetingsStanding({ state }: Series): MeetingsStanding | null {
  switch (state) {
    case 'booked':
    case 'verified':
      return 'standing';
    case 'planned':
    case 'offered':
    case 'booking':
    case 'changing':
      return 'under-way';
    case 'paused':
    case 'failed':
      return state;
    case 'ending':
    case 'ended':
      return null;
  }
}
