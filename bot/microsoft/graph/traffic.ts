import { z } from 'zod';

/** Most requests at once to one mailbox; Outlook refuses the fifth. */
export const perMailbox = 4;
/** Requests at once over everything until it is known that more may be. */
export const roomAtFirst = 4;
/** Room at which a full round proves that the limit counts by mailbox: twice what the other reading allows. */
const roomThatProves = 2 * roomAtFirst;
/** Milliseconds without a sign of life after which a server counts as dead. */
export const lease = 6_000;
/** Milliseconds before a limit over the whole app is put to the proof again. */
const probePause = 24 * 3_600_000;

const Server = z.object({
  /** Unless heard of again by then it is taken for dead, and what it had falls free. */
  until: z.number(),
  /** Requests it has under way, those to the directory among them. */
  places: z.number(),
  directory: z.number(),
  /** What it has under way by mailbox. */
  mailboxes: z.record(z.string(), z.number()),
  /** Places it could use now. */
  wants: z.number(),
  /** Mailboxes it waits for because others fill them. */
  waitsFor: z.array(z.string()),
});
export type Server = z.infer<typeof Server>;

const Reading = z.object({
  /** Which of Microsoft's two documents holds: four at once count over the `app`, or by `mailbox`. */
  is: z.enum(['unknown', 'app', 'mailbox']),
  room: z.number(),
  /** Nobody tries for more before. */
  settledUntil: z.number(),
});

export const Traffic = z.object({
  servers: z.record(z.string(), Server),
  /** Until when nothing of a scope may leave, by scope. */
  pauses: z.record(z.string(), z.number()),
  reading: Reading,
});
/**
 * What all servers on one database know together of their traffic to Graph. Times are milliseconds since 1970 on the
 * database's clock, the only one they share.
 */
export type Traffic = z.infer<typeof Traffic>;

export const noTraffic: Traffic = {
  servers: {},
  pauses: {},
  reading: { is: 'unknown', room: roomAtFirst, settledUntil: 0 },
};

/** Where the traffic stands written, for every server. */
export interface TrafficStore {
  read(): Promise<Standing>;
  /**
   * Writes a state if nobody has written since `version`; else answers what stands now. What is `lasting` survives a crash
   * of the database too.
   */
  swap(version: string, state: Traffic, lasting: boolean): Promise<Standing & { readonly ok: boolean }>;
}

export interface Standing {
  readonly version: string;
  /** As `Traffic`; null when nothing was ever written. */
  readonly state: unknown;
  /** What the database's clock says, in milliseconds since 1970. */
  readonly now: number;
}

/** Something that Graph taught about its limits. */
export type Lesson =
  | { readonly kind: 'went-well'; readonly room: number }
  /** A 429 that no mailbox explains, while more than four were under way. */
  | { readonly kind: 'too-many'; readonly room: number };

/** The reading after a lesson. `most` is what the room may grow to. A lesson about another room than today's is stale. */
export function learn(reading: Traffic['reading'], lesson: Lesson, most: number, now: number): Traffic['reading'] {
  if (lesson.room !== reading.room) return reading;
  if (lesson.kind === 'went-well') {
    if (reading.is === 'app' || reading.room >= most) return reading;
    if (reading.is === 'unknown' && reading.room < roomThatProves) return { ...reading, room: reading.room + 1 };
    return { is: 'mailbox', room: Math.min(most, reading.room * 2), settledUntil: 0 };
  }
  if (reading.room <= roomAtFirst) return reading;
  const room = Math.max(roomAtFirst, reading.is === 'mailbox' ? Math.floor(reading.room / 2) : reading.room - 1);
  return reading.is === 'mailbox' && room > roomAtFirst
    ? { ...reading, room }
    : { is: 'app', room, settledUntil: now + probePause };
}

/** The traffic without what time has ended: dead servers, pauses, a reading that may be tried again. */
export function asOf(traffic: Traffic, now: number): Traffic {
  const { servers, pauses, reading } = traffic;
  const isDue = reading.is === 'app' && reading.settledUntil <= now;
  return {
    // Longer than anybody was ever promised: the clock was set back, and who wrote this may be dead.
    servers: keep(servers, ({ until }) => until > now && until < now + 2 * lease),
    pauses: keep(pauses, (until) => until > now),
    reading: isDue ? { ...reading, is: 'unknown' } : reading,
  };
}

function keep<T>(record: Readonly<Record<string, T>>, holds: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => holds(value)));
}

/**
 * Most that one mailbox may have under way. While more than four in all are tried for the first time it is one less, so
 * that a 429 that comes then cannot be the mailbox's own.
 */
export const mailboxLimit = ({ is, room }: Traffic['reading']): number =>
  is === 'unknown' && room > roomAtFirst ? perMailbox - 1 : perMailbox;

/** Milliseconds after which another server goes first, where there is not one place for each. */
const turn = 2_000;

/** How much of the room one server may fill: as equal a part as all the others, and what they leave. */
export function shareOf(id: string, wants: number, traffic: Traffic, now: number): number {
  const { room } = traffic.reading;
  const names = [...new Set([...Object.keys(traffic.servers), id])].toSorted();
  const wanted = (name: string) => {
    const server = traffic.servers[name];
    const all = name === id ? wants : Math.max(server?.wants ?? 0, server?.places ?? 0);
    return room < names.length ? Math.min(all, 1) : all;
  };
  const inTurn = names.map((_, index) => names[(index + Math.floor(now / turn)) % names.length] ?? id);
  let left = room;
  for (const [index, name] of inTurn.toSorted((a, b) => wanted(a) - wanted(b)).entries()) {
    const given = Math.min(wanted(name), Math.ceil(left / (names.length - index)));
    if (name === id) return given;
    left -= given;
  }
  return 0;
}

/** What others have under way, of a server's point of view. */
export function byOthers(id: string, { servers }: Traffic) {
  const others = Object.entries(servers).filter(([name]) => name !== id);
  const sum = (of: (server: Server) => number) => others.reduce((total, [, server]) => total + of(server), 0);
  return {
    count: others.length,
    places: sum(({ places }) => places),
    outlook: sum(({ places, directory }) => places - directory),
    at: (mailbox: string) => sum(({ mailboxes }) => mailboxes[mailbox] ?? 0),
    waitFor: (mailbox: string) => sum(({ waitsFor }) => (waitsFor.includes(mailbox) ? 1 : 0)),
    isWaiting: others.some(([, { wants, places, waitsFor }]) => wants > places || waitsFor.length > 0),
  };
}
