/** Graph's limits on a mailbox, and what else of its behaviour can be set from outside. */
export interface LimitSettings {
  /** Whether the limit on concurrent requests counts by mailbox, or over the whole app: Microsoft's documents disagree. */
  concurrencyScope: 'mailbox' | 'app';
  concurrentRequests: number;
  requestsPerTenMinutes: number;
  retryAfterSeconds: number;
  /** How long each request to a mailbox takes at least: without any, no two would ever run at once. */
  latencyMilliseconds: number;
  /** How long an attendee's copy takes to arrive, on the sandbox's clock. */
  copyDelayMilliseconds: number;
  /** One in so many online meetings is created without its link at first; 0 means none. */
  missingLinkEvery: number;
  /** How long a delta link is good for, on the sandbox's clock. */
  deltaTokenDays: number;
  /** Whether a second subscription to the same thing is made rather than refused: Graph is seen to do either. */
  duplicateSubscriptions: boolean;
}

export const USUAL_LIMITS: LimitSettings = {
  concurrencyScope: 'mailbox',
  concurrentRequests: 4,
  requestsPerTenMinutes: 10_000,
  retryAfterSeconds: 1,
  latencyMilliseconds: 3,
  copyDelayMilliseconds: 400,
  missingLinkEvery: 20,
  deltaTokenDays: 30,
  duplicateSubscriptions: false,
};

const TEN_MINUTES = 600_000;

/** Counts what runs and what ran on each mailbox, and turns away what is too much. Works on real time. */
export class Limits {
  readonly settings: LimitSettings = { ...USUAL_LIMITS };
  readonly #running = new Map<string, number>();
  readonly #windows = new Map<string, { started: number; count: number }>();
  readonly #highest = new Map<string, number>();
  #runningInAll = 0;

  /** The highest number of requests that ran at once, by mailbox; those turned away do not count. */
  get highest(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#highest);
  }

  /** Lets a request in, and gives what to call when it has ended; or how many seconds to wait. */
  enter(mailbox: string): { admitted: true; leave: () => void } | { admitted: false; retryAfterSeconds: number } {
    const now = Date.now();
    let window = this.#windows.get(mailbox);
    if (window === undefined || now - window.started >= TEN_MINUTES) {
      window = { started: now, count: 0 };
      this.#windows.set(mailbox, window);
    }
    // A request that is turned away counts as well, as in Exchange.
    window.count++;
    if (window.count > this.settings.requestsPerTenMinutes) {
      return { admitted: false, retryAfterSeconds: Math.ceil((window.started + TEN_MINUTES - now) / 1000) };
    }
    const running = this.#running.get(mailbox) ?? 0;
    const counted = this.settings.concurrencyScope === 'app' ? this.#runningInAll : running;
    if (counted >= this.settings.concurrentRequests) {
      return { admitted: false, retryAfterSeconds: this.settings.retryAfterSeconds };
    }
    this.#running.set(mailbox, running + 1);
    this.#runningInAll++;
    this.#highest.set(mailbox, Math.max(this.#highest.get(mailbox) ?? 0, running + 1));
    return {
      admitted: true,
      leave: () => {
        this.#running.set(mailbox, (this.#running.get(mailbox) ?? 1) - 1);
        this.#runningInAll--;
      },
    };
  }

  /** Forgets the highest numbers. */
  forget(): void {
    this.#highest.clear();
  }
}
