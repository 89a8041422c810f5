import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { backup, restore } from '../../../bot/storage/backup/commands.ts';
import { readBackup, writeBackup } from '../../../bot/storage/backup/file.ts';
import { everyRow, everyRule } from '../../support/database/every-row.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import { fillTheRest, trickyText } from '../../support/database/fill.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { programmeAt } from '../../support/product/stages.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { person } from './samples.ts';

const log = pino({ level: 'silent' });
const command = fileURLToPath(new URL('../../../bot/copy.ts', import.meta.url));

let product: Product;
let folder: string;
let file: string;
let atRest: Awaited<ReturnType<typeof everyRow>>;
let rules: Awaited<ReturnType<typeof everyRule>>;
const dropped: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await scratchFolder('backup');
  product = await startProduct();
  await programmeAt(product, 'met', { withBot: true });
  await fillTheRest(product.database, product.tenantId);
  await product.close();
  atRest = await everyRow(product.database);
  rules = await everyRule(product.database);
  file = join(folder, 'kept.backup');
  const ran = await run(['backup', '--to', file], onServer(product.database));
  expect(ran).toMatchObject({ code: 0 });
}, 180_000);
afterAll(async () => {
  for (const drop of dropped) await drop();
  await product.stop();
  await rm(folder, { recursive: true, force: true });
});

const onServer = ({ databaseUrl, migrationUrl }: Pick<TestDatabase, 'databaseUrl' | 'migrationUrl'>) => ({
  DATABASE_URL: databaseUrl,
  DATABASE_MIGRATION_URL: migrationUrl,
});
const server = ({ databaseUrl, migrationUrl }: Pick<TestDatabase, 'databaseUrl' | 'migrationUrl'>) => ({
  server: { databaseUrl, migrationUrl },
  dataFolder: 'unused',
});

/** A database that nothing of Vantage was ever in. */
async function empty(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  dropped.push(() => database.drop());
  return database;
}

