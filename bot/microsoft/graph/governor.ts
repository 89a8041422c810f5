import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { TemporaryError } from '../../mentoring/ports.ts';
import { Budgets } from './budget.ts';
import { createLine, type Line } from '../line.ts';
import {
  asOf,
  byOthers,
  learn,
  lease,
  mailboxLimit,
  noTraffic,
  perMailbox,
  roomAtFirst,
  shareOf,
  Traffic,
  type Lesson,
  type Server,
  type Standing,
  type TrafficStore,
} from './traffic.ts';

/** One request to Graph, alone or as part of a batch. */
export interface Part {
  /** Whose mailbox it goes to; null for the directory. */
  readonly mailbox: string | null;
  /** What it costs of the directory's resource units; 0 for a mailbox. */
  readonly units: number;
}

/** What wants to leave together: one request, or those of a `$batch`, all to mailboxes or all to the directory. */
export interface Ask<P extends Part> {
  readonly tenantId: string;
  readonly isUrgent: boolean;
  readonly parts: readonly P[];
}

/** Lets requests to Graph leave as its limits allow, for every server on one database together. */
export interface Governor {
  /**
   * Runs `work` once some of the parts may leave, with those: all of them where there is room. `refused` is to be told of
   * each 429 before `work` ends, or those in line would go at once: of the part it came to or of all (null), with the
   * seconds Graph asked for, null when it did not say; answers the seconds that are waited. Throws `TemporaryError`,
   * without running it, when no part may leave for longer than anybody waits here.
   */
  run<P extends Part, T>(ask: Ask<P>, work: (granted: readonly P[], refused: Refused<P>) => Promise<T>): Promise<T>;
  /** Keys that are remembered of mailboxes and tenants: none when nothing was asked for long. */
  readonly remembered: number;
}

export type Refused<P> = (part: P | null, seconds: number | null) => number;

export interface GovernorSettings {
  readonly store: TrafficStore;
  readonly log: Logger;
  /** Requests at once over all mailboxes that the room may grow to. */
  readonly mostAtOnce?: number;
  /** Resource units of the directory in ten seconds: 3,500 for a small tenant, 5,000 and 8,000 for larger ones. */
  readonly directoryUnits?: number;
  /** Milliseconds that somebody waits here because of a pause or a budget. */
  readonly longestWait?: number;
  /** Milliseconds that pass evenly, whatever the wall clock does. */
  readonly clock?: () => number;
}

/** Two cores are busy before it is filled, as the bench of bookings shows. */
const usualMost = 64;
/** Outlook works on four requests of a batch at a time, whatever their mailboxes; and Graph takes twenty in one. */
const batchPlaces = 4;
const batchParts = 20;
/** Milliseconds between two signs of life of a server with requests under way. */
const beat = 2_000;
/** Milliseconds between two looks at what others do when they are in the way. */
const look = 100;
/** Milliseconds for which it is not told that the last request has ended: the next may come before. */
const lull = 50;
/** Back-off of a scope that Graph names no time for: seconds at first, and at most. */
const [firstBackOff, longestBackOff] = [0.5, 60];
/** Milliseconds that every pause is longer: the servers' views of the database's clock differ by so little. */
const margin = 20;
/** Milliseconds between two looks for what can be forgotten. */
const tidying = 60_000;
/** Milliseconds by which the database's clock has to go back to be believed. */
const setBack = 1_000;
const longestTimer = 3_600_000;

interface Waiting {
  readonly tenantId: string;
  readonly isUrgent: boolean;
  readonly parts: readonly Part[];
  readonly begin: (pick: Pick) => void;
  readonly giveUp: (error: unknown) => void;
}

/** What may leave of something that waits, and what it has taken. */
interface Pick {
  readonly waiting: Waiting;
  readonly granted: readonly Part[];
  readonly places: number;
  /** The room it left under, and how many went to Outlook then. */
  readonly room: number;
  readonly atOnce: number;
}

/**
 * All servers share one row of the database, which each changes only as it last saw it (compare and swap). So every
 * decision is taken on what holds for all, one round trip lets leave whatever may leave together, and a second is needed
 * only when another server was first. A server that is killed is not heard of again, and its places fall free: nothing has
 * to be given back. Leases of single places would need a round trip for each place and its return.
 */
