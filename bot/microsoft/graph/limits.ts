/** Most requests at once to one mailbox; Outlook refuses the fifth. */
const perMailbox = 4;
/** Requests at once over all mailboxes: where it starts, and the most it grows to. */
const overallStart = 4;
const overallMost = 32;

/** Lets requests through as the limits allow. */
export interface Limits {
  /** Runs `work` when there is room; `mailbox` null for requests to no mailbox. */
  run<T>(mailbox: string | null, work: () => Promise<T>): Promise<T>;
  /** A request went well: a little more room. */
  wentWell(): void;
  /** A 429 came: half the room, and this mailbox (or everything, for null) waits. */
  throttled(mailbox: string | null, milliseconds: number): void;
}

/**
 * The documents disagree whether four at once holds for a mailbox or for the whole app. So it starts at four in all,
 * grows while no 429 comes, halves when one does, and never lets more than four go to one mailbox.
 */
export function createLimits(now: () => number = Date.now): Limits {
  let room = overallStart;
  let running = 0;
  let allWaitUntil = 0;
  const mailboxes = new Map<string, { running: number; waitUntil: number }>();
  const queue: { readonly mailbox: string | null; readonly start: () => void }[] = [];
  let timer: NodeJS.Timeout | null = null;

  const stateOf = (mailbox: string) => {
    const state = mailboxes.get(mailbox) ?? { running: 0, waitUntil: 0 };
    mailboxes.set(mailbox, state);
    return state;
  };
  const mayStart = (mailbox: string | null): boolean => {
    if (running >= room || now() < allWaitUntil) return false;
    if (mailbox === null) return true;
    const state = stateOf(mailbox);
    return state.running < perMailbox && now() >= state.waitUntil;
  };
  const pump = () => {
    for (let index = 0; index < queue.length;) {
      const next = queue[index];
      if (next && mayStart(next.mailbox)) {
        queue.splice(index, 1);
        running += 1;
        if (next.mailbox !== null) stateOf(next.mailbox).running += 1;
        next.start();
      } else index += 1;
    }
    wakeForWaiting();
  };
  const wakeForWaiting = () => {
    if (timer !== null || queue.length === 0) return;
    const waits = [allWaitUntil, ...[...mailboxes.values()].map((state) => state.waitUntil)].filter((at) => at > now());
    if (waits.length === 0) return;
    timer = setTimeout(
      () => {
        timer = null;
        pump();
      },
      Math.min(...waits) - now() + 1,
    );
  };

  return {
    async run(mailbox, work) {
      await new Promise<void>((start) => {
        queue.push({ mailbox, start });
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
