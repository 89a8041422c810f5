/** A fault to have on the next matching requests. */
export interface Fault {
  readonly method?: string | undefined;
  /** A regular expression on the path. */
  readonly path: string;
  readonly times: number;
  /** What is answered; with `then` but no status the connection breaks. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly delayMilliseconds?: number | undefined;
  /** How long the answer is held back after the work. */
  readonly holdMilliseconds?: number | undefined;
  /** `instead` of the work, or `after` it was done, so that only the answer is lost. */
  readonly then?: 'instead' | 'after' | undefined;
  readonly body?: unknown;
}

/** What a fault does to one request: nothing but delay it, where `then` is undefined. */
export interface Strike {
  readonly delayMilliseconds: number;
  readonly holdMilliseconds: number;
  readonly then: 'instead' | 'after' | undefined;
  /** Undefined: the connection breaks. */
  readonly answer: { status: number; headers: Record<string, string>; body: unknown } | undefined;
}

/** The faults that wait for a request. */
export class Faults {
  #waiting: { fault: Fault; expression: RegExp; left: number }[] = [];

  /** @throws SyntaxError when the path is no regular expression. */
  add(fault: Fault): void {
    this.#waiting.push({ fault, expression: new RegExp(fault.path), left: fault.times });
  }

  /** How many requests are still to meet a fault. */
  get left(): number {
    return this.#waiting.reduce((sum, { left }) => sum + left, 0);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault that a request meets, used up once. */
  take(method: string, path: string): Strike | undefined {
    const met = this.#waiting.find(
      ({ fault, expression }) =>
        (fault.method ?? method).toUpperCase() === method.toUpperCase() && expression.test(path),
    );
    if (met === undefined) return undefined;
    met.left--;
    if (met.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== met);
    const { status, code, retryAfterSeconds, delayMilliseconds = 0, holdMilliseconds = 0, then, body } = met.fault;
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    return {
      delayMilliseconds,
      holdMilliseconds,
      then: then ?? (status === undefined ? undefined : 'instead'),
      answer:
        status === undefined
          ? undefined
          : {
              status,
              headers,
              body: body ?? { error: { code: code ?? `Status${status}`, message: 'A fault was asked for.' } },
            },
    };
  }
}
