import { pino, type DestinationStream, type Logger } from 'pino';
import { idsNow } from './telemetry/trail.ts';

export type Log = Logger;

/** Where people's data could hide in a log line; it is cut out whatever calls the log. */
const personal = ['displayName', 'userPrincipalName', 'mail', 'text', 'answers', 'token', 'authorization', 'name'];
/** Causes of causes that are written down. */
const deepest = 4;

/**
 * An error as the log keeps it: what it is and where it came from. Everything else an error may carry (rows, requests with
 * their bodies and tokens) stays out.
 */
function errorForLog(error: unknown, depth = 0): unknown {
  if (!isErrorLike(error)) return String(error);
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < deepest ? { cause: errorForLog(error.cause, depth + 1) } : {}),
  };
}

/** An error, or what pg-boss makes of one: its parts in an object of its own. */
const isErrorLike = (value: unknown): value is Error =>
  value instanceof Error || (typeof value === 'object' && value !== null && 'message' in value && 'stack' in value);

/**
 * JSON lines on stdout, or where it is said, each with the request, tenant, job and trace that it belongs to. Log ids, counts
 * and codes; never what people are called, wrote or answered.
 */
export function createLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    mixin: idsNow,
    serializers: { err: (error: unknown) => errorForLog(error) },
    redact: { paths: personal.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[personal]' },
  };
  return to === undefined ? pino(options) : pino(options, to);
}