export function createGovernor(settings: GovernorSettings): Governor {
  const { store, log, mostAtOnce = usualMost, longestWait = Number.POSITIVE_INFINITY } = settings;
  const clock = settings.clock ?? (() => performance.now());
  const id = randomUUID();
  const line: Line<Waiting> = createLine();
  const running = new Set<Pick>();
  /** Refusals without a time in a row, by scope; the time of the last. */
  const strikes = new Map<string, { count: number; at: number }>();
  const mailboxes = new Budgets({ amount: 10_000, milliseconds: 600_000 });
  const overall = new Budgets({ amount: 130_000, milliseconds: 10_000 });
  const directory = new Budgets({ amount: settings.directoryUnits ?? 3_500, milliseconds: 10_000 });

  /** What the database last said; null when it has to be asked. */
  let known: { version: string; traffic: Traffic } | null = null;
  /** What was learnt since, which holds here at once and for the others with the next swap. */
  let outbox: { pauses: Map<string, number>; lessons: Lesson[] } = { pauses: new Map(), lessons: [] };
  /** The database's clock, seen from ours. */
  let offset = 0;
  /** What the others were last told of this server; null when it is not among them. */
  let told: Server | null = null;
  let wentWell = { room: 0, count: 0 };
  let idleSince = 0;
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let isBusy = false;
  let isAsked = false;
  let wake: NodeJS.Timeout | null = null;

  const now = () => clock() + offset;

  /** The traffic as this server knows it. */
  const current = (at: number): Traffic => {
    const traffic = asOf(known?.traffic ?? noTraffic, at);
    const pauses = { ...traffic.pauses };
    for (const [scope, until] of outbox.pauses) pauses[scope] = Math.max(until, pauses[scope] ?? 0);
    const reading = outbox.lessons.reduce((before, lesson) => learn(before, lesson, mostAtOnce, at), traffic.reading);
    return { ...traffic, pauses, reading };
  };

  /** Milliseconds until one part may leave, for what is known beforehand: pauses and budgets. */
  const waitOf = (tenantId: string, part: Part, traffic: Traffic, servers: number, at: number): number => {
    const until = Math.max(...scopesOf(tenantId, part).map((scope) => traffic.pauses[scope] ?? 0));
    const budget =
      part.mailbox === null
        ? directory.wait(tenantId, part.units, servers, at)
        : mailboxes.wait(mailboxScope(tenantId, part.mailbox), 1, servers, at);
    return Math.max(0, until - at, budget, overall.wait('', 1, servers, at));
  };
  const waitsOfAll = (traffic: Traffic, at: number): Map<Waiting, number> => {
    const servers = byOthers(id, traffic).count + 1;
    const shortest = ({ tenantId, parts }: Waiting) =>
      Math.min(...parts.map((part) => waitOf(tenantId, part, traffic, servers, at)));
    return new Map([...line].map((one) => [one, shortest(one)]));
  };

  /** What may leave now, in fair order, and the word to the others that goes with it. Budgets are used up at once. */
  const choose = (traffic: Traffic, waits: ReadonlyMap<Waiting, number>, at: number) => {
    const others = byOthers(id, traffic);
    const servers = others.count + 1;
    const mine = placesOf(running);
    const ready = [...waits].filter(([, wait]) => wait === 0);
    const wants = ready.reduce((sum, [one]) => sum + placesFor(one.parts), mine.places);
    const limit = mailboxLimit(traffic.reading);
    const waitsFor = new Set<string>();
    const mayHave = (mailbox: string): boolean => {
      const rivals = others.waitFor(mailbox);
      const here = mine.mailboxes[mailbox] ?? 0;
      const isFull = here + others.at(mailbox) >= limit;
      // Others who wait for it get their turn at it.
      if (!isFull && (rivals === 0 || here < Math.max(1, Math.floor(limit / (rivals + 1))))) return true;
      if (here === 0) waitsFor.add(mailbox);
      return false;
    };
    const { room } = traffic.reading;
    let free = Math.min(shareOf(id, wants, traffic, at), room - others.places) - mine.places;
    const picks: Pick[] = [];
    const turns = line.turns();
    const mayGo = (one: Waiting): boolean => {
      const isOutlook = one.parts[0]?.mailbox !== null;
      // A batch with less than four places sends no more than it has places.
      const most = !isOutlook || free >= batchPlaces ? batchParts : free;
      const granted: Part[] = [];
      for (const part of one.parts) {
        const mailbox = part.mailbox === null ? null : mailboxScope(one.tenantId, part.mailbox);
        if (granted.length >= most) break;
        if (waitOf(one.tenantId, part, traffic, servers, at) > 0 || (mailbox !== null && !mayHave(mailbox))) continue;
        granted.push(part);
        use(one.tenantId, part, 1, servers, at);
        if (mailbox !== null) mine.mailboxes[mailbox] = (mine.mailboxes[mailbox] ?? 0) + 1;
      }
      if (granted.length === 0) return false;
      const places = placesFor(granted);
      free -= places;
      mine.places += places;
      if (!isOutlook) mine.directory += places;
      const atOnce = others.outlook + mine.places - mine.directory;
      picks.push({ waiting: one, granted, places, room, atOnce });
      return true;
    };
    while (free > 0 && turns.next(mayGo) !== null);
    const server: Server = { until: at + lease, ...mine, wants, waitsFor: [...waitsFor] };
    const giveBack = () => {
      for (const { waiting, granted } of picks)
        for (const part of granted) use(waiting.tenantId, part, -1, servers, at);
    };
    return { picks, server, turns, giveBack, isHeldUp: ready.length > picks.length && others.count > 0 };
  };
  const use = (tenantId: string, part: Part, times: 1 | -1, servers: number, at: number) => {
    overall.use('', times, servers, at);
    if (part.mailbox === null) directory.use(tenantId, times * part.units, servers, at);
    else mailboxes.use(mailboxScope(tenantId, part.mailbox), times, servers, at);
  };

  /** Looks at the line until nothing more may leave and the others know what they have to. */
  const step = async (): Promise<void> => {
    for (;;) {
      if (known === null) take(await store.read());
      const at = now();
      const traffic = current(at);
      const waits = waitsOfAll(traffic, at);
      giveUpLong(waits);
      const { picks, server, turns, giveBack, isHeldUp } = choose(traffic, waits, at);
      if (picks.length === 0 && !isNews(server, traffic, isHeldUp, at)) {
        schedule([...waits.values()], isHeldUp, isLess(server), at);
        return;
      }
      if (!(await tell(traffic, server))) {
        giveBack();
        continue;
      }
      turns.keep();
      for (const pick of picks) {
        running.add(pick);
        pick.waiting.begin(pick);
      }
    }
  };

  /** Writes what this server does for all to see; false when another wrote meanwhile. */
  const tell = async (traffic: Traffic, server: Server): Promise<boolean> => {
    const isPresent = server.places > 0 || server.wants > 0;
    const { [id]: _before, ...others } = traffic.servers;
    const next: Traffic = { ...traffic, servers: isPresent ? { ...others, [id]: server } : others };
    const sent = outbox;
    outbox = { pauses: new Map(), lessons: [] };
    let isWritten = false;
    try {
      const answer = await store.swap(known?.version ?? '', next, sent.pauses.size > 0 || sent.lessons.length > 0);
      isWritten = answer.ok;
      take(isWritten ? { ...answer, state: next } : answer);
    } finally {
      if (!isWritten) {
        for (const [scope, until] of outbox.pauses) sent.pauses.set(scope, until);
        outbox = { pauses: sent.pauses, lessons: [...sent.lessons, ...outbox.lessons] };
      }
    }
    if (isWritten) told = isPresent ? server : null;
    return isWritten;
  };
  const take = ({ version, state, now: theirs }: Standing) => {
    const seen = theirs - clock();
    // The answer is a little old: the highest is nearest the truth, unless that clock was set back.
    offset = seen < offset - setBack ? seen : Math.max(offset, seen);
    known = { version, traffic: state === null ? noTraffic : Traffic.parse(state) };
  };

  /** Whether the others have to be told, although nothing leaves. */
  const isNews = (server: Server, traffic: Traffic, isHeldUp: boolean, at: number): boolean => {
    if (outbox.pauses.size > 0 || outbox.lessons.length > 0) return true;
    if (told === null) return isHeldUp;
    if ((server.places > 0 || isHeldUp) && told.until - at < lease - beat) return true;
    if (isHeldUp && (told.wants !== server.wants || told.waitsFor.join() !== server.waitsFor.join())) return true;
    if (!isLess(server)) return false;
    return byOthers(id, traffic).isWaiting || (running.size === 0 && at - idleSince >= lull);
  };
  /** The others think that this server has more than it has. */
  const isLess = (server: Server): boolean =>
    told !== null && (told.places > server.places || told.wants > server.wants);

  /** Looks again when something may have changed by time alone. */
  const schedule = (waits: readonly number[], isHeldUp: boolean, isToBeTold: boolean, at: number) => {
    if (wake !== null) clearTimeout(wake);
    wake = null;
    const after = waits.filter((wait) => wait > 0);
    if (isHeldUp) after.push(look);
    if (running.size > 0 && told !== null) after.push(told.until - lease + beat - at);
    if (running.size === 0 && isToBeTold) after.push(idleSince + lull - at);
    if (at - tidiedAt > tidying) forgetIdle(at);
    else if (after.length === 0 && mailboxes.size + directory.size + strikes.size > 0) after.push(tidying);
    if (after.length === 0) return;
    const soonest = after.reduce((least, one) => Math.min(least, one), longestTimer);
    wake = setTimeout(
      () => {
        // Only others can have changed what holds us up.
        if (isHeldUp) known = null;
        pump();
      },
      Math.max(1, Math.ceil(soonest) + 1),
    );
    // Whoever waits keeps the process by what they wait in; a word to the others alone does not.
    wake.unref();
  };

  const giveUpLong = (waits: Map<Waiting, number>) => {
    for (const [one, wait] of waits) {
      if (wait <= longestWait) continue;
      waits.delete(one);
      line.remove(one);
      one.giveUp(new TemporaryError('Graph asks to wait for long', Math.ceil(wait / 1_000)));
    }
  };

  const forgetIdle = (at: number) => {
    tidiedAt = at;
    for (const budgets of [mailboxes, overall, directory]) budgets.forgetIdle(at);
    for (const [scope, strike] of strikes) if (at - strike.at > 2_000 * longestBackOff) strikes.delete(scope);
  };

  /** One step at a time; what comes meanwhile is seen by the next. */
  const pump = () => {
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    void (async () => {
      try {
        while (isAsked) {
          isAsked = false;
          await step();
        }
      } catch (error) {
        known = null;
        log.warn({ err: error }, 'the traffic to Graph cannot be agreed on with other servers');
        // Without the others' word nothing leaves. Each who waits is tried again by whoever asked.
        for (const one of line) {
          line.remove(one);
          one.giveUp(error);
        }
      } finally {
        isBusy = false;
      }
    })();
  };

  /** A 429: its scope waits, and where it proves a limit over the app, there is less room. */
  const refuse = (pick: Pick, part: Part | null, seconds: number | null): number => {
    const { tenantId } = pick.waiting;
    const at = now();
    const scope = part === null ? tenantScope(tenantId) : (scopesOf(tenantId, part).at(-1) ?? '');
    const count = (strikes.get(scope)?.count ?? 0) + 1;
    strikes.set(scope, { count, at });
    const backOff = Math.min(longestBackOff, firstBackOff * 2 ** Math.min(count - 1, 16)) * (0.5 + Math.random() / 2);
    const wait = Math.max(0, seconds ?? backOff);
    outbox.pauses.set(scope, Math.max(at + wait * 1_000 + margin, outbox.pauses.get(scope) ?? 0));
    const traffic = current(at);
    const others = byOthers(id, traffic);
    const mine = placesOf(running);
    const atOnce = Math.max(pick.atOnce, others.outlook + mine.places - mine.directory);
    if (part !== null && part.mailbox !== null && atOnce > roomAtFirst) {
      const itself = (mine.mailboxes[scope] ?? 0) + others.at(scope);
      if (itself < perMailbox) outbox.lessons.push({ kind: 'too-many', room: pick.room });
    }
    return wait;
  };

  /** A round of requests that left while the room was full and all went well: there may be more room. */
  const countWell = ({ room, atOnce, places, granted, waiting }: Pick) => {
    for (const part of granted) for (const scope of scopesOf(waiting.tenantId, part)) strikes.delete(scope);
    if (room !== wentWell.room) wentWell = { room, count: 0 };
    if (granted[0]?.mailbox === null || atOnce < room) return;
    wentWell.count += places;
    if (wentWell.count < room) return;
    wentWell = { room, count: 0 };
    outbox.lessons.push({ kind: 'went-well', room });
  };

  return {
    async run(ask, work) {
      type Own = (typeof ask.parts)[number];
      const pick = await new Promise<Pick>((begin, giveUp) => {
        line.add({ ...ask, begin, giveUp });
        pump();
      });
      const refusals = new Set<Part | null>();
      try {
        const value = await work(pick.granted as readonly Own[], (part, seconds) => {
          refusals.add(part);
          return refuse(pick, part, seconds);
        });
        if (refusals.size === 0) countWell(pick);
        return value;
      } finally {
        running.delete(pick);
        if (running.size === 0) idleSince = now();
        pump();
      }
    },
    get remembered() {
      return mailboxes.size + directory.size + strikes.size;
    },
  };
}

const tenantScope = (tenantId: string) => `tenant ${tenantId}`;
const mailboxScope = (tenantId: string, mailbox: string) => `mailbox ${tenantId} ${mailbox.toLowerCase()}`;
/** What may hold a part back, the narrowest last. */
const scopesOf = (tenantId: string, { mailbox }: Part): readonly string[] => [
  tenantScope(tenantId),
  mailbox === null ? `directory ${tenantId}` : mailboxScope(tenantId, mailbox),
];

/** How many of Outlook's, or of the directory's, requests at once it is. */
const placesFor = (parts: readonly Part[]): number =>
  parts[0]?.mailbox === null ? 1 : Math.min(batchPlaces, parts.length);

function placesOf(running: Iterable<Pick>) {
  const mailboxes: Record<string, number> = {};
  let [places, directory] = [0, 0];
  for (const pick of running) {
    places += pick.places;
    for (const { mailbox } of pick.granted) {
      if (mailbox === null) continue;
      const key = mailboxScope(pick.waiting.tenantId, mailbox);
      mailboxes[key] = (mailboxes[key] ?? 0) + 1;
    }
    if (pick.granted[0]?.mailbox === null) directory += pick.places;
  }
  return { places, directory, mailboxes };
}
