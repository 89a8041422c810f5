import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Where people's data could hide in a log line; it is cut out whatever calls the log. */
const personal = ['displayName', 'userPrincipalName', 'mail', 'text', 'answers', 'token', 'authorization', 'name'];

/** JSON lines on stdout. Log ids, counts and codes; never what people are called, wrote or answered. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths: personal.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[personal]' },
  });
}
