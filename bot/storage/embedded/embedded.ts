import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { postgresAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { hasCluster, openCluster } from './cluster.ts';
import { addressOf, findOrStart, stopPostmaster } from './postmaster.ts';

/** Key of the advisory lock that says that a product lives on this database. */
const livingLock = 7_611_001;
/** Milliseconds until the database has noticed for sure that the product before was killed. */
const mourning = 3_000;
/** Milliseconds between two tries to have a Postgres back that ended by itself. */
const untilAgain = 1_000;

export const ownerRole = 'vantage_owner';
export const appRole = 'vantage_app';

/** A running Postgres of our own. */
export interface EmbeddedPostgres {
  /** The product's own database, under the role that cannot bypass row-level security. */
  readonly databaseUrl: string;
  /** The same under the role that owns the tables. */
  readonly migrationUrl: string;
  /** The cluster's superuser; for tests that make databases. */
  readonly adminUrl: string;
  /** Whether a Postgres that outlived its product was found running. */
  readonly wasTakenOver: boolean;
  stop(): Promise<void>;
}

/** Another product runs on the same data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Starts Postgres in `dataFolder/postgres`, or takes over the one that outlived a killed product. Throws
 * `FolderInUseError` when that product is alive, and leaves its Postgres alone.
 */
export async function startEmbedded(dataFolder: string, log: Logger): Promise<EmbeddedPostgres> {
  const found = await enter(dataFolder, log);
  if ('isOurs' in found) return found;
  throw new FolderInUseError(`Another Vantage is running on the data folder ${dataFolder}: stop it first.`);
}

/**
 * For somebody who only reads, beside a product that may be running: its Postgres, or one that is started for them and then
 * is theirs. Null where the folder holds no database.
 */
export async function visitEmbedded(
  dataFolder: string,
  log: Logger,
): Promise<Pick<EmbeddedPostgres, 'migrationUrl' | 'stop'> | null> {
  return hasCluster(dataFolder) ? enter(dataFolder, log) : null;
}

type Entered = (EmbeddedPostgres & { readonly isOurs: true }) | Pick<EmbeddedPostgres, 'migrationUrl' | 'stop'>;

async function enter(dataFolder: string, log: Logger): Promise<Entered> {
  const binaries = await findBinaries();
  const account = await postgresAccount();
  const cluster = await openCluster(dataFolder, binaries, account);
  const { port, wasFound } = await findOrStart(cluster, binaries, account, { log });
  const url = (role: string, database: string) => addressOf(cluster, port, role, database);
  const mark = async (): Promise<Mark | null> => {
    const client = new pg.Client({ connectionString: url('postgres', 'postgres'), keepAlive: true });
    client.on('error', (error) => log.warn({ err: error }, 'the connection that marks the folder as in use ended'));
    const gone = new Promise<void>((resolve) => client.on('end', resolve));
    await client.connect();
    if (await isOurs(client)) return { client, gone };
    await client.end();
    return null;
  };

  const first = await mark();
  if (first === null) return { migrationUrl: url(ownerRole, 'vantage'), stop: async () => undefined };
  // From here on nobody else uses this Postgres.
  const living = keepAlive(first, log, async () => {
    await findOrStart(cluster, binaries, account, { log, port });
    return mark();
  });
  const stop = async () => {
    const last = await living.release();
    await stopPostmaster(cluster, binaries, account).finally(() => last.client.end().catch(() => undefined));
  };
  try {
    if (wasFound) log.warn('took over the Postgres that outlived the last run');
    await prepare(first.client, cluster.password);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    isOurs: true,
    databaseUrl: url(appRole, 'vantage'),
    migrationUrl: url(ownerRole, 'vantage'),
    adminUrl: url('postgres', 'postgres'),
    wasTakenOver: wasFound,
    stop,
  };
}

/** The connection that marks the database as in use by us, and when it has ended. */
interface Mark {
  readonly client: pg.Client;
  readonly gone: Promise<void>;
}

/**
 * Has Postgres running and marked as ours until it is let go. It ends by itself when it cannot write what it must, a disk
 * without room say, and nobody else is there to start it again: at the same address, which is all that others know of it.
 */
function keepAlive(first: Mark, log: Logger, again: () => Promise<Mark | null>): { release(): Promise<Mark> } {
  const letGo = new AbortController();
  const { signal } = letGo;
  const released = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  let last = first;
  const run = async () => {
    for (;;) {
      await Promise.race([last.gone, released]);
      if (signal.aborted) return;
      try {
        const mark = await again();
        if (mark === null) throw new FolderInUseError('Another Vantage has taken the data folder meanwhile.');
        last = mark;
        log.warn('Postgres had ended and runs again');
      } catch (error) {
        log.error({ err: error }, 'Postgres has ended and does not start; trying again');
        // Ended early only by letting go.
        await wait(untilAgain, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const running = run();
  return {
    async release() {
      letGo.abort();
      await running;
      return last;
    },
  };
}

/** Marks the database as in use by us until the connection ends; false when another product has done so and lives. */
async function isOurs(client: pg.Client): Promise<boolean> {
  const deadline = Date.now() + mourning;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [livingLock]);
    if (rows[0]?.mine === true) return true;
    if (Date.now() > deadline) return false;
    await wait(100);
  }
}

/** The two roles and the database, made when missing. */
async function prepare(admin: pg.Client, password: string): Promise<void> {
  for (const role of [ownerRole, appRole]) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) {
      await admin.query(`create role ${role} login nosuperuser nobypassrls password ${admin.escapeLiteral(password)}`);
    }
  }
  const { rowCount } = await admin.query(`select from pg_database where datname = 'vantage'`);
  if (rowCount === 0) await admin.query(`create database vantage owner ${ownerRole}`);
}
