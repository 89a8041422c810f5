import { bookingId, type Booking, type Slot } from './meeting.ts';

/** A booking that nobody has been asked for yet; of one meeting, or of the whole series with `meetingId` null. */
export function newBooking(of: {
  readonly seriesId: string;
  readonly meetingId: string | null;
  readonly version: number;
  readonly slot: Slot;
}): Booking {
  return {
    id: bookingId(of.meetingId ?? of.seriesId, of.version),
    ...of,
    state: 'making',
    meetings: null,
    organizer: null,
    isAsked: false,
    eventId: null,
    joinUrl: null,
    uid: null,
    farewell: null,
  };
}
