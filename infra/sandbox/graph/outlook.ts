import { acceptedZone, readDateTime, zoneOf } from '../calendar/zones.ts';
import type { Entry } from '../calendar/event.ts';
import { readId } from '../calendar/ids.ts';
import type { ViewOptions } from '../calendar/view.ts';
import { refusal, type GraphAnswer, type GraphRequest } from './answer.ts';
import type { Call } from './tenant.ts';

/** What `Prefer` asks for; undefined for a zone that Outlook does not know. */
export function preferencesOf(request: GraphRequest): ViewOptions | undefined {
  const prefer = request.headers['prefer'] ?? '';
  const zoneName = /outlook\.timezone\s*=\s*"?([^",]+)"?/i.exec(prefer)?.[1] ?? 'UTC';
  const zone = acceptedZone(zoneName);
  return zone === undefined
    ? undefined
    : { immutableIds: /IdType\s*=\s*"?ImmutableId"?/i.test(prefer), zone, zoneName };
}

export const unknownZone = (name: string): GraphAnswer =>
  refusal(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );

/** An event found by the id in a path, with the day of the series that the id names. */
export function findEvent({
  tenant,
  person,
  parts,
}: Call): { ok: true; entry: Entry; day?: string | undefined } | { ok: false; refusal: GraphAnswer } {
  const id = readId(parts[3] ?? '');
  if (id === undefined) return { ok: false, refusal: refusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.') };
  const entry = tenant.calendars.find(person.id, id.key);
  return entry === undefined ? { ok: false, refusal: notFound() } : { ok: true, entry, day: id.day };
}

export const notFound = (): GraphAnswer =>
  refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

/** The window in `startDateTime` and `endDateTime`, as instants: without an offset they are in UTC. */
export function windowOf(request: GraphRequest): { from: number; to: number } | undefined {
  const [from, to] = ['startDateTime', 'endDateTime'].map((name) =>
    readDateTime((request.query.get(name) ?? '').replace(' ', '+')),
  );
  return from === undefined || to === undefined || to.value < from.value
    ? undefined
    : { from: from.value, to: to.value };
}

/** The instant of a Graph date, time and zone; undefined where the zone or the time is none. */
export function instantOf(time: { readonly dateTime: string; readonly timeZone?: string }): number | undefined {
  const zone = acceptedZone(time.timeZone ?? 'UTC');
  const read = readDateTime(time.dateTime);
  if (zone === undefined || read === undefined) return undefined;
  return read.hasOffset ? read.value : zoneOf(zone).toInstant(read.value);
}
