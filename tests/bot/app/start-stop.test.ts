import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { startApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { crowdedProgramme } from '../../support/product/crowd.ts';
import { throughPort } from '../../support/product/gate.ts';
import { lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { importEnds, makeProgramme, programmeAt, roundEnds, startRound } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const log = pino({ level: 'silent' });
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return server;
}
const close = (server: Server) => new Promise((done) => server.close(done));
async function freePort(): Promise<number> {
  const server = await listenOn(0);
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
}
const start = (settings: Record<string, string>) => startApp(readConfig({ ...product.settings, ...settings }), log);
/** Connections to the product's database. */
async function connections(): Promise<number> {
  const { rows } = await product.database.asAdmin(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and usename <> current_user`,
  );
  return Number(rows[0]?.['count']);
}

/** Runs the server's own program as npm would, until it ends. */
async function run(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const main = fileURLToPath(new URL('../../../bot/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('a start with bad settings', () => {
  it('ends at once, names each of them and gives no secret away', async () => {
    const port = await freePort();
    const { code, output } = await run({
      ...product.settings,
      PORT: String(port),
      ENTRA_TENANT_IDS: 'contoso',
      GRAPH_BASE_URL: 'not an address',
      ENTRA_SECERT: 'misspelt-secret',
    });
    expect(code).toBe(1);
    for (const name of ['ENTRA_TENANT_IDS', 'GRAPH_BASE_URL', 'ENTRA_SECERT']) expect(output).toContain(name);
    for (const secret of [
      'misspelt-secret',
      product.settings['ENTRA_CLIENT_SECRET'],
      product.settings['DATABASE_URL'],
    ]) {
      expect(output).not.toContain(secret);
    }
    await close(await listenOn(port));
  });
});

describe('a start that cannot be finished', () => {
  beforeAll(() => product.close());
  afterEach(async () => {
    await until(async () => (await connections()) === 0);
  });
  afterAll(() => product.restart());

  it('because the database is away fails, and its port is free', async () => {
    const [port, nowhere] = [await freePort(), await freePort()];
    const { DATABASE_URL = '', DATABASE_MIGRATION_URL = '' } = product.settings;
    const away = {
      PORT: String(port),
      DATABASE_URL: throughPort(DATABASE_URL, nowhere),
      DATABASE_MIGRATION_URL: throughPort(DATABASE_MIGRATION_URL, nowhere),
    };
    await expect(start(away)).rejects.toThrow('ECONNREFUSED');
    await close(await listenOn(port));
  });

  it('because the clock to follow is away fails, and lets the database go', async () => {
    const port = await freePort();
    const clock = `http://127.0.0.1:${await freePort()}/clock`;
    await expect(start({ PORT: String(port), CLOCK_URL: clock })).rejects.toThrow();
    await close(await listenOn(port));
  });

  it('because its port is taken fails, lets the database go, and goes through once it is free', async () => {
    const taken = await listenOn(0);
    const { port } = taken.address() as AddressInfo;
    await expect(start({ PORT: String(port) })).rejects.toThrow('EADDRINUSE');
    await until(async () => (await connections()) === 0);
    await close(taken);
    const app = await start({ PORT: String(port) });
    expect(app.address).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${app.address}/readyz`)).status).toBe(200);
    await app.close();
    await close(await listenOn(port));
  });
});

describe('a stop', () => {
  const jobs = async (name: string) => {
    const { rows } = await product.database.asAdmin('select state from pgboss.job where name = $1', [name]);
    return rows.map((row) => row['state']);
  };

  it('lets the job that is running finish, and the next start goes on with the rest', async () => {
    const path = `/programmes/${(await makeProgramme(product)).id}`;
    const Groups = z.object({ value: z.array(z.object({ id: z.string() })) });
    const [group] = Groups.parse((await product.graph('GET', '/groups')).body).value;
    await product.fault({ path: 'transitiveMembers', delayMilliseconds: 1_000 });
    const body = { groupId: group?.id, role: 'mentor' };
    const { id } = await product.want(contract.ImportRun, lead, 'POST', `${path}/people/group`, body);
    await until(async () => (await jobs('people.import-group')).includes('active'));
    await product.close();
    // What it read is kept, and the next step waits.
    expect((await jobs('people.import-group')).toSorted()).toEqual(['completed', 'created']);
    const { rows } = await product.database.asAdmin(
      'select count(*)::int as read from group_person where import_id = $1',
      [id],
    );
    expect(rows[0]?.['read']).toBeGreaterThan(0);
    // Postgres takes its time to see that one has gone.
    await until(async () => (await connections()) === 0);

    await product.restart();
    expect(await importEnds(product, path, id)).toMatchObject({ state: 'done', failure: null });
  });

  it('does not wait for a matching to be computed: the next start goes on with it', async () => {
    const path = await crowdedProgramme(product);
    const { id } = await startRound(product, path);
    await until(async () => {
      const { rows } = await product.database.asAdmin('select phase from round where id = $1', [id]);
      return rows[0]?.['phase'] !== 'waiting';
    });
    await product.close();
    const { rows } = await product.database.asAdmin('select state from round where id = $1', [id]);
    expect(rows).toEqual([{ state: 'running' }]);
    // Postgres takes its time to see that one has gone.
    await until(async () => (await connections()) === 0);

    await product.restart();
    expect(await roundEnds(product, path, id)).toMatchObject({
      state: 'proven',
      problem: null,
      totals: { pairings: 1_500 },
    });
  }, 120_000);

  it('takes no more requests, and loses nothing', async () => {
    const { path, programme } = await programmeAt(product, 'matched');
    const before = (await product.api(lead, 'GET', `${path}/pairings`)).body;
    const { address } = product;
    await product.close();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    await product.restart();
    expect(await product.want(contract.Programme, lead, 'GET', path)).toEqual(programme);
    expect((await product.api(lead, 'GET', `${path}/pairings`)).body).toEqual(before);
  });
});
