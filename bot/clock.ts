import { Temporal } from 'temporal-polyfill';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from './mentoring/ports.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** Milliseconds between two looks at a travelling clock. */
const pause = 1_000;
/** Milliseconds that it may take to tell its time. */
const patience = 5_000;
const ClockAnswer = z.object({ offsetMilliseconds: z.number() });

/**
 * The sandbox's clock, which people move forward by hand: the machine's clock plus an offset read from `url`. Throws
 * when the first look fails; later failures keep the offset known last.
 */
export async function followClock(url: string, log: Logger): Promise<Clock & { stop(): void }> {
  const look = async () =>
    ClockAnswer.parse(await (await fetch(url, { signal: AbortSignal.timeout(patience) })).json()).offsetMilliseconds;
  let offset = await look();
  const timer = setInterval(() => {
    look().then(
      (current) => {
        offset = current;
      },
      (error: unknown) => log.warn({ err: error }, 'the sandbox does not tell its time'),
    );
  }, pause);
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: Math.round(offset) }),
    stop: () => clearInterval(timer),
  };
}
