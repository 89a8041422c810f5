import { createServer, type AddressInfo } from 'node:net';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultBooking, defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import { freePort } from '../../../infra/start/ports.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { NpmStart } from './npm-start.ts';
import { isAlive } from './processes.ts';

let folder: string;
let port: string;
const started: NpmStart[] = [];

beforeAll(async () => {
  folder = await scratchFolder('npm-start');
  port = String(await freePort(0));
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.destroy();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function npmStart(words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): NpmStart {
  const one = new NpmStart(folder, ['--port', port, ...words], environment);
  started.push(one);
  return one;
}

/** Asks the product through the page, as the lead. */
async function api(address: string, method: string, path: string, body?: unknown): Promise<Response> {
  const { token } = (await (await fetch(`${address}/sandbox/token`)).json()) as { token: string };
  return fetch(`${address}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function programmesAt(address: string): Promise<readonly string[]> {
  const { programmes } = (await (await api(address, 'GET', '/programmes')).json()) as {
    programmes: { name: string }[];
  };
  return programmes.map(({ name }) => name);
}

const programme = {
  name: 'Spring',
  startsOn: '2027-01-04',
  endsOn: '2027-12-31',
  cadence: 'monthly',
  meetings: 6,
  lengthMinutes: 45,
  topics: [{ key: 'ai-tools', label: 'AI tools', sensitive: false }],
  rules: defaultRules,
  weights: defaultWeights,
  objective: 'total',
  gradeLadder: [],
  booking: defaultBooking,
  openToSignUp: true,
  neutralContact: null,
};

/** Each run on the data that the one before it left. */
describe('npm start', () => {
  it('prints one address that serves page, tab and API, and stops everything on Ctrl-C, which npm hands on twice', async () => {
    // What a shell may have set for another server must not lead this one astray.
    const strange = { PORT: '1', DATABASE_URL: 'postgres://nowhere/', ENTRA_AUTHORITY: 'https://nowhere.example' };
    const run = npmStart([], strange);
    const address = await run.ready();
    expect(run.addresses).toEqual([`http://localhost:${port}`]);
    for (const path of ['/', '/tab/', '/api/client-config']) expect((await fetch(address + path)).status).toBe(200);
    expect((await api(address, 'POST', '/programmes', programme)).status).toBe(201);
    const parts = run.parts();
    expect(parts.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('infra/sandbox/main.ts'),
        expect.stringContaining('bot/main.ts'),
        expect.stringContaining('postgres'),
      ]),
    );
    run.interrupt();
    await run.says('Stopping');
    run.interrupt();
    expect(await run.ended()).toBe(0);
    expect(run.out.match(/Stopping/g)).toHaveLength(1);
    expect(run.error).toBe('');
    expect(parts.filter(({ pid }) => isAlive(pid))).toEqual([]);
  }, 240_000);

  it('keeps its data for the next run, which only one process has, and which ends when a part of it dies', async () => {
    const run = npmStart();
    const address = await run.ready();
    expect(await programmesAt(address)).toEqual(['Spring']);

    const second = new NpmStart(folder, ['--port', String(await freePort(0)), '--fresh']);
    started.push(second);
    expect(await second.ended()).toBe(1);
    expect(second.error).toBe(`Vantage is already running here (process ${run.pid}). Stop it first, with Ctrl-C.\n`);
    expect(await programmesAt(address)).toEqual(['Spring']);

    const parts = run.parts();
    const product = parts.find(({ command }) => command.includes('bot/main.ts'));
    process.kill(product?.pid ?? 0, 'SIGKILL');
    expect(await run.ended()).toBe(1);
    expect(run.error).toContain('The product stopped by itself (signal SIGKILL).');
    expect(run.error).toContain(join('.vantage', 'logs', 'product.log'));
    // The database of a killed product stays for the next one to take over.
    const left = parts.filter(({ pid, command }) => isAlive(pid) && !command.includes('postgres'));
    expect(left).toEqual([]);
  }, 240_000);

  it('begins anew with --fresh', async () => {
    const run = npmStart(['--fresh']);
    expect(await programmesAt(await run.ready())).toEqual([]);
    const parts = run.parts();
    run.interrupt();
    expect(await run.ended()).toBe(0);
    expect(parts.filter(({ pid }) => isAlive(pid))).toEqual([]);
  }, 240_000);

  it('leaves nothing running when it is stopped while it starts', async () => {
    const run = npmStart();
    await until(() => run.parts().some(({ command }) => command.includes('infra/sandbox/main.ts')));
    run.interrupt();
    expect(await run.ended()).toBe(0);
    expect(run.addresses).toEqual([]);
    expect(run.error).toBe('');
    expect((await readdir(join(folder, '.vantage'))).includes('running.pid')).toBe(false);
  }, 240_000);
});

describe('npm start that cannot', () => {
  it('says which word it does not understand, and how it is used', async () => {
    const run = npmStart(['--frsh']);
    expect(await run.ended()).toBe(2);
    expect(run.error).toContain("'--frsh'");
    expect(run.error).toContain('Usage: npm start -- [--fresh] [--people FILE.csv] [--port 3978]');
  });

  it('says that its port is in use, in one line', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const taken = String((server.address() as AddressInfo).port);
    const run = npmStart(['--port', taken]);
    expect(await run.ended()).toBe(1);
    expect(run.error).toBe(`Port ${taken} is in use by another program. Stop it or run npm start -- --port 4000.\n`);
    await new Promise((done) => server.close(done));
  });

  it('says what is wrong with a file of people, in words for people', async () => {
    await writeFile(join(folder, 'people.csv'), 'name\nAna\n');
    const run = npmStart(['--people', 'people.csv']);
    expect(await run.ended()).toBe(1);
    expect(run.error).toContain('userPrincipalName');
    expect(run.out + run.error).not.toMatch(/\n\S*\s+at /);
  });
});
