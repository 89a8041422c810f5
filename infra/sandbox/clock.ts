import { Temporal } from 'temporal-polyfill';

/**
 * The sandbox's clock: real time plus an offset that only grows. It dates the tenant's data; tokens keep to real time,
 * because the libraries that check them look at the computer's own clock.
 */
export class Clock {
  #offset: number;
  readonly #moved: (offsetMilliseconds: number) => void;

  /** `moved` is told every new offset, to keep it. */
  constructor(offsetMilliseconds: number, moved: (offsetMilliseconds: number) => void = () => undefined) {
    this.#offset = offsetMilliseconds;
    this.#moved = moved;
  }

  get offsetMilliseconds(): number {
    return this.#offset;
  }

  /** Milliseconds since 1970 on the sandbox's clock. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Moves the clock to an instant; false, and nothing moved, when that lies in its past. */
  moveTo(instant: Temporal.Instant): boolean {
    const offset = instant.epochMilliseconds - Date.now();
    if (offset < this.#offset) return false;
    this.#offset = offset;
    this.#moved(offset);
    return true;
  }

  /** Moves the clock on by a duration (calendar units count in UTC); false when that would be backwards. */
  moveBy(duration: Temporal.Duration): boolean {
    const from = Temporal.Instant.fromEpochMilliseconds(this.now()).toZonedDateTimeISO('UTC');
    return duration.sign >= 0 && this.moveTo(from.add(duration).toInstant());
  }
}
