import { randomUUID } from 'node:crypto';

/** What a delta link knows: the window of the calendar, and how far its changes have been told. */
export interface DeltaToken {
  readonly mailbox: string;
  /** Instants. */
  readonly from: number;
  readonly to: number;
  /** Number of the newest change that was told. */
  readonly number: number;
  /** On the sandbox's clock, when it was given out. */
  readonly at: number;
}

/** The rest of an answer that is read page by page, with the delta link that its last page carries. */
export interface Rest {
  readonly items: readonly Record<string, unknown>[];
  readonly link: string;
}

/** Rests that are kept; who comes back later for one has to begin anew. */
const MOST_RESTS = 500;

/** The links of delta queries: opaque outside, and lost whenever the sandbox is told to lose them. */
export class DeltaRounds {
  /** Written into every token: those of another are not known any more, as after a restart. */
  #era = randomUUID();
  readonly #rests = new Map<string, Rest>();

  /** Makes every link that was ever given out worthless. */
  forget(): void {
    this.#era = randomUUID();
    this.#rests.clear();
  }

  writeDelta(token: DeltaToken): string {
    return Buffer.from(JSON.stringify({ era: this.#era, ...token })).toString('base64url');
  }

  /** Undefined for a token that is not known, or not any more. */
  readDelta(text: string): DeltaToken | undefined {
    try {
      const { era, ...token } = JSON.parse(Buffer.from(text, 'base64url').toString()) as DeltaToken & { era: string };
      return era === this.#era ? token : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  keepRest(rest: Rest): string {
    const id = randomUUID();
    this.#rests.set(id, rest);
    const [oldest] = this.#rests.keys();
    if (this.#rests.size > MOST_RESTS && oldest !== undefined) this.#rests.delete(oldest);
    return id;
  }

  rest(id: string): Rest | undefined {
    return this.#rests.get(id);
  }
}
