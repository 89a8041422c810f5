import { Temporal } from 'temporal-polyfill';
import type { Repeats } from '../../../bot/mentoring/meeting/meeting.ts';
import type { Attendee, Calendar } from '../../../bot/mentoring/ports.ts';

type Booking = Parameters<Calendar['bookSeries']>[1];

/** A booking of six meetings every two weeks on a Tuesday in London, across the change to summer time. */
export function bookingOf(
  seriesId: string,
  organizer: Attendee,
  attendee: Attendee,
  more: Partial<Booking> & { start?: Temporal.ZonedDateTime; meetings?: number; repeats?: Repeats } = {},
): Booking {
  const { start, meetings = 6, repeats = { kind: 'weeks', every: 2 }, ...rest } = more;
  return {
    seriesId,
    organizer,
    attendee,
    slot: {
      start: start ?? Temporal.ZonedDateTime.from('2027-02-16T10:00:00[Europe/London]'),
      lengthMinutes: 45,
      meetings,
      repeats,
    },
    subject: `Mentoring: ${seriesId}`,
    body: 'One paragraph.\n\nAnother.',
    ...rest,
  };
}
