import { AsyncLocalStorage } from 'node:async_hooks';
import { trace } from '@opentelemetry/api';

/** What a line of the log belongs to. Ids alone. */
export interface Trail {
  /** The request of a client, by the reference that people are told when it fails. */
  readonly request?: string;
  readonly tenant?: string;
  /** The kind of job, and which one. */
  readonly job?: string;
  readonly jobId?: string;
}

const trails = new AsyncLocalStorage<{ trail: Trail }>();

/** Runs work whose log lines all carry this, with what they carry already. */
export const onTrail = <T>(trail: Trail, work: () => T): T => trails.run({ trail: { ...trailNow(), ...trail } }, work);

/** Adds to what the lines of the work at hand carry, from here on; nothing where none is at hand. */
export function addToTrail(trail: Trail): void {
  const now = trails.getStore();
  if (now) now.trail = { ...now.trail, ...trail };
}

/** What a line written now carries: its trail, and the trace that it is part of. */
export function idsNow(): Trail & { readonly trace?: string } {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return { ...trailNow(), ...(traceId === undefined ? {} : { trace: traceId }) };
}

const trailNow = (): Trail => trails.getStore()?.trail ?? {};
