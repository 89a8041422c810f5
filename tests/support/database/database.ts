import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';

const Urls = z.object({ databaseUrl: z.string(), migrationUrl: z.string(), adminUrl: z.string() });
/** A Postgres with a migrated database that others are copied from. */
export type TestServer = Readonly<z.infer<typeof Urls>>;

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  readonly databaseUrl: string;
  readonly migrationUrl: string;
  /**
   * Runs SQL under the superuser, whom row-level security does not bind. Connections are used again: what is set for a session
   * is to be set for a transaction.
   */
  asAdmin(sql: string, values?: unknown[]): Promise<pg.QueryResult<Record<string, unknown>>>;
  /** Runs SQL under the superuser on the server's own database, beside every test's. */
  onServer(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** Copies the migrated template, of the run's own Postgres or of another; takes some tens of milliseconds. */
export const freshDatabase = (server?: TestServer): Promise<TestDatabase> => makeDatabase('vantage', server);

/** One that nothing was ever done with, as an administrator makes it. */
export const emptyDatabase = (): Promise<TestDatabase> => makeDatabase('template0');

async function makeDatabase(template: string, server?: TestServer): Promise<TestDatabase> {
  const urls = server ?? Urls.parse(JSON.parse(process.env['TEST_POSTGRES'] ?? 'null'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const named = (url: string) => {
    const address = new URL(url);
    address.pathname = `/${name}`;
    return address.toString();
  };
  const admin = async (sql: string) => {
    const client = new pg.Client(urls.adminUrl);
    await client.connect();
    try {
      // One copy of the template at a time: Postgres refuses to copy what another copy reads.
      await client.query('select pg_advisory_lock(1)');
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name} template ${template} owner vantage_owner`);
  // Kept between questions: to connect takes Postgres longer than most of what is asked. More than one, since a test may
  // look while what it asked before still waits.
  const admins = new pg.Pool({
    connectionString: named(urls.adminUrl),
    options: '-c search_path=vantage',
    max: 3,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  // One that a test ended is replaced when it is wanted again.
  admins.on('error', () => undefined);
  return {
    databaseUrl: named(urls.databaseUrl),
    migrationUrl: named(urls.migrationUrl),
    asAdmin: (sql, values) => admins.query<Record<string, unknown>>(sql, values),
    onServer: admin,
    async drop() {
      await admins.end();
      await admin(`drop database ${name} with (force)`);
    },
  };
}
