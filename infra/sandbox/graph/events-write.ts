import { createHash, randomUUID } from 'node:crypto';
import type { CalendarEvent, Copy } from '../calendar/event.ts';
import { recurrenceProblem, type PatternedRecurrence } from '../calendar/recurrence.ts';
import { viewEntry } from '../calendar/view.ts';
import { acceptedZone, dateOf, readDateTime, zoneOf } from '../calendar/zones.ts';
import { numberOf } from '../guid.ts';
import { answer, refusal, type GraphAnswer } from './answer.ts';
import { preferencesOf, unknownZone } from './outlook.ts';
import type { Call, Route, Tenant } from './tenant.ts';
import { checkEvent } from './validate.ts';

const DAY = 86_400_000;
const MOST_ATTENDEES = 500;
const EXTENDED_ID =
  /^(String|Integer|Boolean|SystemTime|Double|Long|CLSID) (\{[0-9a-f-]{36}\} (Name \S.*|Id 0x[0-9a-f]+)|0x[0-9a-f]+)$/i;
/** The properties that are kept and given back as they came. */
const KEPT = [
  'subject',
  'body',
  'importance',
  'sensitivity',
  'location',
  'locations',
  'categories',
  'attendees',
  'reminderMinutesBeforeStart',
  'isReminderOn',
  'responseRequested',
  'allowNewTimeProposals',
  'hideAttendees',
];

/** The routes that make events. */
export const eventCreateRoutes: Route[] = [
  { method: 'POST', template: '/users/{id}/events', service: 'outlook', handle: createEvent },
  { method: 'POST', template: '/users/{id}/calendar/events', service: 'outlook', handle: createEvent },
];

/** When an event is: what start, end, recurrence and isAllDay of a body say, checked. */
export type Timing = Pick<CalendarEvent, 'start' | 'end' | 'zone' | 'zoneName' | 'isAllDay'> & {
  recurrence?: PatternedRecurrence;
};

function createEvent(call: Call): GraphAnswer {
  const { tenant, request, person } = call;
  const preferences = preferencesOf(request);
  if (preferences === undefined) return unknownZone(request.headers['prefer'] ?? '');
  const checked = checkEvent(request.body);
  if (!checked.ok) return checked.refusal;
  const body = checked.event;
  const transactionId = (body['transactionId'] as string | null | undefined) ?? undefined;
  const content = createHash('sha256').update(canonical(body)).digest('base64url');
  const existing = transactionId === undefined ? undefined : tenant.calendars.findTransaction(person.id, transactionId);
  if (existing !== undefined) {
    return existing.transaction?.content === content
      ? answer(201, viewEntry({ event: existing }, tenant.directory, preferences))
      : refusal(
          409,
          'ErrorDuplicateTransactionId',
          "Your request can't be completed. The TransactionId was already used for another event.",
        );
  }
  const timing = readTiming(body);
  if (!timing.ok) return timing.refusal;
  const problem = contentProblem(body);
  if (problem) return problem;
  const extended = (body['singleValueExtendedProperties'] ?? []) as { id: string; value: string }[];
  const key = randomUUID();
  const now = tenant.clock.now();
  const online = body['isOnlineMeeting'] === true ? { joinUrl: joinUrl(key, tenant, person.id) } : undefined;
  const kept = keptContent(body);
  const event: CalendarEvent = {
    key,
    mailbox: person.id,
    uid: `00000000${key.replaceAll('-', '').toUpperCase()}`,
    content: online ? { ...kept, body: withJoinBlock(kept['body'] as Body | undefined, online.joinUrl) } : kept,
    ...timing.timing,
    showAs: (body['showAs'] as string | null | undefined) ?? 'busy',
    exceptions: {},
    cancelled: [],
    copies: copiesFor(body['attendees'], tenant, person.id, []),
    ...(online && { online }),
    extended,
    ...(transactionId !== undefined && { transaction: { id: transactionId, content } }),
    createdAt: now,
    modifiedAt: now,
  };
  tenant.calendars.put(event);
  const view = viewEntry({ event }, tenant.directory, preferences);
  const every = tenant.limits.settings.missingLinkEvery;
  // Teams is asked for the link in the background: now and then the answer leaves before it is there.
  const early = online && every > 0 && numberOf(`link ${transactionId ?? content}`, every) === 0;
  return answer(201, {
    '@odata.context': `${tenant.url()}/v1.0/$metadata#users('${person.id}')/events/$entity`,
    ...view,
    ...(early && { isOnlineMeeting: false, onlineMeetingProvider: 'unknown', onlineMeeting: null }),
  });
}

