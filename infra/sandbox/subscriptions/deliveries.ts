import { randomUUID } from 'node:crypto';

/** How notifications are delivered; all of it can be set from outside. */
export interface DeliverySettings {
  /** Every batch comes a second time. */
  twice: boolean;
  /** The newest comes first, one to a batch. */
  reversed: boolean;
  delayMilliseconds: number;
  /** So many of the next notifications never arrive. */
  loseNext: number;
  /** Nothing is posted until this is off again. */
  stopped: boolean;
}

/** Notifications of the same moment travel in one batch. */
const GATHER_MILLISECONDS = 15;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 30_000;
/** As Graph: whoever does not take a notification for so long never gets it. */
const PATIENCE = 4 * 3_600_000;
const ANSWER_MILLISECONDS = 10_000;

/** Brings notifications to those who subscribed, again and again until they answer 2xx. Works on real time. */
export class Deliveries {
  readonly settings: DeliverySettings = {
    twice: false,
    reversed: false,
    delayMilliseconds: 0,
    loseNext: 0,
    stopped: false,
  };
  /** Notifications so far: all, those that were answered with 2xx (each once for every time), those that never arrive. */
  readonly counts = { made: 0, delivered: 0, lost: 0 };
  readonly #queues = new Map<string, unknown[]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopping = new AbortController();
  #waiting = 0;

  /** Notifications that are on their way: 0 when it is quiet. */
  get waiting(): number {
    return this.#waiting;
  }

  send(url: string, notification: unknown): void {
    this.counts.made += 1;
    if (this.settings.loseNext > 0) {
      this.settings.loseNext -= 1;
      this.counts.lost += 1;
      return;
    }
    this.#waiting += 1;
    const queue = this.#queues.get(url) ?? [];
    queue.push(notification);
    if (queue.length === 1) {
      this.#queues.set(url, queue);
      this.#later(GATHER_MILLISECONDS + this.settings.delayMilliseconds, () => this.#flush(url));
    }
  }

  /** Changes settings; what was held back goes out when `stopped` is taken back. */
  set(changed: Partial<DeliverySettings>): void {
    Object.assign(this.settings, changed);
    if (!this.settings.stopped) for (const url of this.#queues.keys()) this.#flush(url);
  }

  /** Drops what is on its way. */
  stop(): void {
    this.#stopping.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * Asks a URL whether it wants notifications: it has to give back the token that it is sent, decoded, as plain text.
   */
  async validate(url: string): Promise<boolean> {
    const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
    const asked = new URL(url);
    asked.searchParams.set('validationToken', token);
    try {
      const answer = await fetch(asked, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        redirect: 'error',
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
      });
      const isText = /^text\/plain\b/i.test(answer.headers.get('content-type') ?? '');
      return answer.status === 200 && isText && (await answer.text()) === token;
    } catch {
      // Nobody there, or too late: either way it was not given back.
      return false;
    }
  }

  #flush(url: string): void {
    if (this.settings.stopped) return;
    const queue = this.#queues.get(url) ?? [];
    this.#queues.delete(url);
    if (queue.length === 0) return;
    const batches = this.settings.reversed ? queue.toReversed().map((one) => [one]) : [queue];
    void (async () => {
      for (const batch of batches) await this.#post(url, batch, this.settings.twice ? 2 : 1);
    })();
  }

  async #post(url: string, batch: readonly unknown[], times: number): Promise<void> {
    const since = Date.now();
    for (let left = times, wait = FIRST_WAIT; left > 0;) {
      const taken = await this.#isTaken(url, batch);
      if (this.#stopping.signal.aborted) return;
      if (taken) {
        left -= 1;
        this.counts.delivered += batch.length;
        continue;
      }
      if (Date.now() - since > PATIENCE) {
        this.counts.lost += batch.length;
        break;
      }
      await new Promise<void>((resolve) => this.#later(wait, resolve));
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
    this.#waiting -= batch.length;
  }

  async #isTaken(url: string, batch: readonly unknown[]): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: batch }),
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      // Nobody there just now: it is tried again.
      return false;
    }
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
