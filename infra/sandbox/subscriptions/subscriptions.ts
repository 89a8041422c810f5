import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';

/** Somebody who wants to be told of changes to the events of a mailbox. */
export interface Subscription {
  readonly id: string;
  /** Object id of whose mailbox it is. */
  readonly mailbox: string;
  /** As the client wrote it. */
  readonly resource: string;
  readonly changeTypes: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  /** Ids in notifications are written as at its creation. */
  readonly immutableIds: boolean;
  /** On the sandbox's clock, in milliseconds. */
  readonly expiresAt: number;
}

const KIND = 'subscription';

/** The subscriptions that stand, kept in the journal. Those whose time is over are gone. */
export class Subscriptions {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #all = new Map<string, Subscription>();

  constructor(clock: Clock, journal: Journal) {
    this.#clock = clock;
    this.#journal = journal;
    for (const one of journal.all(KIND) as Subscription[]) this.#all.set(one.id, one);
  }

  get all(): Subscription[] {
    const now = this.#clock.now();
    for (const one of this.#all.values()) if (one.expiresAt <= now) this.remove(one.id);
    return [...this.#all.values()];
  }

  find(id: string): Subscription | undefined {
    return this.all.find((one) => one.id === id.toLowerCase());
  }

  put(subscription: Subscription): void {
    this.#all.set(subscription.id, subscription);
    this.#journal.put(KIND, subscription.id, subscription);
  }

  remove(id: string): void {
    if (this.#all.delete(id)) this.#journal.remove(KIND, id);
  }
}
