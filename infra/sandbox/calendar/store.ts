import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import { BusyCalendar } from './busy.ts';
import { ChangeFeed } from './changes.ts';
import { occurrencesOf, type CalendarEvent, type Entry, type Occurrence } from './event.ts';
import { leads } from './working-hours.ts';

const KIND = 'event';

/** Every calendar of the tenant: what was booked, kept in the journal, over what people are busy with anyway. */
export class CalendarStore {
  /** What happens to these calendars from now on. */
  readonly changes: ChangeFeed;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #leads: (person: Person) => boolean;
  readonly #events = new Map<string, CalendarEvent>();
  /** Keys of made-up events that were deleted or replaced. */
  readonly #gone = new Set<string>();
  /** By the key of an event or of a copy, the event. */
  readonly #owners = new Map<string, string>();
  readonly #byMailbox = new Map<string, Set<string>>();
  readonly #byTransaction = new Map<string, string>();
  readonly #busy = new Map<string, BusyCalendar>();

  constructor(directory: Directory, clock: Clock, journal: Journal) {
    this.#directory = directory;
    this.#clock = clock;
    this.#journal = journal;
    this.#leads = leads(directory);
    this.changes = new ChangeFeed(clock);
    for (const event of journal.all(KIND) as CalendarEvent[]) this.#index(event);
    for (const key of journal.all('gone') as string[]) this.#gone.add(key);
  }

  /** Adds an event, or puts a changed one in the place of the old. */
  put(event: CalendarEvent): void {
    const before = this.#events.get(event.key);
    const wasMadeUp = before === undefined ? this.#madeUp(event.mailbox, event.key) : undefined;
    if (before !== undefined) this.#unindex(before);
    this.#index(event);
    this.#journal.put(KIND, event.key, event);
    this.changes.record(before ?? wasMadeUp, event);
  }

  /** Takes an event out of every calendar it stands in. */
  remove(event: CalendarEvent): void {
    this.#unindex(event);
    this.#journal.remove(KIND, event.key);
    if (event.key.startsWith('busy:')) {
      this.#gone.add(event.key);
      this.#journal.put('gone', event.key, event.key);
    }
    this.changes.record(event, undefined);
  }

  /** What stands in a mailbox under a key: its own event, or a copy that has arrived and was not deleted. */
  find(mailbox: string, key: string): Entry | undefined {
    const event = this.#events.get(this.#owners.get(key) ?? '') ?? this.#madeUp(mailbox, key);
    return event === undefined ? undefined : this.#entryIn(mailbox, event, key);
  }

  /** The event that was created in a mailbox with a transaction id. */
  findTransaction(mailbox: string, transactionId: string): CalendarEvent | undefined {
    return this.#events.get(this.#byTransaction.get(`${mailbox} ${transactionId}`) ?? '');
  }

  /** What was booked in a mailbox, without what the person is busy with anyway. */
  booked(mailbox: string): Entry[] {
    return [...(this.#byMailbox.get(mailbox) ?? [])].flatMap((key) => {
      const event = this.#events.get(key);
      const entry = event && this.#entryIn(mailbox, event);
      return entry === undefined ? [] : [entry];
    });
  }

  /** Everything in a mailbox that may touch the time from `from` to `to` (instants). */
  entries(mailbox: string, from: number, to: number): Entry[] {
    const madeUp = this.#busyOf(mailbox)?.between(from, to) ?? [];
    const standing = madeUp.filter((event) => !this.#gone.has(event.key) && !this.#events.has(event.key));
    return [...standing.map((event) => ({ event })), ...this.booked(mailbox)];
  }

  /** All meetings in a mailbox that overlap the time from `from` to `to`, by their start. */
  occurrences(mailbox: string, from: number, to: number): Occurrence[] {
    return this.entries(mailbox, from, to)
      .flatMap((entry) => occurrencesOf(entry, from, to))
      .sort((a, b) => a.start - b.start);
  }

  #madeUp(mailbox: string, key: string): CalendarEvent | undefined {
    return key.startsWith('busy:') && !this.#gone.has(key) ? this.#busyOf(mailbox)?.find(key) : undefined;
  }

  #busyOf(mailbox: string): BusyCalendar | undefined {
    const person = this.#directory.find(mailbox);
    if (person === undefined) return undefined;
    let busy = this.#busy.get(mailbox);
    if (busy === undefined) {
      busy = new BusyCalendar(person, this.#leads(person));
      this.#busy.set(mailbox, busy);
    }
    return busy;
  }

  /** `key`, where given, has to be the one that the event has in this mailbox. */
  #entryIn(mailbox: string, event: CalendarEvent, key?: string): Entry | undefined {
    if (event.mailbox === mailbox) return key === undefined || key === event.key ? { event } : undefined;
    const copy = event.copies.find((candidate) => candidate.mailbox === mailbox);
    if (copy === undefined || copy.removed === true || copy.visibleAt > this.#clock.now()) return undefined;
    return key === undefined || key === copy.key ? { event, copy } : undefined;
  }

  #index(event: CalendarEvent): void {
    this.#events.set(event.key, event);
    for (const { key, mailbox } of [event, ...event.copies]) {
      this.#owners.set(key, event.key);
      const keys = this.#byMailbox.get(mailbox) ?? new Set();
      this.#byMailbox.set(mailbox, keys.add(event.key));
    }
    if (event.transaction) this.#byTransaction.set(`${event.mailbox} ${event.transaction.id}`, event.key);
  }

  #unindex(event: CalendarEvent): void {
    this.#events.delete(event.key);
    for (const { key, mailbox } of [event, ...event.copies]) {
      this.#owners.delete(key);
      this.#byMailbox.get(mailbox)?.delete(event.key);
    }
    if (event.transaction) this.#byTransaction.delete(`${event.mailbox} ${event.transaction.id}`);
  }
}
