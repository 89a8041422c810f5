import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { FolderInUseError, startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { until } from '../../support/until.ts';
import { person } from './samples.ts';

/** All that was logged since the test began. */
let logged = '';
const log = pino({ level: 'info' }, { write: (line: string) => (logged += line) });
const tenant = randomUUID();
let folder: string;
let opened: Storage[];
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vantage-embedded-'));
  [opened, children, logged] = [[], [], ''];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const storage of opened) await storage.close();
  // What a test left running is stopped by the storage that takes it over.
  if ((await runningPid()) !== null) await (await openStorage({ dataFolder: folder, log })).close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  const storage = await openStorage({ dataFolder: folder, log });
  opened.push(storage);
  return storage;
}

async function close(storage: Storage): Promise<void> {
  opened = opened.filter((one) => one !== storage);
  await storage.close();
}

/** Starts a product in a process of its own and waits until it says the word. */
async function holder(mode: 'hold' | 'work', word: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('hold.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => said.includes(word));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const pidFile = () => join(folder, 'postgres', 'data', 'postmaster.pid');

/** The process of the folder's Postgres; null when none runs. */
async function runningPid(): Promise<number | null> {
  try {
    const pid = Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** Has Postgres begin one file of what it writes ahead after the other, until it ends over that. */
async function writeAheadUntilRefused(): Promise<void> {
  const port = Number((await readFile(pidFile(), 'utf8')).split('\n')[3]);
  const password = (await readFile(join(folder, 'postgres', 'password'), 'utf8')).trim();
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  // How it ends is told by the question that was under way.
  client.on('error', () => undefined);
  await client.connect();
  const write = () => client.query(`select pg_logical_emit_message(false, '', 'more'), pg_switch_wal()`);
  for (let file = 0; file < 100; file += 1)
    if (
      await write().then(
        () => false,
        () => true,
      )
    )
      return;
  throw new Error('a hundred files were written');
}

describe('the embedded Postgres', () => {
  it('keeps what was written when it is stopped and started, and leaves no process behind', async () => {
    const somebody = person();
    const before = await open();
    await before.inTenant(tenant, (stores) => stores.people.save([somebody]));
    expect(await before.isReady()).toBe(true);
    await close(before);
    expect(await runningPid()).toBeNull();
    const after = await open();
    expect(await after.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toEqual(somebody);
  });

  it('says that something is kept once it is on the disk, whose power may go at any moment', async () => {
    const embedded = await startEmbedded(folder, log);
    const client = new pg.Client(embedded.adminUrl);
    await client.connect();
    const names = ['fsync', 'full_page_writes', 'synchronous_commit'];
    const { rows } = await client.query('select setting from pg_settings where name = any($1)', [names]);
    await client.end();
    await embedded.stop();
    expect(rows).toEqual(names.map(() => ({ setting: 'on' })));
  });

  it('keeps its password for its owner alone', async () => {
    await open();
    const { mode } = await stat(join(folder, 'postgres', 'password'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('is taken over with its data after its product was killed', async () => {
    const somebody = person();
    const before = await open();
    await before.inTenant(tenant, (stores) => stores.people.save([somebody]));
    await close(before);
    const child = await holder('hold', 'ready');
    const pid = await runningPid();
    await kill(child);
    expect(await runningPid()).toBe(pid);
    const storage = await open();
    expect(await runningPid()).toBe(pid);
    expect(await storage.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toEqual(somebody);
    await close(storage);
    expect(await runningPid()).toBeNull();
  });

  it('gives a job that its killed product was at to the next one', async () => {
    const first = await open();
    await first.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }));
    await close(first);
    await kill(await holder('work', 'working'));
    const attempts: number[] = [];
    const next = await open();
    await next.work('meeting.ended', 1, async ({ attempt }) => void attempts.push(attempt));
    // Far sooner than the heartbeat that a running server's jobs are judged by.
    await until(() => attempts.length > 0, 8_000);
    expect(attempts).toEqual([2]);
  });

  it('starts again when it was killed too', async () => {
    const somebody = person();
    const before = await open();
    await before.inTenant(tenant, (stores) => stores.people.save([somebody]));
    await close(before);
    await kill(await holder('hold', 'ready'));
    const pid = (await runningPid()) ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(async () => (await runningPid()) === null);
    const after = await open();
    expect(await after.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toEqual(somebody);
  });

  it('is started again for a product that lives, whose it then still is', async () => {
    const somebody = person();
    const storage = await open();
    await storage.inTenant(tenant, (stores) => stores.people.save([somebody]));
    process.kill((await runningPid()) ?? 0, 'SIGKILL');
    await until(() => logged.includes('Postgres had ended and runs again'));
    await expect(openStorage({ dataFolder: folder, log })).rejects.toThrow(FolderInUseError);
    expect(await storage.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toEqual(somebody);
    await close(storage);
    expect(await runningPid()).toBeNull();
  });

  it('comes back by itself, with all that it said was kept, when its disk took none of what it writes ahead', async () => {
    const [before, meanwhile, after] = [person(), person(), person()];
    const storage = await open();
    const keep = (one: typeof before) => storage.inTenant(tenant, (stores) => stores.people.save([one]));
    await keep(before);
    // A folder that takes no new file stands for a disk without room: Postgres does the same about both.
    const ahead = join(folder, 'postgres', 'data', 'pg_wal');
    await chmod(ahead, 0o500);
    await writeAheadUntilRefused();
    await until(() => logged.includes('Postgres has ended and does not start'));
    expect(await storage.isReady()).toBe(false);
    await expect(keep(meanwhile)).rejects.toThrow();
    await chmod(ahead, 0o700);
    await until(() => storage.isReady());
    await keep(after);
    const ids = [before, meanwhile, after].map(({ id }) => id);
    const kept = await storage.inTenant(tenant, (stores) => Promise.all(ids.map((id) => stores.people.byId(id))));
    expect(kept).toEqual([before, null, after]);
  });

  it('starts in spite of a pid file whose number another process has got', async () => {
    await close(await open());
    const stale = `${process.pid}\n${join(folder, 'postgres', 'data')}\n1700000000\n1\n\n127.0.0.1\n`;
    await writeFile(pidFile(), stale);
    expect(await (await open()).isReady()).toBe(true);
  });

  it('serves one product at a time: the second is refused and the first goes on', async () => {
    const first = await open();
    await expect(openStorage({ dataFolder: folder, log })).rejects.toThrow(FolderInUseError);
    await expect(openStorage({ dataFolder: folder, log })).rejects.toThrow(folder);
    expect(await first.isReady()).toBe(true);
  });

  it('serves one of two products that start at once in an empty folder', async () => {
    const results = await Promise.allSettled([open(), open()]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(FolderInUseError);
    expect(await opened[0]?.isReady()).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['postgres']);
  });
});
