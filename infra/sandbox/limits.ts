/** Graph's limits, and what else of its behaviour can be set from outside. */
export interface LimitSettings {
  /** Whether the limit on concurrent requests counts by mailbox, or over the whole app: Microsoft's documents disagree. */
  concurrencyScope: 'mailbox' | 'app';
  concurrentRequests: number;
  requestsPerTenMinutes: number;
  /** Over everything the app asks, the directory included. */
  requestsPerTenSeconds: number;
  /** Resource units of the directory: those of a small tenant. */
  directoryUnitsPerTenSeconds: number;
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
  /** Whether the organisation lets the app be installed for people. */
  mayInstall: boolean;
  /** Installations of the app in a second. */
  installsPerSecond: number;
  /** Most that the bot may write in one conversation, in so many seconds each. */
  conversationMessages: readonly Allowance[];
  /** The bot's requests in a second over all conversations; 0 means any number. */
  botRequestsPerSecond: number;
  /** Whether a 429 of the chat says how long to wait. */
  botRetryAfter: boolean;
}

/** So many in so many seconds, whenever those begin. */
export interface Allowance {
  readonly count: number;
  readonly seconds: number;
}

export const USUAL_LIMITS: LimitSettings = {
  concurrencyScope: 'mailbox',
  concurrentRequests: 4,
  requestsPerTenMinutes: 10_000,
  requestsPerTenSeconds: 130_000,
  directoryUnitsPerTenSeconds: 3_500,
  retryAfterSeconds: 1,
  latencyMilliseconds: 3,
  copyDelayMilliseconds: 400,
  missingLinkEvery: 20,
  deltaTokenDays: 30,
  duplicateSubscriptions: false,
  mayInstall: true,
  installsPerSecond: 30,
  conversationMessages: [
    { count: 7, seconds: 1 },
    { count: 8, seconds: 2 },
    { count: 60, seconds: 30 },
    { count: 1_800, seconds: 3_600 },
  ],
  botRequestsPerSecond: 50,
  botRetryAfter: true,
};

/** What a 429 is about. */
export type LimitScope = 'concurrency' | 'mailbox' | 'directory' | 'installs' | 'app';

/** Whether a request is let in, or for how long and why not. */
export type Entry =
  | { readonly admitted: true; readonly leave: () => void }
  | { readonly admitted: false; readonly scope: LimitScope; readonly retryAfterSeconds: number };

const TEN_MINUTES = 600_000;
const TEN_SECONDS = 10_000;
/** Milliseconds that an early request is forgiven: a second of `Retry-After` is no promise to the millisecond. */
const GRACE = 5;

/** Counts what runs and what ran, and turns away what is too much. Works on real time. */
export class Limits {
  readonly settings: LimitSettings = { ...USUAL_LIMITS };
  readonly #running = new Map<string, number>();
  readonly #windows = new Map<string, { started: number; count: number }>();
  readonly #highest = new Map<string, number>();
  readonly #refusals = new Map<LimitScope, number>();
  /** Until when somebody was told to wait, by mailbox or `directory`. */
  readonly #waits = new Map<string, number>();
  #runningInAll = 0;
  #highestInAll = 0;
  #early = 0;
  #directoryUnits = 0;

  /** The highest number of requests that ran at once, by mailbox; those turned away do not count. */
  get highest(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#highest);
  }

  /** The same over all mailboxes. */
  get highestInAll(): number {
    return this.#highestInAll;
  }

  /** How many requests were turned away, by what was too much. */
  get refusals(): Readonly<Partial<Record<LimitScope, number>>> {
    return Object.fromEntries(this.#refusals);
  }

  /** Requests that came although what they asked for was to be left alone still. */
  get early(): number {
    return this.#early;
  }

  /** Resource units of the directory that were asked for. */
  get directoryUnits(): number {
    return this.#directoryUnits;
  }

  /** Lets a request to a mailbox in, and gives what to call when it has ended; or how many seconds to wait. */
  enter(mailbox: string): Entry {
    this.#noteEarly(mailbox);
    // A request that is turned away counts as well, as in Exchange.
    const over =
      this.#over('app', '', 1, this.settings.requestsPerTenSeconds, TEN_SECONDS) ??
      this.#over('mailbox', mailbox, 1, this.settings.requestsPerTenMinutes, TEN_MINUTES);
    if (over) return over;
    const running = this.#running.get(mailbox) ?? 0;
    const counted = this.settings.concurrencyScope === 'app' ? this.#runningInAll : running;
    if (counted >= this.settings.concurrentRequests) {
      return this.#refuse('concurrency', mailbox, this.settings.retryAfterSeconds);
    }
    this.#running.set(mailbox, running + 1);
    this.#runningInAll++;
    this.#highest.set(mailbox, Math.max(this.#highest.get(mailbox) ?? 0, running + 1));
    this.#highestInAll = Math.max(this.#highestInAll, this.#runningInAll);
    return {
      admitted: true,
      leave: () => {
        this.#running.set(mailbox, (this.#running.get(mailbox) ?? 1) - 1);
        this.#runningInAll--;
      },
    };
  }

  /** The same for a request to the directory, which costs so many resource units. */
  enterDirectory(units: number): Entry {
    this.#noteEarly('directory');
    this.#directoryUnits += units;
    return (
      this.#over('app', '', 1, this.settings.requestsPerTenSeconds, TEN_SECONDS) ??
      this.#over('directory', 'directory', units, this.settings.directoryUnitsPerTenSeconds, TEN_SECONDS) ?? {
        admitted: true,
        leave: () => undefined,
      }
    );
  }

  /** The same for an installation of the app. */
  enterInstall(): Entry {
    return (
      this.#over('installs', 'installs', 1, this.settings.installsPerSecond, 1_000) ?? {
        admitted: true,
        leave: () => undefined,
      }
    );
  }

  /** A fault told a request to wait. */
  toldToWait(what: string, seconds: number): void {
    this.#waits.set(what, Math.max(this.#waits.get(what) ?? 0, Date.now() + seconds * 1000));
  }

  /** Forgets the highest numbers, refusals and waits. */
  forget(): void {
    this.#highest.clear();
    this.#refusals.clear();
    this.#waits.clear();
    this.#highestInAll = 0;
    this.#early = 0;
    this.#directoryUnits = 0;
  }

  #over(
    scope: LimitScope,
    what: string,
    amount: number,
    most: number,
    milliseconds: number,
  ): Extract<Entry, { admitted: false }> | undefined {
    const now = Date.now();
    const key = `${scope} ${what}`;
    let window = this.#windows.get(key);
    if (window === undefined || now - window.started >= milliseconds) {
      window = { started: now, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += amount;
    if (window.count <= most) return undefined;
    return this.#refuse(scope, what, Math.ceil((window.started + milliseconds - now) / 1000));
  }

  #refuse(scope: LimitScope, what: string, retryAfterSeconds: number): Extract<Entry, { admitted: false }> {
    this.#refusals.set(scope, (this.#refusals.get(scope) ?? 0) + 1);
    this.toldToWait(what, retryAfterSeconds);
    return { admitted: false, scope, retryAfterSeconds };
  }

  #noteEarly(what: string): void {
    const now = Date.now();
    if (Math.max(this.#waits.get(what) ?? 0, this.#waits.get('') ?? 0) - GRACE > now) this.#early++;
  }
}
