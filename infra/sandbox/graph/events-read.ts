import { occurrenceOn, occurrencesOf, type Entry } from '../calendar/event.ts';
import { iCalUIdOf } from '../calendar/ids.ts';
import { viewCancelled, viewEntry, viewOccurrence, type ViewOptions } from '../calendar/view.ts';
import { answer, page, project, refusal, selected, type GraphAnswer } from './answer.ts';
import { findEvent, notFound, preferencesOf, unknownZone, windowOf } from './outlook.ts';
import type { Call, Route } from './tenant.ts';
import { EVENT_PROPERTIES } from './validate.ts';

const FOUR_WEEKS = 28 * 86_400_000;
/** Ten at a time unless asked otherwise: those who do not follow the link see only a part. */
const OUTLOOK_PAGE = { usual: 10, most: 1000, skipName: '$skip' } as const;

/** The routes that read events. */
export const eventReadRoutes: Route[] = [
  { method: 'GET', template: '/users/{id}/events', service: 'outlook', handle: listEvents },
  { method: 'GET', template: '/users/{id}/calendar/events', service: 'outlook', handle: listEvents },
  { method: 'GET', template: '/users/{id}/events/{id}', service: 'outlook', handle: getEvent },
  { method: 'GET', template: '/users/{id}/events/{id}/instances', service: 'outlook', handle: listInstances },
  { method: 'GET', template: '/users/{id}/calendarView', service: 'outlook', handle: calendarView },
  { method: 'GET', template: '/users/{id}/calendar/calendarView', service: 'outlook', handle: calendarView },
];

/** Checks what all of these take: `Prefer`, `$select`. */
function reading(
  call: Call,
): { ok: true; options: ViewOptions; names: string[] | undefined } | { ok: false; refusal: GraphAnswer } {
  const options = preferencesOf(call.request);
  if (options === undefined) return { ok: false, refusal: unknownZone(call.request.headers['prefer'] ?? '') };
  const names = selected(call.request);
  const unknown = names?.find(
    (name) => !EVENT_PROPERTIES.includes(name) && !['id', 'occurrenceId', 'originalStart'].includes(name),
  );
  if (unknown !== undefined) {
    return {
      ok: false,
      refusal: refusal(
        400,
        'BadRequest',
        `Could not find a property named '${unknown}' on type 'Microsoft.OutlookServices.Event'.`,
      ),
    };
  }
  return { ok: true, options, names };
}

function getEvent(call: Call): GraphAnswer {
  const asked = reading(call);
  if (!asked.ok) return asked.refusal;
  const found = findEvent(call);
  if (!found.ok) return found.refusal;
  const { directory } = call.tenant;
  const { entry, day } = found;
  const occurrence = day === undefined ? undefined : occurrenceOn(entry, day);
  if (day !== undefined && occurrence === undefined) return notFound();
  const view = occurrence
    ? viewOccurrence(occurrence, directory, asked.options)
    : viewEntry(entry, directory, asked.options);
  const isMaster = entry.event.recurrence !== undefined && day === undefined;
  const more: Record<string, unknown> = { ...expanded(entry, call) };
  if (isMaster && asked.names?.includes('cancelledOccurrences') === true)
    more['cancelledOccurrences'] = viewCancelled(entry, asked.options);
  if (isMaster && /(^|,)exceptionOccurrences/.test(call.request.query.get('$expand') ?? '')) {
    const days = Object.keys(entry.event.exceptions).flatMap((exceptionDay) => occurrenceOn(entry, exceptionDay) ?? []);
    more['exceptionOccurrences'] = days.map((one) => viewOccurrence(one, directory, asked.options));
  }
  return answer(
    200,
    {
      '@odata.context': `${call.tenant.url()}/v1.0/$metadata#users('${call.person.id}')/events/$entity`,
      ...project(view, asked.names),
      ...more,
    },
    applied(asked.options),
  );
}

/** Extended properties are shown only to those who name them. */
function expanded(entry: Entry, { request }: Call): Record<string, unknown> {
  const id = /singleValueExtendedProperties\(\$filter=id eq '([^']+)'\)/i.exec(request.query.get('$expand') ?? '')?.[1];
  if (id === undefined) return {};
  const properties = entry.event.extended.filter((property) => property.id.toLowerCase() === id.toLowerCase());
  return entry.copy === undefined && properties.length > 0 ? { singleValueExtendedProperties: properties } : {};
}

