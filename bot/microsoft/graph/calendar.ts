import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { Attendee, BookedSeries, Calendar, Occurrence } from '../../mentoring/ports.ts';
import type { Slot } from '../../mentoring/meeting/meeting.ts';
import { shorten } from '../../mentoring/text.ts';
import { GraphRefusal, type Graph } from './client.ts';
import { readBusy } from './schedule.ts';
import { windowsZone } from './zones.ts';

/** The property that marks a series as ours, so that it is found again after a crash; the GUID is Vantage's own. */
const seriesProperty = 'String {7d1f4c52-64f0-4c0b-9d3a-2f6f0f7a9b31} Name VantageSeries';
const eventFields = '$select=id,onlineMeeting,isOnlineMeeting';
const subjectLimit = 255;

const EventAnswer = z.object({
  id: z.string(),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
});
const Time = z.object({ dateTime: z.string(), timeZone: z.string() });
const Instance = z.object({ id: z.string(), start: Time, end: Time, isCancelled: z.boolean().nullish() });
const page = <T extends z.ZodType>(of: T) => z.object({ value: z.array(of), '@odata.nextLink': z.string().optional() });
const EventPage = page(EventAnswer);
const InstancePage = page(Instance);

const booked = ({ id, onlineMeeting }: z.infer<typeof EventAnswer>): BookedSeries => ({
  eventId: id,
  joinUrl: onlineMeeting?.joinUrl ?? null,
});
/** Times are asked for in UTC and come without an offset. */
const instant = ({ dateTime }: z.infer<typeof Time>) => Temporal.Instant.from(`${dateTime.replace(/Z$/, '')}Z`);
const occurrence = (one: z.infer<typeof Instance>): Occurrence => ({
  eventId: one.id,
  startsAt: instant(one.start),
  endsAt: instant(one.end),
  cancelled: one.isCancelled === true,
});
const inUtc = { Prefer: 'outlook.timezone="UTC"' };

/** The event is not there, nor will it be: with its owner or their mailbox it is gone too. */
const isGone = ({ status, meaning }: GraphRefusal) =>
  meaning === 'gone' || (status === 404 && (meaning === 'person-unknown' || meaning === 'no-mailbox'));

/** Everybody's calendars, through Graph. */
export function createCalendar(graph: Graph): Calendar {
  const user = (person: Attendee) => `/users/${person.entraObjectId}`;
  const mailboxOf = (person: Attendee) => person.entraObjectId;

  const findSeries: Calendar['findSeries'] = async (tenantId, organizer, seriesId) => {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${seriesProperty}' and ep/value eq '${seriesId}')`;
    const path = `${user(organizer)}/events?$filter=${encodeURIComponent(filter)}&${eventFields}`;
    const found = EventPage.parse(await graph({ tenantId, path, mailbox: mailboxOf(organizer) }));
    return found.value[0] ? booked(found.value[0]) : null;
  };

  /** Null instead of a refusal, where the thing asked for is gone. */
  const unlessGone = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof GraphRefusal && isGone(error)) return null;
      throw error;
    }
  };

  return {
    busy: (tenantId, people, from, to) => readBusy(graph, tenantId, people, from, to),
    findSeries,

    async bookSeries(tenantId, booking) {
      const { seriesId, organizer } = booking;
      const body = event(booking);
      if (!body) return { ok: false, reason: 'refused', detail: 'the time zone has no Windows name' };
      try {
        const there = await findSeries(tenantId, organizer, seriesId);
        if (there) return { ok: true, series: there };
        const made = await graph({
          tenantId,
          method: 'POST',
          path: `${user(organizer)}/events`,
          mailbox: mailboxOf(organizer),
          body,
        });
        return { ok: true, series: booked(EventAnswer.parse(made)) };
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error;
        // Made by an earlier try whose answer was lost, and changed since: it is there to be found.
        const earlier = error.meaning === 'already-made' ? await findSeries(tenantId, organizer, seriesId) : null;
        if (earlier) return { ok: true, series: earlier };
        return { ok: false, reason: 'refused', detail: `${error.status} ${error.code}` };
      }
    },

    async readSeries(tenantId, organizer, eventId) {
      return unlessGone(async () => {
        const path = `${user(organizer)}/events/${encodeURIComponent(eventId)}?${eventFields}`;
        return booked(EventAnswer.parse(await graph({ tenantId, path, mailbox: mailboxOf(organizer) })));
      });
    },

    async occurrences(tenantId, organizer, eventId, from, to) {
      const found: Occurrence[] = [];
      const range = `startDateTime=${from.toString()}&endDateTime=${to.toString()}`;
      let path: string | undefined =
        `${user(organizer)}/events/${encodeURIComponent(eventId)}/instances?${range}&$top=100&$select=id,start,end,isCancelled`;
      while (path !== undefined) {
        const asked = { tenantId, path, headers: inUtc, mailbox: mailboxOf(organizer) };
        const given = await unlessGone(() => graph(asked));
        if (given === null) return [];
        const answer: z.infer<typeof InstancePage> = InstancePage.parse(given);
        found.push(...answer.value.map(occurrence));
        path = answer['@odata.nextLink'];
      }
      return found;
    },

    async occurrence(tenantId, organizer, eventId) {
      return unlessGone(async () => {
        const path = `${user(organizer)}/events/${encodeURIComponent(eventId)}?$select=id,start,end,isCancelled`;
        const mailbox = mailboxOf(organizer);
        return occurrence(Instance.parse(await graph({ tenantId, path, headers: inUtc, mailbox })));
      });
    },
  };
}

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The event to post; null when Outlook has no name for the zone. */
function event(booking: Parameters<Calendar['bookSeries']>[1]): Event | null {
  const { seriesId, slot, attendee } = booking;
  const zone = windowsZone(slot.start.timeZoneId);
  if (zone === null) return null;
  return {
    subject: shorten(plain(booking.subject), subjectLimit),
    body: { contentType: 'html', content: paragraphs(booking.body) },
    start: { dateTime: local(slot.start), timeZone: zone },
    end: { dateTime: local(slot.start.add({ minutes: slot.lengthMinutes })), timeZone: zone },
    recurrence: recurrence(slot),
    attendees: [
      { type: 'required', emailAddress: { address: attendee.userPrincipalName, name: plain(attendee.displayName) } },
    ],
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
    transactionId: seriesId,
    singleValueExtendedProperties: [{ id: seriesProperty, value: seriesId }],
  };
}

function recurrence(slot: Slot): NonNullable<Event['recurrence']> {
  return {
    pattern: {
      type: 'weekly',
      interval: slot.everyWeeks,
      daysOfWeek: [dayNames[slot.start.dayOfWeek] ?? 'monday'],
      firstDayOfWeek: 'monday',
    },
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
const paragraphs = (text: string) =>
  text
    .split('\n\n')
    .map((part) => `<p>${escape(plain(part))}</p>`)
    .join('');
