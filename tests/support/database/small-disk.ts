import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { postgresAccount } from '../../../bot/storage/embedded/account.ts';
import { findBinaries } from '../../../bot/storage/embedded/binaries.ts';
import { openCluster } from '../../../bot/storage/embedded/cluster.ts';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { migrate } from '../../../bot/storage/migrate.ts';
import { freePort } from '../../../infra/start/ports.ts';
import { scratchFolder } from '../scratch.ts';
import { until } from '../until.ts';
import type { TestDatabase, TestServer } from './database.ts';

/** A Postgres of a test's own, each of whose files has room up to some size and not beyond. */
export interface SmallDisk extends TestServer {
  /** Runs SQL under the superuser on the server's own database. */
  asAdmin(sql: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** In blocks of 512 or 1024 bytes, as shells have it: more than a file of what is written ahead, which has 16 MB. */
const mostBlocks = 40_000;

/**
 * Starts it. Postgres takes a limit of the system to the size of files for a disk without room. That is to be had
 * everywhere, by everybody; a disk that is really small is not.
 */
export async function startSmallDisk(): Promise<SmallDisk> {
  const folder = await scratchFolder('disk');
  const [binaries, account] = [await findBinaries(), await postgresAccount()];
  const cluster = await openCluster(folder, binaries, account);
  // What is thrown away makes room only when a test says so; and what only a loss of power would tell is given up.
  const settings = ['unix_socket_directories=', 'max_connections=160', 'autovacuum=off', 'fsync=off'];
  const place = ['-D', cluster.data, '-h', '127.0.0.1', '-p', String(await freePort(0))];
  const words = [...place, ...settings.flatMap((one) => ['-c', one])];
  const limited = spawn('sh', ['-c', `ulimit -f ${mostBlocks} && exec "$0" "$@"`, binaries.postgres, ...words], {
    ...account,
    cwd: cluster.folder,
    detached: true,
    stdio: 'ignore',
  });
  limited.unref();
  await until(() => existsSync(join(cluster.data, 'postmaster.pid')) || limited.exitCode !== null);
  const server = await startEmbedded(folder, pino({ level: 'silent' }));
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (!server.wasTakenOver) throw new Error('Postgres did not start with a limit to its files');
    await migrate(server.migrationUrl, 'vantage_app');
  } catch (error) {
    await stop();
    throw error;
  }
  const asAdmin: SmallDisk['asAdmin'] = async (sql) => {
    const client = new pg.Client(server.adminUrl);
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql).finally(() => client.end())).rows;
  };
  const { databaseUrl, migrationUrl, adminUrl } = server;
  return { databaseUrl, migrationUrl, adminUrl, asAdmin, stop };
}

/** Leaves a table no room for one more row: fills it with copies of its rows, until that is refused and they are nobody's. */
export async function fillUp({ asAdmin }: Pick<TestDatabase, 'asAdmin'>, table: string): Promise<void> {
  // What would make room later by itself, a row at a time, is filled too.
  await makeRoom({ asAdmin }, table);
  const filling = asAdmin(`do $$ declare name text; begin
    alter table ${table} disable trigger all;
    for name in select conname from pg_constraint where conrelid = '${table}'::regclass and contype in ('p', 'u', 'x')
      loop execute format('alter table ${table} drop constraint %I cascade', name); end loop;
    for name in select indexrelid::regclass from pg_index where indrelid = '${table}'::regclass
      loop execute 'drop index ' || name; end loop;
    for turn in 1..1000000 loop insert into ${table} select * from ${table} limit 100000; end loop;
  end $$`);
  const error: unknown = await filling.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof pg.DatabaseError) || !error.message.includes('could not extend file')) {
    throw new Error(`${table} could not be filled up`, { cause: error });
  }
}

/** Gives the room back that rows took which nobody has any more. */
export async function makeRoom(
  { asAdmin }: Pick<TestDatabase, 'asAdmin'>,
  ...tables: readonly string[]
): Promise<void> {
  await asAdmin(`vacuum ${tables.join(', ')}`);
}
