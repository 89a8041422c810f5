import { occurrencesOf, type Entry, type Occurrence } from '../calendar/event.ts';
import { writeId } from '../calendar/ids.ts';
import { viewEntry, viewOccurrence, type ViewOptions } from '../calendar/view.ts';
import type { Directory } from '../organisation/directory.ts';
import { answer, refusal, type GraphAnswer, type GraphRequest } from './answer.ts';
import type { DeltaToken } from './delta-rounds.ts';
import { applied, noWindow } from './events-read.ts';
import { preferencesOf, unknownZone, windowOf } from './outlook.ts';
import type { Call, Route } from './tenant.ts';

const DAY = 86_400_000;
const USUAL_PAGE = 10;
const MOST_PAGE = 1000;
const NOT_HERE = ['$select', '$filter', '$expand', '$orderby', '$search'];

/** The route that tells what changed in a stretch of a calendar since it was last asked. */
export const eventDeltaRoutes: Route[] = [
  { method: 'GET', template: '/users/{id}/calendarView/delta', service: 'outlook', handle: calendarDelta },
  { method: 'GET', template: '/users/{id}/calendar/calendarView/delta', service: 'outlook', handle: calendarDelta },
];

function calendarDelta(call: Call): GraphAnswer {
  const { request, tenant, person } = call;
  const options = preferencesOf(request);
  if (options === undefined) return unknownZone(request.headers['prefer'] ?? '');
  const misplaced = NOT_HERE.find((name) => request.query.has(name));
  if (misplaced !== undefined) {
    return refusal(400, 'ErrorInvalidUrlQuery', `The following parameters are not supported: '${misplaced}'.`);
  }
  const size = pageSizeOf(request);
  const skip = request.query.get('$skiptoken');
  if (skip !== null) {
    const rest = tenant.delta.rest(skip);
    return rest === undefined ? gone() : onePage(call, options, rest.items, rest.link, size);
  }
  const deltaToken = request.query.get('$deltatoken');
  const now = tenant.clock.now();
  const upTo = { mailbox: person.id, number: tenant.calendars.changes.last, at: now };
  if (deltaToken === null) {
    const window = windowOf(request);
    if (window === undefined) return noWindow();
    const items = everything(call, window, options);
    return onePage(call, options, items, tenant.delta.writeDelta({ ...upTo, ...window }), size);
  }
  const token = tenant.delta.readDelta(deltaToken);
  const oldest = now - tenant.limits.settings.deltaTokenDays * DAY;
  if (token === undefined || token.mailbox !== person.id || token.at < oldest) return gone();
  const { from, to } = token;
  return onePage(call, options, changed(call, token, options), tenant.delta.writeDelta({ ...upTo, from, to }), size);
}

/** All that stands in the window. */
function everything(
  { tenant, person }: Call,
  { from, to }: { from: number; to: number },
  options: ViewOptions,
): Record<string, unknown>[] {
  return tenant.calendars
    .entries(person.id, from, to)
    .flatMap((entry) => viewed(entry, occurrencesOf(entry, from, to), [tenant.directory, options]));
}

/** What changed in the window since a token: what stands there now, and what stood there and does not any more. */
function changed({ tenant, person }: Call, token: DeltaToken, options: ViewOptions): Record<string, unknown>[] {
  const { from, to, number, at } = token;
  const changes = Map.groupBy(tenant.calendars.changes.since(person.id, number, at), ({ key }) => key);
  return [...changes].flatMap(([key, theirs]) => {
    const entry = tenant.calendars.find(person.id, key);
    const stand = entry === undefined ? [] : occurrencesOf(entry, from, to);
    const stood = theirs.flatMap(({ before }) => (before === undefined ? [] : occurrencesOf(before, from, to)));
    const days = new Set(stand.map(({ day }) => day));
    const lost = [...new Set(stood.map(({ day }) => day))].filter((day) => !days.has(day));
    const wasSeries = stood.some(({ day }) => day !== undefined);
    const removed = [...lost, ...(stand.length === 0 && wasSeries ? [undefined] : [])].map((day) => ({
      id: writeId({ key, day }, options.immutableIds),
      '@removed': { reason: 'deleted' },
    }));
    const standing = entry === undefined ? [] : viewed(entry, stand, [tenant.directory, options]);
    return [...standing, ...removed];
  });
}

type Views = readonly [Directory, ViewOptions];

/** A series as its master, its usual days in short and its exceptions whole; a single event whole. */
function viewed(entry: Entry, occurrences: readonly Occurrence[], views: Views): Record<string, unknown>[] {
  if (occurrences.length === 0) return [];
  if (entry.event.recurrence === undefined) return [viewEntry(entry, ...views)];
  return [viewEntry(entry, ...views), ...occurrences.map((occurrence) => viewedDay(occurrence, views))];
}

function viewedDay(occurrence: Occurrence, views: Views): Record<string, unknown> {
  const whole = viewOccurrence(occurrence, ...views);
  if (occurrence.exception !== undefined) return whole;
  const { id, seriesMasterId, type, start, end } = whole;
  return { id, seriesMasterId, type, start, end };
}

function onePage(
  { request, tenant }: Call,
  options: ViewOptions,
  items: readonly Record<string, unknown>[],
  link: string,
  size: number,
): GraphAnswer {
  const rest = items.slice(size);
  const at = `${tenant.url()}${request.path}`;
  const next =
    rest.length === 0
      ? { '@odata.deltaLink': `${at}?$deltatoken=${link}` }
      : { '@odata.nextLink': `${at}?$skiptoken=${tenant.delta.keepRest({ items: rest, link })}` };
  const context = `${tenant.url()}/v1.0/$metadata#Collection(event)`;
  return answer(200, { '@odata.context': context, ...next, value: items.slice(0, size) }, applied(options));
}

function pageSizeOf(request: GraphRequest): number {
  const asked = /odata\.maxpagesize\s*=\s*"?(\d+)/i.exec(request.headers['prefer'] ?? '')?.[1];
  return Math.min(MOST_PAGE, Math.max(1, Number(asked ?? USUAL_PAGE)));
}

const gone = (): GraphAnswer =>
  refusal(410, 'syncStateNotFound', 'The sync state generation is not found; a full synchronization is required.');
