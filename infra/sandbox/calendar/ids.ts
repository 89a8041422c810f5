const IMMUTABLE = 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A';
const MUTABLE = 'AAMkADlkMWVhN2Fm';

/** What an event's id stands for: an entry of a calendar, and one day of it where it is a series. */
export interface EventId {
  readonly key: string;
  readonly day?: string | undefined;
}

/**
 * The id of an event. As in Exchange, it differs with and without `Prefer: IdType="ImmutableId"`, and an attendee's copy
 * has another id than the organizer's event (its key is another).
 */
export function writeId({ key, day }: EventId, immutable: boolean): string {
  const text = Buffer.from(day === undefined ? key : `${key}@${day}`).toString('base64url');
  return immutable ? `${IMMUTABLE}${text}AAA=` : `${MUTABLE}${text}AAAAA=`;
}

/** Undefined where the text is no id at all. */
export function readId(id: string): EventId | undefined {
  const [, immutable, mutable] = new RegExp(`^(?:${IMMUTABLE}(.+)AAA=|${MUTABLE}(.+)AAAAA=)$`).exec(id) ?? [];
  const text = immutable ?? mutable;
  if (text === undefined) return undefined;
  const [key = '', day] = Buffer.from(text, 'base64url').toString().split('@');
  return { key, day };
}

/**
 * iCalUId: the same in every calendar, another for each day of a series. Its four bytes for the date are zero for a
 * single event and a master, as in Exchange's global object ids.
 */
export function iCalUIdOf(uid: string, day: string | undefined): string {
  const date = day === undefined ? '00000000' : dateBytes(day);
  return `040000008200E00074C5B7101A82E008${date}${uid}`;
}

const dateBytes = (day: string): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
  return hex(year, 4) + hex(month, 2) + hex(date, 2);
};
