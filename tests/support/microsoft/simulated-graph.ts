import {
  createGovernor,
  type Governor,
  type GovernorSettings,
  type Part,
} from '../../../bot/microsoft/graph/governor.ts';
import type { TrafficStore } from '../../../bot/microsoft/graph/traffic.ts';
import { silent } from './tenant.ts';

/** One request of a simulation. */
export interface Request {
  readonly tenantId?: string;
  /** Null for the directory. */
  readonly mailbox: string | null;
  /** Milliseconds it takes when it is let in. */
  readonly takes?: number;
  readonly isUrgent?: boolean;
}

/**
 * Graph as the governor sees it, under either reading of its limit, by timers alone: turns away what is too much at once,
 * notes what must never happen, and counts.
 */
export function simulatedGraph(reading: 'app' | 'mailbox', retryAfter: number | null = 1) {
  const running = new Map<string, number>();
  const waits = new Map<string, number>();
  /** What was broken: a mailbox with more than four sent to it, somebody early. */
  const broken: string[] = [];
  const seen = { inAll: 0, highest: 0, refused: 0, begun: [] as Request[], ended: [] as Request[] };

  const take = async (request: Request, part: Part, refused: (part: Part, seconds: number | null) => number) => {
    const { tenantId = 'one', mailbox, takes = 150 } = request;
    const key = `${tenantId} ${mailbox ?? 'directory'}`;
    const here = running.get(key) ?? 0;
    seen.begun.push(request);
    if (mailbox !== null && here >= 4) broken.push(`${key} is sent a fifth`);
    if (Date.now() < (waits.get(key) ?? 0)) broken.push(`${key} is asked too early`);
    if (mailbox !== null && reading === 'app' && seen.inAll >= 4) {
      seen.refused += 1;
      if (retryAfter !== null) waits.set(key, Date.now() + retryAfter * 1_000);
      refused(part, retryAfter);
      return false;
    }
    if (mailbox !== null) seen.inAll += 1;
    seen.highest = Math.max(seen.highest, seen.inAll);
    running.set(key, here + 1);
    await new Promise((resolve) => setTimeout(resolve, takes));
    running.set(key, (running.get(key) ?? 1) - 1);
    if (mailbox !== null) seen.inAll -= 1;
    return true;
  };
  return {
    broken,
    seen,
    /** Has a mailbox or the directory (null) refuse everything until then. */
    async ask(governor: Governor, request: Request): Promise<void> {
      const { tenantId = 'one', mailbox, isUrgent = true } = request;
      const part: Part = { mailbox, units: mailbox === null ? 1 : 0 };
      for (;;) {
        const isLetIn = await governor.run({ tenantId, isUrgent, parts: [part] }, (_granted, refused) =>
          take(request, part, refused),
        );
        if (isLetIn) break;
      }
      seen.ended.push(request);
    },
  };
}

/** A governor on the clock of this process. */
export const governorOn = (store: TrafficStore, more: Partial<GovernorSettings> = {}): Governor =>
  createGovernor({ store, log: silent, clock: Date.now, ...more });

/** A store that a server loses when it is killed: nothing it sends arrives any more. */
export function mortal(store: TrafficStore) {
  const life = { isOver: false };
  const never = new Promise<never>(() => undefined);
  const mortalStore: TrafficStore = {
    read: () => (life.isOver ? never : store.read()),
    swap: (...all) => (life.isOver ? never : store.swap(...all)),
  };
  return {
    ...mortalStore,
    kill: () => {
      life.isOver = true;
    },
  };
}
