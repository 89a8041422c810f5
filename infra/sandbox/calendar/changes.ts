import type { Clock } from '../clock.ts';
import type { CalendarEvent, Entry } from './event.ts';

/** That something in a mailbox changed. */
export interface Change {
  /** From 1, over all mailboxes. */
  readonly number: number;
  /** Object id of whose mailbox it is. */
  readonly mailbox: string;
  /** Of the event, or of the attendee's copy of it. */
  readonly key: string;
  readonly kind: 'created' | 'updated' | 'deleted';
  /** On the sandbox's clock: later than now for a copy that has yet to arrive. */
  readonly at: number;
  /** As it stood before; undefined where it was not there. */
  readonly before: Entry | undefined;
}

/** Longest pause between two looks for copies whose time has come: people may move the clock meanwhile. */
const LOOK_MILLISECONDS = 100;

/** Everything that ever changed in a calendar since the process began: what delta queries and notifications tell of. */
export class ChangeFeed {
  readonly #clock: Clock;
  #changes: Change[] = [];
  #last = 0;
  /** Of copies on their way: told when their time has come. */
  #coming: Change[] = [];
  #timer: NodeJS.Timeout | undefined;
  #listener: (change: Change) => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number of the newest change. */
  get last(): number {
    return this.#last;
  }

  /** Has one listener told of every change, each when it has come about. */
  listen(listener: (change: Change) => void): void {
    this.#listener = listener;
  }

  /** An event was made (nothing before), changed, or taken away (nothing after). */
  record(before: CalendarEvent | undefined, after: CalendarEvent | undefined): void {
    const standing = [before, after].filter((event) => event !== undefined);
    const mailboxes = standing.flatMap((event) => [event.mailbox, ...event.copies.map((copy) => copy.mailbox)]);
    for (const mailbox of new Set(mailboxes)) {
      const was = before && entryOf(before, mailbox);
      const is = after && entryOf(after, mailbox);
      if (was === undefined && is === undefined) continue;
      if (was !== undefined && is !== undefined && isSame(was, is)) continue;
      this.#add(mailbox, was, is);
    }
  }

  /** What came about in a mailbox after the change `number`, or was still on its way at `at`. */
  since(mailbox: string, number: number, at: number): Change[] {
    const now = this.#clock.now();
    return this.#changes.filter(
      (change) => change.mailbox === mailbox && change.at <= now && (change.number > number || change.at > at),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #add(mailbox: string, was: Entry | undefined, is: Entry | undefined): void {
    const now = this.#clock.now();
    const key = keyOf(is ?? was);
    const hasArrived = was !== undefined && (was.copy?.visibleAt ?? 0) <= now;
    if (was !== undefined && !hasArrived) {
      // Whatever happens to a copy on its way, it arrives once, as it is by then, or not at all.
      if (is !== undefined) return;
      this.#coming = this.#coming.filter((change) => change.key !== key);
      this.#changes = this.#changes.filter((change) => change.key !== key);
      return;
    }
    this.#last += 1;
    const change: Change = {
      number: this.#last,
      mailbox,
      key,
      kind: was === undefined ? 'created' : is === undefined ? 'deleted' : 'updated',
      at: Math.max(now, is?.copy?.visibleAt ?? 0),
      before: was,
    };
    this.#changes.push(change);
    if (change.at <= now) this.#listener(change);
    else {
      this.#coming.push(change);
      this.#lookAgain();
    }
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    if (this.#coming.length === 0) return;
    const next = Math.min(...this.#coming.map((change) => change.at)) - this.#clock.now();
    const pause = Math.min(LOOK_MILLISECONDS, Math.max(0, next));
    this.#timer = setTimeout(() => {
      const now = this.#clock.now();
      const arrived = this.#coming.filter((change) => change.at <= now);
      this.#coming = this.#coming.filter((change) => change.at > now);
      for (const change of arrived) this.#listener(change);
      this.#lookAgain();
    }, pause);
    this.#timer.unref();
  }
}

/** The event as a mailbox has it; undefined where it does not. */
function entryOf(event: CalendarEvent, mailbox: string): Entry | undefined {
  if (event.mailbox === mailbox) return { event };
  const copy = event.copies.find((candidate) => candidate.mailbox === mailbox);
  return copy === undefined || copy.removed === true ? undefined : { event, copy };
}

/** Whether a mailbox sees no difference: attendees are not told of each other's answers. */
function isSame(was: Entry, is: Entry): boolean {
  if (was.copy === undefined) return was.event === is.event;
  const names = new Set([...Object.keys(was.event), ...Object.keys(is.event)]) as Set<keyof CalendarEvent>;
  names.delete('copies');
  return was.copy === is.copy && [...names].every((name) => was.event[name] === is.event[name]);
}

const keyOf = (entry: Entry | undefined): string => entry?.copy?.key ?? entry?.event.key ?? '';
