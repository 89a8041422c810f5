import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Logger } from 'pino';
import { findBinaries, type Binaries } from './binaries.ts';
import { postgresAccount, type Account } from './account.ts';

const run = promisify(execFile);
/** Milliseconds Postgres may take to answer after a start; recovery after a power loss included. */
const patience = 60_000;
/** Key of the advisory lock that says that a product lives on this database. */
const livingLock = 7_611_001;

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
 * Starts Postgres in `dataFolder/postgres`, or takes over the one that outlived a killed product: Postgres survives its
 * parent, and a second one on the same files is what it rightly refuses.
 */
export async function startEmbedded(dataFolder: string, log: Logger): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const account = await postgresAccount();
  const folder = resolve(dataFolder, 'postgres');
  const data = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  if (account.uid !== undefined && account.gid !== undefined) {
    // Postgres has to get through to its own folder below ours.
    await chmod(resolve(dataFolder), 0o711);
    await chown(folder, account.uid, account.gid);
  }
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, account, folder, data);
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  const url = (role: string, port: number, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

  const orphan = await runningPort(data);
  const wasTakenOver = orphan !== null && (await answers(url('postgres', orphan, 'postgres')));
  const port = wasTakenOver ? orphan : await launch(binaries, account, folder, data, url);
  if (wasTakenOver) log.warn('took over the Postgres that outlived the last run');
  const stop = async () => {
    await run(binaries.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w'], account);
  };
  const living = new pg.Client(url('postgres', port, 'postgres'));
  living.on('error', (error) => log.debug({ err: error }, 'the connection that marks the folder as in use ended'));
  await living.connect();
  const lock = await living.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [livingLock]);
  if (lock.rows[0]?.mine !== true) {
    await living.end();
    throw new FolderInUseError(`Another Vantage is running on the data folder ${dataFolder}: stop it first.`);
  }
  await prepare(living, password);
  return {
    databaseUrl: url(appRole, port, 'vantage'),
    migrationUrl: url(ownerRole, port, 'vantage'),
    adminUrl: url('postgres', port, 'postgres'),
    wasTakenOver,
    async stop() {
      await living.end();
      await stop();
    },
  };
}

/** Makes a new cluster beside its place and moves it there when complete, so that a crash leaves none half made. */
async function initialise(binaries: Binaries, account: Account, folder: string, data: string): Promise<void> {
  const unfinished = join(folder, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid);
  await run(
    binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    account,
  );
  await rename(unfinished, data);
}

/** The port in the pid file of a Postgres on these files; null when there is none. The file may be a dead one's. */
async function runningPort(data: string): Promise<number | null> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number((await readFile(file, 'utf8')).split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function launch(
  binaries: Binaries,
  account: Account,
  folder: string,
  data: string,
  url: (role: string, port: number, database: string) => string,
): Promise<number> {
  const port = await freePort();
  const output = openSync(join(folder, 'log'), 'a');
  const flags = ['-c', 'unix_socket_directories=', '-c', 'max_connections=80', '-c', 'log_statement=none'];
  // Its own process group: Ctrl-C reaches the product, which then stops its database in good order.
  const server = spawn(binaries.postgres, ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...flags], {
    ...account,
    detached: true,
    stdio: ['ignore', output, output],
  });
  const failures: Error[] = [];
  server.on('error', (error) => failures.push(error));
  server.on('exit', (code) => failures.push(new Error(`Postgres ended with status ${code}, see ${folder}/log`)));
  server.unref();
  const deadline = Date.now() + patience;
  while (!(await answers(url('postgres', port, 'postgres')))) {
    if (failures[0]) throw new Error('The embedded Postgres did not start.', { cause: failures[0] });
    if (Date.now() > deadline) throw new Error(`The embedded Postgres does not answer, see ${folder}/log`);
    await wait(50);
  }
  return port;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    // Not there, still starting, or somebody else's: in no case ours to use.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
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
