import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { startProductProcess } from '../../../infra/processes/product.ts';
import { startSandboxProcess } from '../../../infra/processes/sandbox.ts';
import { largeOrganisation } from '../../support/microsoft/organisation.ts';
import { programmeInput } from '../../support/product/stages.ts';

const Requests = z.object({ requests: z.record(z.string(), z.object({ count: z.int() })) });

/** Measures an import of many people, with the server killed in the middle of reading their mailboxes and started again. */
const { values } = parseArgs({ options: { people: { type: 'string', default: '100000' } } });
const people = Number(values.people);
const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
await chmod(folder, 0o755);
const stops: (() => Promise<void>)[] = [];
const say = (what: string, seconds: number) => console.log(`${what.padEnd(58)} ${seconds.toFixed(1).padStart(8)} s`);
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const done = await work();
  say(what, (performance.now() - began) / 1_000);
  return done;
};

console.log(
  `Import of ${people} people, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once\n`,
);
try {
  const file = largeOrganisation(people);
  const surroundings = { logs: folder, say: console.error, died: () => undefined };
  const sandbox = await startSandboxProcess(surroundings, { data: join(folder, 'sandbox'), people: file });
  stops.push(() => sandbox.child.stop());
  const database = await startEmbedded(join(folder, 'data'), pino({ level: 'silent' }));
  stops.push(() => database.stop());
  const start = () =>
    startProductProcess(surroundings, {
      ...sandbox.settings,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
    });
  let product = await start();
  stops.push(() => product.child.stop());
  const address = new URL(database.adminUrl);
  address.pathname = new URL(database.databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: address.toString(), options: '-c search_path=vantage' });
  await admin.connect();
  stops.push(() => admin.end());

  const given = await fetch(`${sandbox.url}/control/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userPrincipalName: 'person0@large.example', claims: { roles: ['Programme.Lead'] } }),
  });
  const { token } = z.object({ token: z.string() }).parse(await given.json());
  const ask = async (method: string, path: string, body?: string | Buffer) => {
    const answer = await fetch(`${product.address}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': typeof body === 'string' ? 'application/json' : 'text/csv',
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<unknown>;
  };
  const made = await ask('POST', '/programmes', JSON.stringify(programmeInput()));
  const path = `/programmes/${z.object({ id: z.string() }).parse(made).id}`;
  const bytes = await readFile(file);

  // How long others wait meanwhile for an answer that takes no time.
  let [longest, isOver] = [0, false];
  const others = (async () => {
    while (!isOver) {
      const began = performance.now();
      await fetch(`${product.address}/healthz`).catch(() => null);
      longest = Math.max(longest, performance.now() - began);
      await wait(20);
    }
  })();
  await timed('the file is looked at', () => ask('POST', `${path}/people/file?preview=true`, bytes));
  say('  longest that others waited meanwhile', longest / 1_000);
  longest = 0;
  await timed('everybody is in', () => ask('POST', `${path}/people/file`, bytes));
  say('  longest that others waited meanwhile', longest / 1_000);
  longest = 0;

  const run = async () => {
    const { rows } = await admin.query<{ state: string; read: number; to_read: number }>(
      'select state, read, to_read from import',
    );
    return rows[0] ?? { state: 'none', read: 0, to_read: 0 };
  };
  const unread = async () => {
    const { rows } = await admin.query<{ count: number }>(
      `select count(*)::int as count from person p join participant t on t.person_id = p.id
       where p.mailbox ->> 'state' = 'unread'`,
    );
    return rows[0]?.count ?? 0;
  };
  /** Parts of batches and requests of their own that the tenant was asked for, by what they ask. */
  const asked = async () => {
    const { requests } = Requests.parse(await (await fetch(`${sandbox.url}/control/requests`)).json());
    const of = (what: string) => requests[`GET /v1.0/users/{id}${what}`]?.count ?? 0;
    return { names: of(''), mailboxes: of('/mailboxSettings') };
  };
  let before: { seconds: number; read: number; names: number; mailboxes: number } | null = null;
  let away = 0;
  const began = performance.now();
  const sound: boolean[] = [];
  let seen = 0;
  for (;;) {
    // In one look, so that nothing is read between the two.
    await admin.query('begin isolation level repeatable read');
    const [now, left] = [await run(), await unread()];
    await admin.query('commit');
    sound.push(now.read >= seen, now.state === 'reading' ? now.read === people - left : left === 0);
    seen = now.read;
    if (now.state !== 'reading') break;
    if (before !== null && away === 0 && now.read > before.read) {
      away = (performance.now() - began) / 1_000 - before.seconds;
      say('  until more were read by the one started after it', away);
    }
    if (before === null && now.read >= people / 2) {
      await product.child.kill();
      const seconds = (performance.now() - began) / 1_000;
      before = { seconds, read: (await run()).read, ...(await asked()) };
      say(`${before.read} of them read; the server is killed`, seconds);
      product = await start();
    }
    await wait(1_000);
  }
  isOver = true;
  await others;
  const { state, read, to_read: toRead } = await run();
  say(`${read} of ${toRead} read, ${state}`, (performance.now() - began) / 1_000);
  await timed('the first page of people', () => ask('GET', `${path}/people?limit=100`));
  await timed('those whom the chat does not reach, first page', () => ask('GET', `${path}/people?reach=unreached`));
  const { names, mailboxes } = await asked();
  const needed = 2 * toRead;
  console.log(`
Asked of Graph: ${names} people looked up and ${mailboxes} mailboxes read, ${names + mailboxes} in all; ${needed} without a kill,
so ${names + mailboxes - needed} more. When the server was killed ${before?.read ?? 0} people were done with ${(before?.names ?? 0) + (before?.mailboxes ?? 0)} of these.`);
  console.log(`\nProgress was true at ${sound.filter(Boolean).length} of ${sound.length} looks.`);
  if (sound.includes(false) || state !== 'done') process.exitCode = 1;
} finally {
  for (const stop of stops.toReversed()) await stop();
  await rm(folder, { recursive: true, force: true });
}