/** Runs the command as an administrator would, and says how it ended and what it said. */
async function run(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const { DATABASE_URL: _url, DATABASE_MIGRATION_URL: _owner, ...inherited } = process.env;
  const child = spawn(process.execPath, [command, ...words], {
    env: { ...inherited, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

/** Whether nothing is kept in it; what the product itself puts into a new one does not count. */
async function holdsNothing(database: TestDatabase): Promise<boolean> {
  const { rows } = await database.asAdmin(`select to_regclass('vantage.person') is not null as is_there`);
  if (rows[0]?.['is_there'] !== true) return true;
  const held = Object.entries(await everyRow(database)).filter(([, all]) => (all as unknown[]).length > 0);
  const own = ['pgboss.queue', 'pgboss.version', 'pgboss.instance', 'vantage.graph_traffic'];
  return held.every(([name]) => own.includes(name));
}

describe('what is tried here', () => {
  it('has rows in every table, those of the job queue that the product uses among them', () => {
    const without = Object.entries(atRest).filter(([, rows]) => (rows as unknown[]).length === 0);
    // The queue's own means that the product does without.
    expect(without.map(([name]) => name)).toEqual([
      'pgboss.bam',
      'pgboss.job_dependency',
      'pgboss.queue_stats',
      'pgboss.schedule',
      'pgboss.subscription',
      'pgboss.warning',
    ]);
    expect((atRest['pgboss.job'] as unknown[]).length).toBeGreaterThan(10);
  });
});

describe('a backup', () => {
  it('is for its owner alone, and never written over a file', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file);
    const ran = await run(['backup', '--to', file], onServer(product.database));
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('is there already') });
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(['kept.backup']);
  });

  it('restored has every row, and all that guards them', async () => {
    const target = await empty();
    const ran = await run(['restore', '--from', file], onServer(target));
    expect(ran).toMatchObject({ code: 0 });
    expect(await everyRow(target)).toEqual(atRest);
    expect(await everyRule(target)).toEqual(rules);
  });

  it('goes into an embedded database, and by a move from there onto a server', async () => {
    const dataFolder = join(folder, 'embedded');
    await mkdir(dataFolder);
    const restored = await run(['restore', '--from', file], { DATA_FOLDER: dataFolder });
    expect(restored).toMatchObject({ code: 0 });
    const target = await empty();
    const moved = await run(['move'], { DATA_FOLDER: dataFolder, ...onServer(target) });
    expect(moved).toMatchObject({ code: 0 });
    expect(await everyRow(target)).toEqual(atRest);
    expect(await everyRule(target)).toEqual(rules);
    // Where it came from it stays, and can be read while a product runs on it.
    const beside = join(folder, 'beside.backup');
    const running = await openStorage({ dataFolder, log });
    try {
      expect(await run(['backup', '--to', beside], { DATA_FOLDER: dataFolder })).toMatchObject({ code: 0 });
      const refused = await run(['move'], { DATA_FOLDER: dataFolder, ...onServer(await empty()) });
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') });
      expect(await running.isReady()).toBe(true);
    } finally {
      await running.close();
    }
    const again = await empty();
    await restore(server(again), beside, log);
    expect((await everyRow(again))['vantage.person']).toEqual(atRest['vantage.person']);
    await rm(beside);
    await rm(dataFolder, { recursive: true });
  }, 120_000);

  it('restored is used like any other: rows and jobs are added, changes are told', async () => {
    const target = await empty();
    await restore(server(target), file, log);
    const storage = await openStorage({ ...target, dataFolder: 'unused', log });
    try {
      const heard: unknown[] = [];
      storage.live.listen(product.tenantId, (news) => heard.push(news));
      const done: string[] = [];
      await storage.work('meeting.ended', 1, async ({ data }) => void done.push(data.meetingId));
      const [programme] = await storage.inTenant(product.tenantId, async (stores) => {
        await stores.people.save([person()]);
        await stores.enqueue('meeting.ended', { meetingId: 'restored' });
        return stores.programmes.all();
      });
      if (!programme) throw new Error('no programme was restored');
      await storage.inTenant(product.tenantId, (stores) =>
        stores.programmes.update({ ...programme, name: 'Autumn', version: programme.version + 1 }),
      );
      await until(() => done.includes('restored'));
      await until(() => heard.some((news) => JSON.stringify(news).includes(programme.id)));
      const summaries = await target.asAdmin('select text from summary');
      expect(summaries.rows).toContainEqual({ text: trickyText });
    } finally {
      await storage.close();
    }
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const source = await freshDatabase();
    dropped.push(() => source.drop());
    const storage = await openStorage({ ...source, dataFolder: 'unused', log });
    const path = join(folder, 'busy.backup');
    const stopping = new AbortController();
    // Always two together.
    const writing = (async () => {
      while (!stopping.signal.aborted) {
        await storage.inTenant(product.tenantId, async (stores) => {
          const [one, other] = [person(), person()];
          await stores.people.save([one, other]);
          await stores.enqueue('meeting.ended', { meetingId: one.id });
          await stores.enqueue('meeting.ended', { meetingId: other.id });
        });
      }
    })();
    await until(async () => (await source.asAdmin('select id from person')).rows.length > 20);
    await backup(server(source), path, log);
    stopping.abort();
    await writing;
    await storage.close();
    const target = await empty();
    await restore(server(target), path, log);
    await rm(path);
    const { rows } = await target.asAdmin(
      `select (select count(*) from person)::int as people,
         (select count(*) from pgboss.job where name = 'meeting.ended')::int as jobs`,
    );
    const [counted] = rows as [{ people: number; jobs: number }];
    expect(counted.people % 2).toBe(0);
    expect(counted.people).toBeGreaterThan(20);
    expect(counted.jobs).toBe(counted.people);
  });
});

