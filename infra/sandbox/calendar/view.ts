import type { Directory } from '../organisation/directory.ts';
import type { Answer, Entry, Occurrence } from './event.ts';
import { answerOf, showAsOf } from './event.ts';
import { iCalUIdOf, writeId } from './ids.ts';
import { dateOf, windowsName, writeLocal, zoneOf } from './zones.ts';

/** How the client wants events written. */
export interface ViewOptions {
  readonly immutableIds: boolean;
  /** The zone from `Prefer: outlook.timezone`: IANA name, and the name to write. */
  readonly zone: string;
  readonly zoneName: string;
}

const RESPONSE_NEVER = '0001-01-01T00:00:00Z';

/** A single event or the master of a series, as Graph writes it. */
export function viewEntry(entry: Entry, directory: Directory, options: ViewOptions): Record<string, unknown> {
  const { event, copy } = entry;
  const zone = zoneOf(event.zone);
  return {
    ...common(entry, directory, options),
    id: writeId({ key: copy?.key ?? event.key }, options.immutableIds),
    iCalUId: iCalUIdOf(event.uid, undefined),
    type: event.recurrence === undefined ? 'singleInstance' : 'seriesMaster',
    seriesMasterId: null,
    occurrenceId: null,
    start: time(entry, zone.toInstant(event.start), options),
    end: time(entry, zone.toInstant(event.end), options),
    recurrence: event.recurrence === undefined ? null : viewRecurrence(entry),
  };
}

/** One meeting of a calendar view: one day of a series, or a single event. */
export function viewOccurrence(
  occurrence: Occurrence,
  directory: Directory,
  options: ViewOptions,
): Record<string, unknown> {
  const { entry, day, exception } = occurrence;
  if (day === undefined) return viewEntry(entry, directory, options);
  const { event, copy } = entry;
  const key = copy?.key ?? event.key;
  const masterId = writeId({ key }, options.immutableIds);
  const original = zoneOf(event.zone).toInstant(Date.parse(day) + (event.start % 86_400_000));
  return {
    ...common(entry, directory, options, day),
    ...exception?.content,
    id: writeId({ key, day }, options.immutableIds),
    iCalUId: iCalUIdOf(event.uid, day),
    type: exception === undefined ? 'occurrence' : 'exception',
    seriesMasterId: masterId,
    occurrenceId: `OID.${masterId}.${day}`,
    originalStart: new Date(original).toISOString().replace('.000Z', 'Z'),
    start: time(entry, occurrence.start, options),
    end: time(entry, occurrence.end, options),
    recurrence: null,
  };
}

/** A time as Graph writes it. The bounds of an all-day event are midnights in whatever zone. */
function time(
  { event }: Entry,
  instant: number,
  { zone, zoneName }: ViewOptions,
): { dateTime: string; timeZone: string } {
  const local = event.isAllDay ? zoneOf(event.zone).toLocal(instant) : zoneOf(zone).toLocal(instant);
  return { dateTime: writeLocal(local), timeZone: zoneName };
}

function viewRecurrence({ event }: Entry): unknown {
  const { pattern, range } = event.recurrence ?? { pattern: undefined, range: undefined };
  return {
    pattern: { month: 0, dayOfMonth: 0, firstDayOfWeek: 'sunday', index: 'first', ...pattern },
    range: { endDate: '0001-01-01', numberOfOccurrences: 0, recurrenceTimeZone: event.zoneName, ...range },
  };
}

function common(entry: Entry, directory: Directory, options: ViewOptions, day?: string): Record<string, unknown> {
  const { event, copy } = entry;
  const organizer = directory.known(event.mailbox);
  const own = copy && answerOf(copy, day);
  const body = event.content['body'] as { contentType: string; content: string } | undefined;
  const { online } = event;
  return {
    '@odata.etag': `W/"${Buffer.from(String(event.modifiedAt)).toString('base64')}"`,
    createdDateTime: new Date(event.createdAt).toISOString(),
    lastModifiedDateTime: new Date(own?.respondedAt ?? event.modifiedAt).toISOString(),
    changeKey: Buffer.from(String(event.modifiedAt)).toString('base64'),
    categories: [],
    // Only whoever set it gets it back.
    ...(event.transaction && !copy && { transactionId: event.transaction.id }),
    originalStartTimeZone: windowsName(event.zone),
    originalEndTimeZone: windowsName(event.zone),
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: '',
    importance: 'normal',
    sensitivity: 'normal',
    isCancelled: false,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isDraft: false,
    locations: [],
    location: { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} },
    ...event.content,
    body: body ?? { contentType: 'html', content: '' },
    bodyPreview: (body?.content ?? '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 255),
    isAllDay: event.isAllDay,
    isOrganizer: copy === undefined,
    showAs: showAsOf(entry, day),
    responseStatus: copy
      ? { response: own?.response ?? 'notResponded', time: timeOf(own) }
      : { response: 'organizer', time: RESPONSE_NEVER },
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(writeId({ key: copy?.key ?? event.key }, options.immutableIds))}&exvsurl=1&path=/calendar/item`,
    attendees: viewAttendees(entry, directory, day),
    organizer: { emailAddress: { name: organizer?.displayName ?? '', address: organizer?.userPrincipalName ?? '' } },
    isOnlineMeeting: online !== undefined,
    onlineMeetingProvider: online ? 'teamsForBusiness' : 'unknown',
    onlineMeetingUrl: null,
    onlineMeeting: online ? { joinUrl: online.joinUrl } : null,
  };
}

const timeOf = (answer: Answer | undefined): string =>
  answer === undefined ? RESPONSE_NEVER : new Date(answer.respondedAt).toISOString();

/** Who is invited, each with the answer so far, to the whole event or to one day of it. */
function viewAttendees({ event }: Entry, directory: Directory, day: string | undefined): unknown[] {
  const attendees = (event.content['attendees'] ?? []) as {
    emailAddress?: { address?: string; name?: string };
    type?: string;
  }[];
  return attendees.map((attendee) => {
    const address = attendee.emailAddress?.address ?? '';
    const person = directory.known(address);
    const copy = event.copies.find((candidate) => candidate.mailbox === person?.id);
    const answer = copy && answerOf(copy, day);
    return {
      type: attendee.type ?? 'required',
      status: { response: answer?.response ?? 'none', time: timeOf(answer) },
      emailAddress: { name: attendee.emailAddress?.name ?? person?.displayName ?? address, address },
    };
  });
}

/** The ids of the cancelled days of a series, as `cancelledOccurrences` holds them. */
export const viewCancelled = ({ event, copy }: Entry, options: ViewOptions): string[] =>
  [...event.cancelled, ...(copy?.removedDays ?? [])].map(
    (day) => `OID.${writeId({ key: copy?.key ?? event.key }, options.immutableIds)}.${dateOf(Date.parse(day))}`,
  );
