import { TemporaryError } from '../../mentoring/ports.ts';

/** Most requests at once to one mailbox; Outlook refuses the fifth. */
const perMailbox = 4;
/** Requests at once over all mailboxes: where it starts, and the most it grows to. */
const overallStart = 4;
const overallMost = 32;

/** Lets requests through as the limits allow. */
export interface Limits {
  /**
   * Runs `work` when there is room; `mailbox` null for requests to no mailbox. Throws `TemporaryError`, without running
   * it, when it would have to wait for longer than anybody waits here.
   */
  run<T>(mailbox: string | null, work: () => Promise<T>): Promise<T>;
  /** A request went well: a little more room. */
  wentWell(): void;
  /**
   * A 429 came: half the room, and this mailbox (or everything, for null) waits. To be told before the request it came to
   * gives its place away, or those in line would go at once.
   */
  throttled(mailbox: string | null, milliseconds: number): void;
}

interface Waiting {
  readonly mailbox: string | null;
  readonly start: () => void;
  readonly giveUp: (error: TemporaryError) => void;
}

/**
 * The documents disagree whether four at once holds for a mailbox or for the whole app. So it starts at four in all,
 * grows while no 429 comes, halves when one does, and never lets more than four go to one mailbox. Nobody waits here for
 * longer than `longestWait` milliseconds because of a 429.
 */
export function createLimits(now: () => number = Date.now, longestWait = Number.POSITIVE_INFINITY): Limits {
  let room = overallStart;
  let running = 0;
  let allWaitUntil = 0;
  const mailboxes = new Map<string, { running: number; waitUntil: number }>();
  let queue: Waiting[] = [];
  let wake: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;

  const stateOf = (mailbox: string) => {
    const state = mailboxes.get(mailbox) ?? { running: 0, waitUntil: 0 };
    mailboxes.set(mailbox, state);
    return state;
  };
  const waitUntil = (mailbox: string | null): number =>
    Math.max(allWaitUntil, mailbox === null ? 0 : (mailboxes.get(mailbox)?.waitUntil ?? 0));
  const mayStart = (mailbox: string | null): boolean => {
    if (running + 1 > room || now() < waitUntil(mailbox)) return false;
    return mailbox === null || stateOf(mailbox).running < perMailbox;
  };
  const pump = () => {
    const line = queue;
    queue = [];
    for (const next of line) {
      const wait = waitUntil(next.mailbox) - now();
      if (wait > longestWait) {
        next.giveUp(new TemporaryError('Graph asks to wait for long', Math.ceil(wait / 1_000)));
      } else if (mayStart(next.mailbox)) {
        running += 1;
        if (next.mailbox !== null) stateOf(next.mailbox).running += 1;
        next.start();
      } else queue.push(next);
    }
    wakeForWaiting();
  };
  /** Looks again when the first wait of somebody in line ends. */
  const wakeForWaiting = () => {
    const waits = queue.map((next) => waitUntil(next.mailbox)).filter((at) => at > now());
    if (waits.length === 0) return;
    const at = Math.min(...waits);
    if (wake !== null && wake.at <= at) return;
    if (wake !== null) clearTimeout(wake.timer);
    const again = () => {
      wake = null;
      pump();
    };
    wake = { at, timer: setTimeout(again, at - now() + 1) };
  };

  return {
    async run(mailbox, work) {
      await new Promise<void>((start, giveUp) => {
        queue.push({ mailbox, start, giveUp });
        pump();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        if (mailbox !== null) {
          const state = stateOf(mailbox);
          state.running -= 1;
          if (state.running === 0 && state.waitUntil <= now()) mailboxes.delete(mailbox);
        }
        pump();
      }
    },
    wentWell() {
      room = Math.min(overallMost, room + 1 / room);
    },
    throttled(mailbox, milliseconds) {
      room = Math.max(1, Math.floor(room / 2));
      const until = now() + milliseconds;
      if (mailbox === null) allWaitUntil = Math.max(allWaitUntil, until);
      else stateOf(mailbox).waitUntil = Math.max(stateOf(mailbox).waitUntil, until);
    },
  };
}
