import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Live, News } from '../mentoring/live.ts';
import { connectionTo, type DatabaseAddress } from './address.ts';

const channel = 'vantage_live';
/** Milliseconds to the next try while the database does not answer. */
const untilAgain = 500;

/** What the database tells: news of a tenant, as the triggers of migration 0013 and `whisper` write it. */
type Told = News & { readonly tenantId: string };

/**
 * Hears what has changed on any server, through Postgres' LISTEN, on a connection of its own. What is told while that
 * connection is down is lost, so everybody who listens is told that they may have missed something once it is up again.
 */
export async function startLive(address: DatabaseAddress, log: Logger): Promise<Live & { stop(): Promise<void> }> {
  const ears = new EventEmitter().setMaxListeners(0);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;

  const hear = (payload: string) => {
    try {
      const { tenantId, ...news } = JSON.parse(payload) as Told;
      ears.emit(tenantId, news);
    } catch (error) {
      log.error({ err: error }, 'what the database told could not be read');
    }
  };
  const connect = async () => {
    const client = new pg.Client({ ...connectionTo(address), keepAlive: true });
    const gone = new Promise<void>((resolve) => {
      client.on('error', (error) => log.warn({ err: error }, 'the connection that hears of changes ended'));
      client.on('end', () => resolve());
    });
    client.on('notification', ({ payload = '' }) => hear(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end();
      throw error;
    }
    return { client, gone };
  };

  let { client, gone } = await connect();
  const run = async () => {
    while (!isStopping()) {
      await gone;
      // Ended early only by `stop`.
      await wait(untilAgain, null, { signal: stopping.signal }).catch(() => null);
      if (isStopping()) return;
      try {
        ({ client, gone } = await connect());
        for (const tenantId of ears.eventNames()) ears.emit(tenantId, { kind: 'missed' } satisfies News);
      } catch (error) {
        log.warn({ err: error }, 'changes cannot be heard: the database does not answer');
        gone = Promise.resolve();
      }
    }
  };
  const running = run();

  return {
    listen(tenantId, heard) {
      ears.on(tenantId, heard);
      return () => ears.off(tenantId, heard);
    },
    async whisper(tenantId, news) {
      await client.query('select pg_notify($1, $2)', [channel, JSON.stringify({ ...news, tenantId })]);
    },
    async stop() {
      stopping.abort();
      await client.end();
      await running;
    },
  };
}
