import { execFile, spawn } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';

const run = promisify(execFile);
/** Milliseconds Postgres may take to answer after a start; recovery after a power loss included. */
const patience = 60_000;

/** Postgres running on a cluster. */
export interface Postmaster {
  readonly port: number;
  /** Whether it was found running: its product was killed, or still lives. */
  readonly wasFound: boolean;
}

/** The address of a database on a running Postgres. */
export function addressOf(cluster: Cluster, port: number, role: string, database: string): string {
  return `postgres://${role}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Finds Postgres running on the cluster or starts it, at `port` where one is given. Postgres survives a killed parent and holds
 * its port and files; a second one on the same files is what it rightly refuses.
 */
export async function findOrStart(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  { log, port }: { readonly log: Logger; readonly port?: number },
): Promise<Postmaster> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await find(cluster, log);
    if (found !== null) return { port: found, wasFound: true };
    try {
      return { port: await start(cluster, binaries, account, { port, deadline }), wasFound: false };
    } catch (error) {
      // Somebody else may have started it meanwhile, or the remains of a killed one are still going away.
      if (Date.now() > deadline || !existsSync(join(cluster.data, 'postmaster.pid'))) throw error;
      log.info({ err: error }, 'Postgres did not start; looking again');
      await wait(250);
    }
  }
}

/** Stops Postgres in good order and waits for its end; nothing to do when it has ended already. */
export async function stopPostmaster(cluster: Cluster, binaries: Binaries, account: Account): Promise<void> {
  const options = ['stop', '-D', cluster.data, '-m', 'fast', '-w', '-t', '60'];
  try {
    await run(binaries.pg_ctl, options, { ...account, cwd: cluster.folder });
  } catch (error) {
    const pid = await readPidFile(cluster);
    if (pid !== null && isAlive(pid.id)) throw error;
  }
}

/**
 * The port of Postgres running on these files, once it answers; null when none runs. What `postmaster.pid` says may be
 * of the past: its process may be gone, or another one may have got its number since.
 */
async function find(cluster: Cluster, log: Logger): Promise<number | null> {
  const deadline = Date.now() + patience;
  for (;;) {
    const pid = await readPidFile(cluster);
    if (pid === null || !isAlive(pid.id)) return null;
    if ((await isPostgresOn(cluster, pid.id)) === false) {
      log.warn({ pid: pid.id }, 'removed the pid file of a Postgres that is gone; another process has its number now');
      await rm(join(cluster.data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (pid.port !== null && (await answers(cluster, pid.port))) return pid.port;
    // It may be starting, recovering or ending.
    if (Date.now() > deadline) {
      throw new Error(`Process ${pid.id} holds ${cluster.data} and does not answer, see ${cluster.log}`);
    }
    await wait(100);
  }
}

async function readPidFile(cluster: Cluster): Promise<{ readonly id: number; readonly port: number | null } | null> {
  try {
    // Line 1 is the process, line 4 the port; a Postgres that just began has not written all of them.
    const lines = (await readFile(join(cluster.data, 'postmaster.pid'), 'utf8')).split('\n');
    const [id, port] = [Number(lines[0]), Number(lines[3])];
    return id > 0 ? { id, port: port > 0 ? port : null } : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether the process works in the cluster's folder, as Postgres does; null where the system does not tell. */
async function isPostgresOn(cluster: Cluster, pid: number): Promise<boolean | null> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(cluster.data));
  } catch (error) {
    // Only Linux tells, and there a process that has just ended has no folder any more.
    if (['ENOENT', 'EACCES', 'ESRCH'].includes(String(codeOf(error)))) return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

async function start(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  { port: wanted, deadline }: { readonly port: number | undefined; readonly deadline: number },
): Promise<number> {
  const port = wanted ?? (await freePort());
  const output = openSync(cluster.log, 'a');
  const settings = ['unix_socket_directories=', 'max_connections=160', 'log_statement=none'];
  const flags = ['-D', cluster.data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  // Its own process group: Ctrl-C reaches the product, which then stops its database in good order.
  const server = spawn(binaries.postgres, flags, {
    ...account,
    cwd: cluster.folder,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const failures: Error[] = [];
  server.on('error', (error) => failures.push(error));
  server.on('exit', (code) => failures.push(new Error(`Postgres ended with status ${code}, see ${cluster.log}`)));
  server.unref();
  while (!(await answers(cluster, port))) {
    if (failures[0]) throw new Error('The embedded Postgres did not start.', { cause: failures[0] });
    if (Date.now() > deadline) throw new Error(`The embedded Postgres does not answer, see ${cluster.log}`);
    await wait(50);
  }
  return port;
}

/** Whether the Postgres of this cluster answers on the port; another one's does not count. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: addressOf(cluster, port, 'postgres', 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  // A server that ends while it is asked reports so outside of any query too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(cluster.data));
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
