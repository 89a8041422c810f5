import type { Temporal } from 'temporal-polyfill';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { Calendar } from '../../mentoring/meeting/calendar.ts';
import type { Slot } from '../../mentoring/meeting/meeting.ts';
import { shorten } from '../../mentoring/text.ts';
import { windowsZone } from './zones.ts';

/** The property that marks an event as ours, so that it is found again after a crash; the GUID is Vantage's own. */
export const bookingProperty = 'String {7d1f4c52-64f0-4c0b-9d3a-2f6f0f7a9b31} Name VantageSeries';
const subjectLimit = 255;

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const indexes = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const;

/** The event to post, a series or a single meeting; null when Outlook has no name for the zone. */
export function eventOf(booking: Parameters<Calendar['book']>[1]): Event | null {
  const { bookingId, slot, attendees } = booking;
  const times = timesOf(slot.start, slot.lengthMinutes);
  if (times === null) return null;
  return {
    subject: shorten(plain(booking.subject), subjectLimit),
    body: { contentType: 'html', content: paragraphs(booking.body) },
    ...times,
    ...(booking.isSeries && { recurrence: recurrence(slot) }),
    attendees: attendees.map(({ userPrincipalName, displayName }) => ({
      type: 'required',
      emailAddress: { address: userPrincipalName, name: plain(displayName) },
    })),
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
    transactionId: bookingId,
    singleValueExtendedProperties: [{ id: bookingProperty, value: bookingId }],
  };
}

/** Start and end as Outlook keeps them, in local time; null when it has no name for the zone. */
export function timesOf(start: Temporal.ZonedDateTime, lengthMinutes: number): Pick<Event, 'start' | 'end'> | null {
  const timeZone = windowsZone(start.timeZoneId);
  if (timeZone === null) return null;
  return {
    start: { dateTime: local(start), timeZone },
    end: { dateTime: local(start.add({ minutes: lengthMinutes })), timeZone },
  };
}

function recurrence(slot: Slot): NonNullable<Event['recurrence']> {
  const { repeats } = slot;
  const daysOfWeek = [dayNames[slot.start.dayOfWeek] ?? 'monday'];
  return {
    pattern:
      repeats.kind === 'weeks'
        ? { type: 'weekly', interval: repeats.every, daysOfWeek, firstDayOfWeek: 'monday' }
        : { type: 'relativeMonthly', interval: 1, daysOfWeek, index: indexes[repeats.week] },
    range: {
      type: 'numbered',
      startDate: slot.start.toPlainDate().toString(),
      numberOfOccurrences: slot.meetings,
    },
  };
}

const local = (time: Temporal.ZonedDateTime) => time.toPlainDateTime().toString({ smallestUnit: 'second' });
/** Text on one line, without marks that could disguise it. */
const plain = (text: string) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);

/** Paragraphs of plain text as HTML in which nothing of them is markup. */
export const paragraphs = (text: string) =>
  text
    .split('\n\n')
    .map((part) => `<p>${escape(plain(part))}</p>`)
    .join('');