/** JSON with its properties in order, so that equal bodies are equal texts. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

const joinUrl = (key: string, tenant: Tenant, organizer: string): string => {
  const context = JSON.stringify({ Tid: tenant.directory.tenantId, Oid: organizer });
  const thread = Buffer.from(key).toString('base64url');
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${encodeURIComponent(context)}`;
};

interface Body {
  readonly contentType?: string | null;
  readonly content?: string | null;
}

/** The body with the block that Outlook adds to an online meeting. Outlook keeps bodies as HTML. */
function withJoinBlock(body: Body | undefined, url: string): { contentType: string; content: string } {
  const own = body?.content ?? '';
  const html = body?.contentType === 'html' ? own : `<p>${escapeHtml(own).replaceAll('\n', '<br>')}</p>`;
  const block = `<div class="me-email-text"><hr><p>Microsoft Teams meeting</p><p><a href="${escapeHtml(url)}">Join the meeting now</a></p><hr></div>`;
  return { contentType: 'html', content: `${html}${block}` };
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The properties of a body that are kept as they came. */
export const keptContent = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    KEPT.filter((name) => body[name] !== undefined && body[name] !== null).map((name) => [name, body[name]]),
  );

/** What is wrong with attendees or extended properties, or undefined. */
export function contentProblem(body: Record<string, unknown>): GraphAnswer | undefined {
  const attendees = (body['attendees'] ?? []) as { emailAddress?: { address?: string } | null }[];
  if (attendees.length > MOST_ATTENDEES)
    return refusal(400, 'ErrorInvalidRecipients', `An event can have at most ${MOST_ATTENDEES} attendees.`);
  if (attendees.some((attendee) => !/^[^@\s]+@[^@\s]+$/.test(attendee.emailAddress?.address ?? ''))) {
    return refusal(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
  }
  const properties = (body['singleValueExtendedProperties'] ?? []) as { id?: string; value?: string | null }[];
  if (properties.some((property) => !EXTENDED_ID.test(property.id ?? '') || typeof property.value !== 'string')) {
    return refusal(400, 'ErrorPropertyValidationFailure', 'At least one extended property has no valid id and value.');
  }
  return undefined;
}

/** The copies that attendees of this tenant with a mailbox get; those that they had already stay. */
export function copiesFor(attendees: unknown, tenant: Tenant, organizer: string, had: readonly Copy[]): Copy[] {
  const visibleAt = tenant.clock.now() + tenant.limits.settings.copyDelayMilliseconds;
  return ((attendees ?? []) as { emailAddress?: { address?: string } }[]).flatMap((attendee) => {
    const person = tenant.directory.find(attendee.emailAddress?.address ?? '');
    if (person === undefined || !tenant.directory.hasMailbox(person) || person.id === organizer) return [];
    const before = had.find((copy) => copy.mailbox === person.id);
    return [
      before ?? {
        key: randomUUID(),
        mailbox: person.id,
        visibleAt,
        response: 'notResponded' as const,
        removedDays: [],
      },
    ];
  });
}

/** When the event of a body is, or why that cannot be. */
export function readTiming(
  body: Record<string, unknown>,
): { ok: true; timing: Timing } | { ok: false; refusal: GraphAnswer } {
  const start = readTime(body['start']);
  const end = readTime(body['end']);
  if (!start.ok) return start;
  if (!end.ok) return end;
  const isAllDay = body['isAllDay'] === true;
  const lasts = zoneOf(end.zone).toInstant(end.local) - zoneOf(start.zone).toInstant(start.local);
  if (lasts < 0) return invalid('The end time must not be earlier than the start time.');
  if (isAllDay && (start.local % DAY !== 0 || end.local % DAY !== 0 || start.zone !== end.zone || lasts === 0)) {
    return invalid('The Event.Start and Event.End properties of an all day event must be midnights in one time zone.');
  }
  // The end is kept in the zone of the start, where a series repeats.
  const endLocal = zoneOf(start.zone).toLocal(zoneOf(end.zone).toInstant(end.local));
  const timing = { start: start.local, end: endLocal, zone: start.zone, zoneName: start.name, isAllDay };
  const recurrence = body['recurrence'] as PatternedRecurrence | null | undefined;
  if (recurrence === null || recurrence === undefined) return { ok: true, timing };
  const problem = recurrenceProblem(recurrence);
  if (problem !== undefined) return invalid(`At least one property failed validation: recurrence ${problem}.`);
  if (recurrence.range.startDate !== dateOf(start.local)) {
    return invalid("The recurrence range's startDate must be the date of the event's start.");
  }
  const { recurrenceTimeZone } = recurrence.range;
  if (recurrenceTimeZone && acceptedZone(recurrenceTimeZone) !== start.zone) {
    return invalid("The recurrenceTimeZone must be the time zone of the event's start.");
  }
  return { ok: true, timing: { ...timing, recurrence } };
}

type ReadTime = { ok: true; local: number; zone: string; name: string } | { ok: false; refusal: GraphAnswer };

function readTime(value: unknown): ReadTime {
  const time = value as { dateTime?: string; timeZone?: string | null } | null | undefined;
  const read = readDateTime(time?.dateTime ?? '');
  if (read === undefined) return invalid('At least one property failed validation: start and end need a dateTime.');
  const name = time?.timeZone ?? 'UTC';
  const zone = acceptedZone(name);
  if (zone === undefined) return { ok: false, refusal: unknownZone(name) };
  return { ok: true, local: read.hasOffset ? zoneOf(zone).toLocal(read.value) : read.value, zone, name };
}

const invalid = (message: string): { ok: false; refusal: GraphAnswer } => ({
  ok: false,
  refusal: refusal(400, 'ErrorPropertyValidationFailure', message),
});
