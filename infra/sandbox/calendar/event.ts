import { zoneOf } from './zones.ts';
import { daysOf, type PatternedRecurrence } from './recurrence.ts';

const DAY = 86_400_000;

/** Parts of an event that are kept and given back as they came: subject, body, location, categories, and so on. */
export type Content = Readonly<Record<string, unknown>>;

/** What somebody invited has said, and when. */
export interface Answer {
  readonly response: 'accepted' | 'tentativelyAccepted' | 'declined';
  readonly respondedAt: number;
}

/** The event in an attendee's calendar: its own id and answer, everything else from the organizer's. */
export interface Copy {
  readonly key: string;
  /** Object id of the attendee. */
  readonly mailbox: string;
  /** On the sandbox's clock: until then it has not arrived. */
  readonly visibleAt: number;
  readonly response: 'notResponded' | 'accepted' | 'tentativelyAccepted' | 'declined';
  readonly respondedAt?: number;
  /** The attendee deleted it. */
  readonly removed?: boolean;
  /** Days of a series that the attendee deleted or declined, as YYYY-MM-DD. */
  readonly removedDays: readonly string[];
  /** Answers to single days of a series, by day as YYYY-MM-DD; other days have the answer to the whole. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** One day of a series that differs from the others. */
export interface Exception {
  readonly start?: number;
  readonly end?: number;
  readonly content: Content;
}

/** An event in its organizer's calendar: a single one, or the master of a series. Immutable: a change makes a new one. */
export interface CalendarEvent {
  readonly key: string;
  /** Object id of the organizer. */
  readonly mailbox: string;
  /** Hexadecimal; iCalUId is made from it. */
  readonly uid: string;
  readonly content: Content;
  /** Wall-clock time in `zone`, as if UTC, in milliseconds; of a series, that of its first day. */
  readonly start: number;
  readonly end: number;
  /** IANA name. */
  readonly zone: string;
  /** The zone as the client wrote it. */
  readonly zoneName: string;
  readonly isAllDay: boolean;
  readonly showAs: string;
  readonly recurrence?: PatternedRecurrence;
  readonly exceptions: Readonly<Record<string, Exception>>;
  readonly cancelled: readonly string[];
  readonly copies: readonly Copy[];
  readonly online?: { readonly joinUrl: string };
  readonly extended: readonly { readonly id: string; readonly value: string }[];
  readonly transaction?: { readonly id: string; readonly content: string };
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** An event as one mailbox sees it. */
export interface Entry {
  readonly event: CalendarEvent;
  /** Undefined in the organizer's own calendar. */
  readonly copy?: Copy;
}

/** One meeting in time: of a single event, or one day of a series. */
export interface Occurrence {
  readonly entry: Entry;
  /** The day in the series that it was made for, as YYYY-MM-DD; undefined for a single event. */
  readonly day?: string;
  /** Instants in milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly exception?: Exception;
}

/** Object id of the mailbox an entry stands in. */
export const mailboxOf = ({ event, copy }: Entry): string => copy?.mailbox ?? event.mailbox;

/** What somebody invited has said of a whole event, or of one day of it; undefined where they have not. */
export function answerOf(copy: Copy, day?: string): Answer | undefined {
  const own = day === undefined ? undefined : copy.answers?.[day];
  if (own !== undefined) return own;
  const { response, respondedAt = 0 } = copy;
  return response === 'notResponded' ? undefined : { response, respondedAt };
}

/** How the time is shown to others: an attendee's copy is tentative until answered. */
export function showAsOf({ event, copy }: Entry, day?: string): string {
  if (copy === undefined || event.showAs === 'free') return event.showAs;
  return answerOf(copy, day)?.response === 'accepted' ? event.showAs : 'tentative';
}

/** The meetings of an entry that overlap the time from `from` to `to` (instants), in the order of their days. */
export function occurrencesOf(entry: Entry, from: number, to: number): Occurrence[] {
  const { event, copy } = entry;
  const zone = zoneOf(event.zone);
  const overlaps = (start: number, end: number): boolean =>
    start < to && (end > from || (start === end && start >= from));
  if (event.recurrence === undefined) {
    const start = zone.toInstant(event.start);
    const end = zone.toInstant(event.end);
    return overlaps(start, end) ? [{ entry, start, end }] : [];
  }
  const found: Occurrence[] = [];
  const timeOfDay = event.start % DAY;
  const length = event.end - event.start;
  // A moved meeting may lie far from its day, so those before the window count while any are moved.
  const moved = Object.keys(event.exceptions).length > 0;
  const through = moved ? Math.max(zone.toLocal(to), lastDay(event)) : zone.toLocal(to);
  const since = moved ? -Infinity : from - length - 2 * DAY;
  for (const midnight of daysOf(event.recurrence, since, through)) {
    if (!moved && midnight + timeOfDay + length + DAY < from) continue;
    const day = new Date(midnight).toISOString().slice(0, 10);
    if (event.cancelled.includes(day) || copy?.removedDays.includes(day) === true) continue;
    const exception = event.exceptions[day];
    const start = zone.toInstant(exception?.start ?? midnight + timeOfDay);
    const end = zone.toInstant(exception?.end ?? midnight + timeOfDay + length);
    if (overlaps(start, end)) found.push({ entry, day, start, end, ...(exception && { exception }) });
  }
  return found;
}

const lastDay = (event: CalendarEvent): number =>
  Math.max(...Object.keys(event.exceptions).map((day) => Date.parse(day)));

/** The meeting made for one day of a series, wherever it was moved to; undefined when there is none. */
export function occurrenceOn(entry: Entry, day: string): Occurrence | undefined {
  const exception = entry.event.exceptions[day];
  const around = zoneOf(entry.event.zone).toInstant(exception?.start ?? Date.parse(day));
  return occurrencesOf(entry, around - 2 * DAY, around + 2 * DAY).find((occurrence) => occurrence.day === day);
}
