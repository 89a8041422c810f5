import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../../bot/mentoring/meeting/calendar.ts';
import type { MailboxAddress, Repeats } from '../../../bot/mentoring/meeting/meeting.ts';

type Booking = Parameters<Calendar['book']>[1];

/** A booking of six meetings every two weeks on a Tuesday in London, across the change to summer time. */
export function bookingOf(
  bookingId: string,
  organizer: MailboxAddress,
  attendee: MailboxAddress,
  more: Partial<Booking> & { start?: Temporal.ZonedDateTime; meetings?: number; repeats?: Repeats } = {},
): Booking {
  const { start, meetings = 6, repeats = { kind: 'weeks', every: 2 }, ...rest } = more;
  return {
    bookingId,
    isAsked: true,
    isSeries: true,
    organizer,
    attendees: [attendee],
    slot: {
      start: start ?? Temporal.ZonedDateTime.from('2027-02-16T10:00:00[Europe/London]'),
      lengthMinutes: 45,
      meetings,
      repeats,
    },
    subject: `Mentoring: ${bookingId}`,
    body: 'One paragraph.\n\nAnother.',
    ...rest,
  };
}
