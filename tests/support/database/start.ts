import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startEmbedded, type EmbeddedPostgres } from '../../../bot/storage/embedded/embedded.ts';
import { migrate } from '../../../bot/storage/migrate.ts';

declare global {
  var testPostgres: { server: EmbeddedPostgres; folder: string } | undefined;
}

/** Starts one Postgres for a whole run of jest, with a migrated database that others are copied from. */
export default async function start(): Promise<void> {
  if (globalThis.testPostgres) return;
  const folder = await mkdtemp(join(tmpdir(), 'vantage-test-'));
  const server = await startEmbedded(folder, pino({ level: 'silent' }));
  globalThis.testPostgres = { server, folder };
  await hurry(server.adminUrl);
  await migrate(server.migrationUrl, 'vantage_app');
  process.env['TEST_POSTGRES'] = JSON.stringify({
    databaseUrl: server.databaseUrl,
    migrationUrl: server.migrationUrl,
    adminUrl: server.adminUrl,
  });
}

/** What only a loss of power would tell is given up: nothing here outlives the run. Servers and programs are killed as ever. */
async function hurry(adminUrl: string): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    await admin.query(`alter system set ${setting} = off`);
  }
  await admin.query('select pg_reload_conf()');
  await admin.end();
}
