import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type {
  BookedEvent,
  Calendar,
  CalendarOutcome,
  CalendarRefusal,
  InvitationResponse,
  Occurrence,
} from '../../mentoring/meeting/calendar.ts';
import type { MailboxAddress } from '../../mentoring/meeting/meeting.ts';
import { GraphRefusal, type Graph } from './client.ts';
import type { Meaning } from './errors.ts';
import { bookingProperty, eventOf, paragraphs, timesOf } from './event.ts';
import { withOwnText } from './invitation-body.ts';
import { readBusy } from './schedule.ts';

const eventFields = '$select=id,iCalUId,onlineMeeting,isOnlineMeeting';
const occurrenceFields = '$select=id,start,end,isCancelled,attendees';

const EventAnswer = z.object({
  id: z.string(),
  iCalUId: z.string().nullish(),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
});
const Time = z.object({ dateTime: z.string(), timeZone: z.string() });
const Attendee = z.object({
  emailAddress: z.object({ address: z.string().nullish() }).nullish(),
  status: z.object({ response: z.string().nullish(), time: z.string().nullish() }).nullish(),
});
const Instance = z.object({
  id: z.string(),
  start: Time,
  end: Time,
  isCancelled: z.boolean().nullish(),
  attendees: z.array(Attendee).nullish(),
});
const page = <T extends z.ZodType>(of: T) => z.object({ value: z.array(of), '@odata.nextLink': z.string().optional() });
const EventPage = page(EventAnswer);
const InstancePage = page(Instance);
const Described = z.object({
  body: z.object({ content: z.string() }),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
});

const booked = ({ id, iCalUId, onlineMeeting }: z.infer<typeof EventAnswer>): BookedEvent => ({
  eventId: id,
  uid: iCalUId ?? null,
  joinUrl: onlineMeeting?.joinUrl ?? null,
});
/** Times are asked for in UTC and come without an offset. */
const instant = ({ dateTime }: z.infer<typeof Time>) => Temporal.Instant.from(`${dateTime.replace(/Z$/, '')}Z`);
const answers: Readonly<Record<string, InvitationResponse['response']>> = {
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
};
const occurrence = (one: z.infer<typeof Instance>): Occurrence => ({
  eventId: one.id,
  startsAt: instant(one.start),
  endsAt: instant(one.end),
  cancelled: one.isCancelled === true,
  responses: (one.attendees ?? []).flatMap(({ emailAddress, status }) => {
    const response = answers[status?.response ?? ''];
    const address = emailAddress?.address?.toLowerCase();
    if (!response || address === undefined || !status?.time) return [];
    return [{ userPrincipalName: address, response, at: Temporal.Instant.from(status.time) }];
  }),
});
const inUtc = { Prefer: 'outlook.timezone="UTC"' };

const done = <Value>(value: Value): CalendarOutcome<Value> => ({ ok: true, value });

/** What a refusal says about a calendar; every other one is just that. */
const reasons: Partial<Record<Meaning, CalendarRefusal>> = {
  gone: 'gone',
  'no-mailbox': 'no-mailbox',
  'access-denied': 'access-denied',
  'crosses-neighbour': 'crosses-neighbour',
};

/** A refusal as a value. */
const refused = ({ status, code, meaning }: GraphRefusal): CalendarOutcome<never> => ({
  ok: false,
  // With another status it is somebody invited whom nobody knows.
  reason: meaning === 'person-unknown' && status === 404 ? 'person-gone' : (reasons[meaning] ?? 'refused'),
  detail: `${status} ${code}`,
});

