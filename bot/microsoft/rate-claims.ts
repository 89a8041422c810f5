import { z } from 'zod';

/** Milliseconds for which a rate counts: so many requests in each second, wherever it begins. */
export const second = 1_000;
/** Milliseconds after which a server that was not heard of again counts as dead. */
export const lease = 3_000;

const Claim = z.object({
  /** Unless heard of again by then it is taken for dead, and what it held falls free. */
  until: z.number(),
  /** How much of the rate nobody else may use: what it may use itself, and what it has used within the last second. */
  held: z.number(),
  /** How much it could use now. */
  wants: z.number(),
});
export const Claims = z.record(z.string(), Claim);
/** What servers hold of one rate, by server. Times are milliseconds since 1970 on the database's clock. */
export type Claims = z.infer<typeof Claims>;

/** Where it stands written what servers hold of each rate. */
export interface RateStore {
  /**
   * Writes what `decide` answers in place of what stood there, null when nothing did; `now` is what the database's clock
   * says. Servers that change the same rate come one after the other.
   */
  change(rate: string, decide: (claims: unknown, now: number) => Claims): Promise<void>;
}

/** What a server may use from now on, and what all hold then. */
export interface Claimed {
  readonly mayUse: number;
  readonly claims: Claims;
}

/**
 * A server's part of a rate: as equal as all the others', and what they leave, as soon as they have let go of it. `used` is
 * what it has used within the last second, and holds until that is over.
 */
export function claim(
  server: { readonly id: string; readonly wants: number; readonly used: number },
  before: Claims,
  rate: number,
  now: number,
): Claimed {
  const { id, wants, used } = server;
  const others = Object.fromEntries(
    // Longer than anybody was ever promised: the clock was set back, and who wrote this may be dead.
    Object.entries(before).filter(([name, { until }]) => name !== id && until > now && until < now + 2 * lease),
  );
  const heldByOthers = Object.values(others).reduce((sum, { held }) => sum + held, 0);
  const share = shareOf(id, { ...others, [id]: { wants } }, rate, now);
  const mayUse = Math.max(0, Math.min(share, rate - heldByOthers));
  const held = Math.max(mayUse, used);
  return {
    mayUse,
    claims: wants === 0 && held === 0 ? others : { ...others, [id]: { until: now + lease, held, wants } },
  };
}

/** Milliseconds after which another server goes first, where there is not one for each. */
const turn = 2_000;

/** One server's share where everybody gets what they want or as much as anybody else. */
function shareOf(
  id: string,
  servers: Readonly<Record<string, { readonly wants: number }>>,
  rate: number,
  now: number,
): number {
  const names = Object.keys(servers).toSorted();
  const wanted = (name: string) => Math.min(servers[name]?.wants ?? 0, rate < names.length ? 1 : rate);
  const inTurn = names.map((_, index) => names[(index + Math.floor(now / turn)) % names.length] ?? id);
  let left = rate;
  for (const [index, name] of inTurn.toSorted((a, b) => wanted(a) - wanted(b)).entries()) {
    const given = Math.min(wanted(name), Math.ceil(left / (names.length - index)));
    if (name === id) return given;
    left -= given;
  }
  return 0;
}
