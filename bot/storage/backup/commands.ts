import pg from 'pg';
import type { Logger } from 'pino';
import { FolderInUseError, startEmbedded, visitEmbedded } from '../embedded/embedded.ts';
import { migrate, migrationLock } from '../migrate.ts';
import { tablesOf } from './catalog.ts';
import { copyIn, refuseFilled } from './copy-in.ts';
import { copyOut } from './copy-out.ts';
import { readBackup, writeBackup } from './file.ts';
import { CopyRefused } from './refusal.ts';
import { isVantages, refuseOtherThanOurs, versionOf } from './version.ts';

/** A database on a server, under both of its roles. */
export interface OnServer {
  readonly databaseUrl: string;
  readonly migrationUrl: string;
}

/** Where the product keeps its database: on a server, or embedded in the data folder. */
export interface Kept {
  readonly server: OnServer | null;
  readonly dataFolder: string;
}

/** Writes everything that is kept into a file. The product may go on running, and what is written is of one moment. */
export async function backup(kept: Kept, path: string, log: Logger): Promise<void> {
  const visited = kept.server ? null : await visitEmbedded(kept.dataFolder, log);
  const migrationUrl = kept.server?.migrationUrl ?? visited?.migrationUrl;
  if (migrationUrl === undefined) throw new CopyRefused(`There is no database in ${kept.dataFolder}.`);
  try {
    await withClient(migrationUrl, (client) => writeBackup(path, copyOut(client)));
  } finally {
    await visited?.stop();
  }
}

/** Fills an empty database from a file, all or nothing; answers how many rows there are. Nothing may use the database. */
export async function restore(kept: Kept, path: string, log: Logger): Promise<number> {
  const copy = await readBackup(path);
  if (kept.server) return fillDatabase(kept.server, copy);
  const embedded = await startAlone(kept.dataFolder, log);
  try {
    return await fillDatabase(embedded, copy);
  } finally {
    await embedded.stop();
  }
}

/**
 * Copies everything from the embedded database into an empty one on a server, all or nothing; answers how many rows there
 * are. The embedded one stays as it is. Nothing may use either of them.
 */
export async function move(dataFolder: string, server: OnServer, log: Logger): Promise<number> {
  // Started for nothing else: `startAlone` would make a database where there is none.
  const there = await visitEmbedded(dataFolder, log);
  if (there === null) throw new CopyRefused(`There is no database in ${dataFolder}.`);
  try {
    if (!('databaseUrl' in there)) throw inUse(dataFolder);
    return await withClient(there.migrationUrl, (client) => fillDatabase(server, linesOf(copyOut(client))));
  } finally {
    await there.stop();
  }
}

async function* linesOf(copy: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const several of copy) yield* several.slice(0, -1).split('\n');
}

const inUse = (where: string) =>
  new CopyRefused(`A Vantage is running on ${where}. Stop it first, and start it again when this is done.`);

async function startAlone(dataFolder: string, log: Logger) {
  try {
    return await startEmbedded(dataFolder, log);
  } catch (error) {
    throw error instanceof FolderInUseError ? inUse(dataFolder) : error;
  }
}

/** Brings an empty database up to date and fills it. Servers that start meanwhile wait until it is done. */
async function fillDatabase({ databaseUrl, migrationUrl }: OnServer, lines: AsyncIterable<string>): Promise<number> {
  const runtimeRole = decodeURIComponent(new URL(databaseUrl).username);
  return withClient(migrationUrl, async (client) => {
    await refuseUsed(client, runtimeRole);
    // One that is not empty is not touched.
    if (await isVantages(client)) {
      refuseOtherThanOurs(await versionOf(client));
      await refuseFilled(client, await tablesOf(client));
    }
    await migrate(migrationUrl, runtimeRole);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await refuseUsed(client, runtimeRole);
    return copyIn(client, lines);
  });
}

/** A server keeps connections open as long as it runs. */
async function refuseUsed(client: pg.Client, runtimeRole: string): Promise<void> {
  const { rows } = await client.query(
    'select from pg_stat_activity where datname = current_database() and usename = $1 limit 1',
    [runtimeRole],
  );
  if (rows.length > 0) throw inUse('the database that it is to go into');
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  // A connection that ends fails the query under way; it says so outside of any too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
