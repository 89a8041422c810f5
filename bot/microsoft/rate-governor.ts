import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createLine, type Line } from './line.ts';
import { claim, Claims, lease, second, type Claimed, type RateStore } from './rate-claims.ts';

/** So many in so much time, wherever that begins. */
export interface Allowance {
  readonly count: number;
  readonly milliseconds: number;
}

/** A request that wants to leave. */
export interface Outgoing {
  readonly tenantId: string;
  /** What has limits of its own, as a conversation; null where nothing has. */
  readonly within: string | null;
  /** Somebody waits for it. */
  readonly isUrgent: boolean;
}

/** What came of a request: `refused` is null unless it was answered with 429, then it says for how long. */
export interface Sent<T> {
  readonly value: T;
  readonly refused: null | {
    /** Null when it was not said. */
    readonly seconds: number | null;
  };
}

/** Lets requests leave as fast as a service takes them and no faster, for every server on one database together. */
export interface RateGovernor {
  /**
   * Runs `work` once it may leave, and again after a 429 where that is soon; answers what it last came to. Throws
   * `MustWait`, without running it, when it may not leave for longer than anybody waits here.
   */
  run<T>(outgoing: Outgoing, work: () => Promise<Sent<T>>): Promise<T>;
  /** What is remembered of tenants and conversations: nothing when nothing was asked for long. */
  readonly remembered: number;
}

/** Nothing was sent: it may not leave for longer than is waited here. */
export class MustWait extends Error {
  override readonly name = 'MustWait';
  readonly seconds: number;
  constructor(seconds: number) {
    super(`no more may be sent for ${seconds} s`);
    this.seconds = seconds;
  }
}

export interface RateGovernorSettings {
  /** What the rate is of, as servers share it. */
  readonly name: string;
  /** Requests of one tenant in each second. */
  readonly perSecond: number;
  /** What is `within` something has these limits besides, as this server alone sees them. */
  readonly allowances: readonly Allowance[];
  readonly store: RateStore;
  readonly log: Logger;
  /** Milliseconds that a request waits here. */
  readonly longestWait?: number;
  /**
   * Milliseconds after which a request counts as arrived that is not answered yet. Requests in a second are counted where they
   * arrive, somewhere between leaving and being answered.
   */
  readonly transit?: number;
  /** Milliseconds that pass evenly, whatever the wall clock does. */
  readonly clock?: () => number;
}

const usualWait = 5_000;
/** Longer, and slow answers would cost much of the rate; shorter, and a busy moment on the way would provoke refusals. */
const usualTransit = 50;
/** Milliseconds between two words to the other servers while there is something to send. */
const renewal = 500;
/** Milliseconds between two words to the others at least. */
const shortestRenewal = 50;
/** Milliseconds that clocks which tick in milliseconds may differ. */
const tick = 2;
/** Back-off where no time was named: seconds at first, and at most. */
const [firstBackOff, longestBackOff] = [1, 60];
/** Milliseconds within which refusals of different things are taken to be about all of a tenant. */
const suspicion = 10_000;
/** Milliseconds between two looks for what can be forgotten. */
const tidying = 60_000;

/** Requests that left, and when each has arrived at the latest. */
class Arrivals {
  #all: { at: number }[] = [];

  get size(): number {
    return this.#all.length;
  }

  leave(at: number): { at: number } {
    const arrival = { at };
    this.#all.push(arrival);
    return arrival;
  }

