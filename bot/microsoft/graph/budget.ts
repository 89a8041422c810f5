/** How much may be used in how long. */
export interface Allowance {
  readonly amount: number;
  readonly milliseconds: number;
}

/**
 * Part that may be used at once; three times as much comes back within the allowance's time. Microsoft does not say where
 * its windows begin, nor does this server know what another used just before it was started anew: so a burst, the burst of
 * a server before it and what comes back meanwhile fit into any window together.
 */
const burst = 1 / 5;
const comesBack = 3 / 5;

/** What is left of an allowance, by key. Keys that have everything back are forgotten. */
export class Budgets {
  readonly #allowance: Allowance;
  /** When each key has everything back, in the milliseconds of `now`. */
  readonly #fullAt = new Map<string, number>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  get size(): number {
    return this.#fullAt.size;
  }

  /**
   * Milliseconds to wait until `amount` more may be used, by one of so many servers that share the allowance. What is more
   * than may ever be used at once goes when everything is there.
   */
  wait(key: string, amount: number, servers: number, now: number): number {
    const one = this.#millisecondsEach(servers);
    const most = Math.max(1, Math.floor((this.#allowance.amount * burst) / servers));
    const used = Math.max(0, (this.#fullAt.get(key) ?? 0) - now) / one;
    return Math.max(0, Math.ceil((used + Math.min(amount, most) - most) * one));
  }

  use(key: string, amount: number, servers: number, now: number): void {
    const from = Math.max(now, this.#fullAt.get(key) ?? 0);
    this.#fullAt.set(key, from + amount * this.#millisecondsEach(servers));
  }

  forgetIdle(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
  }

  #millisecondsEach(servers: number): number {
    const { amount, milliseconds } = this.#allowance;
    return (milliseconds * servers) / (amount * comesBack);
  }
}