function listEvents(call: Call): GraphAnswer {
  const asked = reading(call);
  if (!asked.ok) return asked.refusal;
  const filter = call.request.query.get('$filter');
  const matches = filter === null ? () => true : eventFilter(filter.trim());
  if (matches === undefined) {
    return refusal(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.');
  }
  const now = call.tenant.clock.now();
  // What was booked is found wherever it lies; what people are busy with anyway has no end, so only what is near.
  const entries =
    filter === null
      ? call.tenant.calendars.entries(call.person.id, now - FOUR_WEEKS, now + FOUR_WEEKS)
      : call.tenant.calendars.booked(call.person.id);
  const events = entries.filter(matches).map((entry) => ({
    ...project(viewEntry(entry, call.tenant.directory, asked.options), asked.names),
    ...expanded(entry, call),
  }));
  return paged(call, asked.options, events);
}

/** The filters that Outlook can look events up by here; undefined for others, among them transactionId, as in Graph. */
function eventFilter(filter: string): ((entry: Entry) => boolean) | undefined {
  const text = String.raw`'((?:[^']|'')*)'`;
  const plain = (value: string | undefined): string => (value ?? '').replaceAll("''", "'");
  const extended = new RegExp(
    String.raw`^singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id eq ${text}\s+and\s+\1/value eq ${text}\s*\)$`,
    'i',
  ).exec(filter);
  if (extended !== null) {
    const [, , id, value] = extended;
    // The attendee's copy does not carry what the organizer's app put on the event.
    return ({ event, copy }) =>
      copy === undefined &&
      event.extended.some(
        (property) => property.id.toLowerCase() === plain(id).toLowerCase() && property.value === plain(value),
      );
  }
  const uid = new RegExp(`^iCalUId eq ${text}$`).exec(filter)?.[1];
  return uid === undefined ? undefined : ({ event }) => iCalUIdOf(event.uid, undefined) === plain(uid);
}

function listInstances(call: Call): GraphAnswer {
  const asked = reading(call);
  if (!asked.ok) return asked.refusal;
  const found = findEvent(call);
  if (!found.ok) return found.refusal;
  const window = windowOf(call.request);
  if (window === undefined) return noWindow();
  if (found.entry.event.recurrence === undefined || found.day !== undefined) {
    return refusal(
      400,
      'ErrorInvalidRequest',
      "Your request can't be completed. The event is not the master of a series.",
    );
  }
  const occurrences = occurrencesOf(found.entry, window.from, window.to).sort((a, b) => a.start - b.start);
  return paged(
    call,
    asked.options,
    occurrences.map((one) => project(viewOccurrence(one, call.tenant.directory, asked.options), asked.names)),
  );
}

function calendarView(call: Call): GraphAnswer {
  const asked = reading(call);
  if (!asked.ok) return asked.refusal;
  const window = windowOf(call.request);
  if (window === undefined) return noWindow();
  const occurrences = call.tenant.calendars.occurrences(call.person.id, window.from, window.to);
  return paged(
    call,
    asked.options,
    occurrences.map((one) => project(viewOccurrence(one, call.tenant.directory, asked.options), asked.names)),
  );
}

function paged(call: Call, options: ViewOptions, items: Record<string, unknown>[]): GraphAnswer {
  const listed = page(items, call.request, { url: call.tenant.url(), ...OUTLOOK_PAGE });
  return { ...listed, headers: { ...listed.headers, ...applied(options) } };
}

/** The refusal of a view of a calendar without the time to view. */
export const noWindow = (): GraphAnswer =>
  refusal(
    400,
    'ErrorInvalidParameter',
    'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
  );

/** The header that says what of `Prefer` was heeded. */
export const applied = (options: ViewOptions): Record<string, string> => ({
  'preference-applied': [
    `outlook.timezone="${options.zoneName}"`,
    ...(options.immutableIds ? ['IdType="ImmutableId"'] : []),
  ].join(', '),
});