/** Everybody's calendars, through Graph. */
export function createCalendar(graph: Graph): Calendar {
  const user = (person: MailboxAddress) => `/users/${person.entraObjectId}`;
  const eventPath = (organizer: MailboxAddress, eventId: string) =>
    `${user(organizer)}/events/${encodeURIComponent(eventId)}`;

  /** A refusal as a value. */
  const outcome = async <Value>(work: () => Promise<Value>): Promise<CalendarOutcome<Value>> => {
    try {
      return done(await work());
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      return refused(error);
    }
  };

  const lookUp = async (tenantId: string, owner: MailboxAddress, filter: string): Promise<BookedEvent | null> => {
    const path = `${user(owner)}/events?$filter=${encodeURIComponent(filter)}&${eventFields}`;
    const found = EventPage.parse(await graph({ tenantId, path, mailbox: owner.entraObjectId }));
    return found.value[0] ? booked(found.value[0]) : null;
  };
  const findMarked = (tenantId: string, organizer: MailboxAddress, bookingId: string) => {
    const property = `singleValueExtendedProperties/Any(ep: ep/id eq '${bookingProperty}' and ep/value eq '${bookingId}')`;
    return lookUp(tenantId, organizer, property);
  };

  return {
    busy: (tenantId, people, from, to) => readBusy(graph, tenantId, people, from, to),

    find: (tenantId, organizer, bookingId) => outcome(() => findMarked(tenantId, organizer, bookingId)),

    async book(tenantId, booking) {
      const { bookingId, organizer } = booking;
      const body = eventOf(booking);
      if (!body) return { ok: false, reason: 'refused', detail: 'the time zone has no Windows name' };
      if (booking.isAsked) {
        const earlier = await outcome(() => findMarked(tenantId, organizer, bookingId));
        if (!earlier.ok) return earlier;
        if (earlier.value) return done(earlier.value);
      }
      const path = `${user(organizer)}/events`;
      const mailbox = organizer.entraObjectId;
      try {
        return done(booked(EventAnswer.parse(await graph({ tenantId, method: 'POST', path, mailbox, body }))));
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error;
        // Made by an earlier try whose answer was lost, and changed since: it is there to be found.
        if (error.meaning !== 'already-made') return refused(error);
        const earlier = await outcome(() => findMarked(tenantId, organizer, bookingId));
        if (!earlier.ok) return earlier;
        return earlier.value ? done(earlier.value) : refused(error);
      }
    },

    read: (tenantId, organizer, eventId) =>
      outcome(async () => {
        const path = `${eventPath(organizer, eventId)}?${eventFields}`;
        return booked(EventAnswer.parse(await graph({ tenantId, path, mailbox: organizer.entraObjectId })));
      }),

    occurrences: (tenantId, organizer, eventId, from, to) =>
      outcome(async () => {
        const found: Occurrence[] = [];
        const range = `startDateTime=${from.toString()}&endDateTime=${to.toString()}`;
        let path: string | undefined =
          `${eventPath(organizer, eventId)}/instances?${range}&$top=100&${occurrenceFields}`;
        while (path !== undefined) {
          const asked = { tenantId, path, headers: inUtc, mailbox: organizer.entraObjectId };
          const answer: z.infer<typeof InstancePage> = InstancePage.parse(await graph(asked));
          found.push(...answer.value.map(occurrence));
          path = answer['@odata.nextLink'];
        }
        return found;
      }),

    occurrence: (tenantId, organizer, eventId) =>
      outcome(async () => {
        const path = `${eventPath(organizer, eventId)}?${occurrenceFields}`;
        const mailbox = organizer.entraObjectId;
        return occurrence(Instance.parse(await graph({ tenantId, path, headers: inUtc, mailbox })));
      }),

    hasCopy: (tenantId, invited, uid) =>
      outcome(async () => (await lookUp(tenantId, invited, `iCalUId eq '${uid.replaceAll("'", "''")}'`)) !== null),

    async move(tenantId, organizer, eventId, start, lengthMinutes) {
      const body = timesOf(start, lengthMinutes);
      if (!body) return { ok: false, reason: 'refused', detail: 'the time zone has no Windows name' };
      return outcome(async () => {
        const path = eventPath(organizer, eventId);
        await graph({ tenantId, method: 'PATCH', path, mailbox: organizer.entraObjectId, body });
        return null;
      });
    },

    async cancel(tenantId, organizer, eventId, comment) {
      const cancelled = await outcome(async () => {
        const path = `${eventPath(organizer, eventId)}/cancel`;
        await graph({ tenantId, method: 'POST', path, mailbox: organizer.entraObjectId, body: { comment } });
        return null;
      });
      return !cancelled.ok && cancelled.reason === 'gone' ? done(null) : cancelled;
    },

    async describe(tenantId, organizer, eventId, text) {
      const path = eventPath(organizer, eventId);
      const mailbox = organizer.entraObjectId;
      const read = await outcome(async () =>
        Described.parse(await graph({ tenantId, path: `${path}?$select=body,onlineMeeting`, mailbox })),
      );
      if (!read.ok) return read;
      const { body, onlineMeeting } = read.value;
      const content = withOwnText(body.content, paragraphs(text), onlineMeeting?.joinUrl ?? null);
      if (content === null) return { ok: false, reason: 'refused', detail: 'the part that Teams wrote was not found' };
      if (content === body.content) return done(null);
      const changed = { body: { contentType: 'html', content } };
      return outcome(async () => {
        await graph({ tenantId, method: 'PATCH', path, mailbox, body: changed });
        return null;
      });
    },
  };
}