  forget(before: number): void {
    if (this.#all.some(({ at }) => at <= before)) this.#all = this.#all.filter(({ at }) => at > before);
  }

  /** How many lie within so many milliseconds. */
  within(milliseconds: number, now: number): number {
    return this.#all.reduce((count, { at }) => count + (at + milliseconds + tick > now ? 1 : 0), 0);
  }

  /** Milliseconds until one more fits. */
  wait({ count, milliseconds }: Allowance, now: number): number {
    if (this.within(milliseconds, now) < count) return 0;
    const latest = this.#all.map(({ at }) => at).toSorted((a, b) => b - a);
    return Math.max(1, (latest[count - 1] ?? now) + milliseconds + tick - now);
  }
}

/** What has limits: a tenant, or something within one. */
interface Scope {
  readonly arrivals: Arrivals;
  pausedUntil: number;
  /** Refusals in a row without a time. */
  strikes: number;
}

interface Tenant extends Scope {
  /** What this server may use of the rate, until then, with what it told the others of it. */
  claimed: { mayUse: number; readonly until: number; readonly wants: number } | null;
  askedAt: number;
  isAsking: boolean;
  /** What was refused last, as long as that may be about the whole tenant. */
  lastRefused: { readonly within: string; readonly until: number } | null;
}

interface Waiting extends Outgoing {
  readonly until: number;
  readonly begin: (arrivals: readonly { at: number }[]) => void;
  readonly giveUp: (error: unknown) => void;
}

/**
 * Servers share the rate of a tenant by claims in the database, each written anew twice a second while there is something to
 * send. What a server has used of its claim comes back to it a second after it has arrived, so that in no second more can
 * arrive than there is, whatever the way there takes; and a server lets others have only what has come back.
 */
export function createRateGovernor(settings: RateGovernorSettings): RateGovernor {
  const { name, perSecond, allowances, store, log, longestWait = usualWait, transit = usualTransit } = settings;
  const clock = settings.clock ?? (() => performance.now());
  const id = randomUUID();
  const line: Line<Waiting> = createLine();
  const tenants = new Map<string, Tenant>();
  const scopes = new Map<string, Scope>();
  const longest = Math.max(second, ...allowances.map(({ milliseconds }) => milliseconds));
  let tidiedAt = clock();
  let wake: NodeJS.Timeout | null = null;

  const newScope = (): Scope => ({ arrivals: new Arrivals(), pausedUntil: 0, strikes: 0 });
  const tenantOf = (tenantId: string): Tenant => {
    const found = tenants.get(tenantId) ?? {
      ...newScope(),
      claimed: null,
      askedAt: Number.NEGATIVE_INFINITY,
      isAsking: false,
      lastRefused: null,
    };
    tenants.set(tenantId, found);
    return found;
  };
  const scopeOf = ({ tenantId, within }: Outgoing): Scope | null => {
    if (within === null) return null;
    const key = `${tenantId} ${within}`;
    const found = scopes.get(key) ?? newScope();
    scopes.set(key, found);
    return found;
  };

  /** Milliseconds to wait for pauses and for what it is within; not for the rate of the tenant. */
  const waitOf = (outgoing: Outgoing, now: number): number => {
    const scope = scopeOf(outgoing);
    const pauses = [tenantOf(outgoing.tenantId), scope].map((one) => (one?.pausedUntil ?? 0) - now);
    const fits = scope ? allowances.map((allowance) => scope.arrivals.wait(allowance, now)) : [];
    return Math.max(0, ...pauses, ...fits);
  };
  const mayUse = ({ claimed }: Tenant, now: number): number => (claimed && claimed.until > now ? claimed.mayUse : 0);
  const wantsOf = (waiting: number, tenant: Tenant, now: number): number =>
    // Somewhat more than there is to send: the next need not wait for the others' word.
    waiting === 0
      ? tenant.arrivals.within(second, now)
      : Math.min(perSecond, 2 * (waiting + tenant.arrivals.within(second, now)));

  const look = (): void => {
    const now = clock();
    const waits: number[] = [];
    for (const one of [...line]) {
      const wait = waitOf(one, now);
      if (wait > 0) waits.push(wait);
      // What waits only for the rate gets its turn, up to its own time.
      if (now + wait <= one.until) continue;
      line.remove(one);
      one.giveUp(new MustWait(Math.max(1, Math.ceil(wait / second))));
    }
    const turns = line.turns();
    const begun: (() => void)[] = [];
    const mayGo = (one: Waiting): boolean => {
      const tenant = tenantOf(one.tenantId);
      if (tenant.arrivals.within(second, now) >= mayUse(tenant, now) || waitOf(one, now) > 0) return false;
      const arrivals = [tenant, scopeOf(one)].flatMap((scope) => (scope ? [scope.arrivals.leave(now + transit)] : []));
      begun.push(() => one.begin(arrivals));
      return true;
    };
    while (turns.next(mayGo) !== null);
    turns.keep();
    for (const begin of begun) begin();
    const waiting = new Map<string, number>();
    for (const one of line) {
      waits.push(one.until - now + 1);
      if (waitOf(one, now) === 0) waiting.set(one.tenantId, (waiting.get(one.tenantId) ?? 0) + 1);
    }
    for (const [tenantId, tenant] of tenants) {
      tenant.arrivals.forget(now - second - tick);
      const next = wordDue(tenant, waiting.get(tenantId) ?? 0, now);
      if (next <= 0) void tell(tenantId, tenant);
      else if (Number.isFinite(next)) waits.push(next);
      if ((waiting.get(tenantId) ?? 0) > 0 && mayUse(tenant, now) > 0)
        waits.push(tenant.arrivals.wait({ count: mayUse(tenant, now), milliseconds: second }, now));
    }
    if (now - tidiedAt > tidying) tidy(now);
    else if (tenants.size + scopes.size > 0) waits.push(tidying);
    schedule(waits);
  };

  /** Milliseconds until the others have to be told what this server wants of a tenant's rate. */
  const wordDue = (tenant: Tenant, waiting: number, now: number): number => {
    const { claimed, askedAt, isAsking } = tenant;
    if (isAsking) return Number.POSITIVE_INFINITY;
    const wants = wantsOf(waiting, tenant, now);
    if (!claimed || claimed.until <= now)
      return waiting > 0 ? askedAt + shortestRenewal - now : Number.POSITIVE_INFINITY;
    const isShort = waiting > 0 && wants > claimed.wants;
    return askedAt + (isShort ? shortestRenewal : renewal) - now;
  };

  /** Says what this server wants of a tenant's rate, and learns what it gets. */
  const tell = async (tenantId: string, tenant: Tenant): Promise<void> => {
    tenant.isAsking = true;
    const sentAt = clock();
    tenant.askedAt = sentAt;
    let got: (Claimed & { readonly wants: number }) | undefined;
    try {
      await store.change(`${name} ${tenantId}`, (before, now) => {
        const at = clock();
        const waiting = [...line].filter((one) => one.tenantId === tenantId && waitOf(one, at) === 0).length;
        const wants = wantsOf(waiting, tenant, at);
        const used = tenant.arrivals.within(second, at);
        const claimed = claim({ id, wants, used }, before === null ? {} : Claims.parse(before), perSecond, now);
        // Less holds at once, since the others may have it as soon as this is written; more only then.
        if (tenant.claimed) tenant.claimed.mayUse = Math.min(tenant.claimed.mayUse, claimed.mayUse);
        got = { ...claimed, wants };
        return claimed.claims;
      });
      // Whatever is used by then has come back when the others take this server for dead.
      const until = sentAt + lease - second - usualTransit - 2 * tick;
      tenant.claimed = got && got.wants > 0 ? { mayUse: got.mayUse, until, wants: got.wants } : null;
    } catch (error) {
      log.warn({ err: error, rate: name }, 'what may be sent cannot be agreed on with other servers');
      // Without the others' word nothing leaves. Each who waits is tried again by whoever asked.
      for (const one of [...line]) {
        if (one.tenantId !== tenantId) continue;
        line.remove(one);
        one.giveUp(error);
      }
    } finally {
      tenant.isAsking = false;
      look();
    }
  };

  const schedule = (all: readonly number[]): void => {
    // The end of what is under way is looked at when it comes.
    const waits = all.filter(Number.isFinite);
    if (wake !== null) clearTimeout(wake);
    wake = null;
    if (waits.length === 0) return;
    wake = setTimeout(look, Math.max(1, Math.ceil(Math.min(...waits))));
    // Whoever waits keeps the process by what they wait in; a word to the others alone does not.
    wake.unref();
  };

  const tidy = (now: number): void => {
    tidiedAt = now;
    const isIdle = (scope: Scope) => {
      scope.arrivals.forget(now - longest - tick);
      return scope.arrivals.size === 0 && (scope.strikes === 0 || scope.pausedUntil + longestBackOff * second <= now);
    };
    for (const [key, scope] of scopes) if (isIdle(scope)) scopes.delete(key);
    const standing = new Set([...line].map((one) => one.tenantId));
    for (const [tenantId, tenant] of tenants)
      if (isIdle(tenant) && (tenant.claimed?.until ?? 0) <= now && !tenant.isAsking && !standing.has(tenantId))
        tenants.delete(tenantId);
  };

  /**
   * A 429 does not say what it is about. So what it is within waits; and the tenant with it once something else of it is
   * refused soon after, or one wrong guess would hold up everybody. Answers the seconds that are waited.
   */
  const pause = (outgoing: Outgoing, told: number | null): number => {
    const now = clock();
    const tenant = tenantOf(outgoing.tenantId);
    const { within } = outgoing;
    const scope = scopeOf(outgoing) ?? tenant;
    scope.strikes += 1;
    const backOff = Math.min(longestBackOff, firstBackOff * 2 ** Math.min(scope.strikes - 1, 16));
    const seconds = Math.max(0, told ?? backOff * (0.5 + Math.random() / 2));
    const until = now + seconds * second + tick;
    scope.pausedUntil = Math.max(scope.pausedUntil, until);
    const { lastRefused } = tenant;
    if (lastRefused && lastRefused.within !== within && lastRefused.until > now)
      tenant.pausedUntil = Math.max(tenant.pausedUntil, until);
    if (within !== null) tenant.lastRefused = { within, until: Math.min(until, now + suspicion) };
    return seconds;
  };

  return {
    async run(outgoing, work) {
      const until = clock() + longestWait;
      let sent: Awaited<ReturnType<typeof work>> | null = null;
      for (;;) {
        let arrivals: readonly { at: number }[];
        try {
          arrivals = await new Promise<readonly { at: number }[]>((begin, giveUp) => {
            line.add({ ...outgoing, until, begin, giveUp });
            look();
          });
        } catch (error) {
          // The refusal says more than that its time has not come yet.
          if (error instanceof MustWait && sent !== null) return sent.value;
          throw error;
        }
        try {
          sent = await work();
        } finally {
          const now = clock();
          for (const arrival of arrivals) arrival.at = Math.min(arrival.at, now);
        }
        if (sent.refused === null) {
          const scope = scopeOf(outgoing);
          if (scope) scope.strikes = 0;
          tenantOf(outgoing.tenantId).strikes = 0;
          look();
          return sent.value;
        }
        const seconds = pause(outgoing, sent.refused.seconds);
        look();
        if (clock() + seconds * second >= until) return sent.value;
      }
    },
    get remembered() {
      return tenants.size + scopes.size;
    },
  };
}