describe('a restore is refused, and nothing written,', () => {
  it('where the database holds rows', async () => {
    const target = await empty();
    await restore(server(target), file, log);
    const before = await everyRow(target);
    const ran = await run(['restore', '--from', file], onServer(target));
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('holds rows already') });
    expect(await everyRow(target)).toEqual(before);
  });

  it('where a server uses the database', async () => {
    const target = await empty();
    const client = new pg.Client(target.databaseUrl);
    await client.connect();
    const ran = await run(['restore', '--from', file], onServer(target));
    await client.end();
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') });
    expect(await holdsNothing(target)).toBe(true);
  });

  it('where a product runs on the data folder', async () => {
    const dataFolder = join(folder, 'in-use');
    await mkdir(dataFolder);
    const running = await startEmbedded(dataFolder, log);
    const ran = await run(['restore', '--from', file], { DATA_FOLDER: dataFolder });
    await running.stop();
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') });
    await rm(dataFolder, { recursive: true });
  });

  it('where the file was cut or a byte of it changed, wherever', async () => {
    const target = await empty();
    const whole = await readFile(file);
    const path = join(folder, 'broken.backup');
    const places = [
      0,
      5,
      16,
      17,
      21,
      27,
      40,
      whole.length >> 1,
      whole.length - 60,
      whole.length - 33,
      whole.length - 1,
    ];
    const cuts = [0, 1, 16, 60, whole.length >> 1, whole.length - 33, whole.length - 1];
    const brokenOnes = [
      ...places.map((place) => {
        const changed = Buffer.from(whole);
        changed[place] = (changed[place] ?? 0) ^ 1;
        return changed;
      }),
      ...cuts.map((length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.from('\n')]),
    ];
    for (const bytes of brokenOnes) {
      await writeFile(path, bytes);
      await expect(restore(server(target), path, log)).rejects.toThrow('not a whole backup');
    }
    await rm(path);
    expect((await target.asAdmin(`select from pg_namespace where nspname = 'vantage'`)).rowCount).toBe(0);
  });

  it('where it is of another version, naming both', async () => {
    await product.database.asAdmin(`insert into kysely_migration values ('9999-to-come', now()::text)`);
    const path = join(folder, 'newer.backup');
    const ran = await run(['backup', '--to', path], onServer(product.database));
    await product.database.asAdmin(`delete from kysely_migration where name = '9999-to-come'`);
    expect(ran).toMatchObject({ code: 1, said: expect.stringMatching(/9999-to-come.* 00\d\d-/s) });
    expect(existsSync(path)).toBe(false);
  });

  it('where a row does not fit, and says nothing of the row', async () => {
    const target = await empty();
    const path = join(folder, 'doubled.backup');
    const lines = await readBackup(file);
    await writeBackup(
      path,
      (async function* () {
        let isPerson = false;
        for await (const line of lines) {
          if (line.startsWith('{')) isPerson = line.includes('person"');
          // Their addresses are not their own any more.
          yield `${isPerson ? line.replaceAll(/"[^"]+@[^"]+"/g, '"ana@contoso.example"') : line}\n`;
        }
      })(),
    );
    const ran = await run(['restore', '--from', path], onServer(target));
    await rm(path);
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('23505') });
    expect(ran.said).not.toContain('contoso');
    expect(await holdsNothing(target)).toBe(true);
  });

  it('where it is killed in the middle; tried again it succeeds', async () => {
    const target = await empty();
    const child = spawn(process.execPath, [fileURLToPath(new URL('restore-halfway.ts', import.meta.url)), file], {
      env: { ...process.env, NODE_OPTIONS: '', ...onServer(target) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until(() => said.includes('halfway'));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await until(async () => {
      const { rowCount } = await target.asAdmin(
        `select from pg_stat_activity where datname = current_database() and usename <> current_user`,
      );
      return rowCount === 0;
    });
    expect(await holdsNothing(target)).toBe(true);
    await restore(server(target), file, log);
    expect(await everyRow(target)).toEqual(atRest);
  });
});

describe('the command', () => {
  it.each([[[]], [['backup']], [['backup', '--to']], [['restore', '--to', 'x']], [['move', '--to', 'x']], [['x']]])(
    'says how it is used where it is told %j',
    async (words) => {
      const ran = await run(words, {});
      expect(ran).toMatchObject({ code: 2, said: expect.stringContaining('npm run backup -- --to FILE') });
    },
  );

  it('has nothing to back up where there is no database, and makes none', async () => {
    const ran = await run(['backup', '--to', join(folder, 'x')], { DATA_FOLDER: join(folder, 'nowhere') });
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('There is no database') });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('names no password where the database cannot be reached', async () => {
    const ran = await run(['backup', '--to', join(folder, 'x')], {
      DATABASE_URL: 'postgres://app:hush-hush@127.0.0.1:1/vantage',
      DATABASE_MIGRATION_URL: 'postgres://owner:hush-hush@127.0.0.1:1/vantage',
    });
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
    expect(ran.said).not.toContain('hush');
  });
});
