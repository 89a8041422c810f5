import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProductProcess } from '../processes/product.ts';
import { startSandboxProcess } from '../processes/sandbox.ts';
import type { Surroundings } from '../processes/child.ts';
import { startServers } from './servers.ts';
import { play, type Disaster } from './story.ts';
import { until, World } from './world.ts';
import { Temporal } from 'temporal-polyfill';
import { firstDay } from '../processes/first-day.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    json: { type: 'string' },
    crash: { type: 'boolean', default: false },
    /** An empty database, under the roles of `DATABASE_URL` and `DATABASE_MIGRATION_URL`: three servers play on it. */
    database: { type: 'string' },
    migration: { type: 'string' },
    /** The folder of another version of the product, which takes the place of the third. */
    newer: { type: 'string' },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'vantage-story-'));
await chmod(folder, 0o755);
const stops: (() => Promise<void>)[] = [];
/** What a disaster itself found missing. */
const wentWrong: string[] = [];
let isWhole = false;
try {
  const start = performance.now();
  const surroundings = { logs: folder, say: console.error, died: console.error };
  const sandbox = await startSandboxProcess(surroundings, {
    data: join(folder, 'sandbox'),
    people: values.people,
    start: firstDay(Temporal.Now.instant()),
  });
  stops.push(() => sandbox.child.stop());
  const settings = { ...sandbox.settings, DATA_FOLDER: join(folder, 'data') };
  const { product, disaster } =
    values.database === undefined || values.migration === undefined
      ? await oneServer(surroundings, settings)
      : await threeServers(surroundings, {
          ...settings,
          DATABASE_URL: values.database,
          DATABASE_MIGRATION_URL: values.migration,
        });
  const started = Math.round(performance.now() - start) / 1_000;
  console.log(`${'start'.padEnd(11)} a fresh tenant, database and server (${String(started)} s)`);

  const world = new World(product, sandbox);
  await world.control('PUT', '/bot', { messagesUrl: `${product.address}/api/messages` });
  const file =
    values.people === undefined
      ? String(await world.control('GET', '/organisation.csv'))
      : await readFile(values.people, 'utf8');
  const { outcome, missing } = await play(world, file, (line) => console.log(line), disaster?.(world) ?? null);
  missing.push(...wentWrong);
  const log = await readFile(join(folder, 'product.log'), 'utf8');
  if (values.crash && !log.includes('took over the Postgres')) {
    missing.push('the Postgres that outlived the crash was not taken over');
  }
  if (!log.includes('"meeting.held"')) missing.push('the server logged nothing of what happened');
  const logged = log.toLowerCase();
  const named = (await world.tenant.people()).filter((person) =>
    [person.userPrincipalName, person.displayName].some((name) => logged.includes(name.toLowerCase())),
  );
  if (named.length > 0) missing.push(`the server's log names ${named.length} people`);
  const all = { ...outcome, seconds: { start: started, ...outcome.seconds } };
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`);
  const total = Object.values(all.seconds).reduce((sum, one) => sum + one, 0);
  console.log(`${'total'.padEnd(11)} ${total.toFixed(1)} s`);
  for (const line of missing) console.error(`MISSING     ${line}`);
  isWhole = missing.length === 0;
  console.log(isWhole ? 'Everything that should have happened did.' : `${missing.length} things are missing.`);
} catch (error) {
  console.error(error);
  console.error(`The logs stay in ${folder}.`);
} finally {
  for (const stop of stops.toReversed()) await stop();
}
if (isWhole) await rm(folder, { recursive: true, force: true });
process.exitCode = isWhole ? 0 : 1;

interface Stage {
  /** Where the product is reached. */
  readonly product: { readonly address: string };
  readonly disaster: ((world: World) => Disaster) | null;
}

/** One server with its embedded Postgres; with `--crash` it is killed in the middle of booking and started again. */
async function oneServer(surroundings: Surroundings, settings: Readonly<Record<string, string>>): Promise<Stage> {
  let product = await startProductProcess(surroundings, { ...settings, PORT: '0' });
  stops.push(() => product.child.stop());
  if (!values.crash) return { product, disaster: null };
  return {
    product,
    disaster: (world) => ({
      // Slow enough that a crash hits bookings at every stage.
      prepare: () => world.limits({ latencyMilliseconds: 150 }),
      async strike() {
        await until('the first booking', async () => ((await world.bookings()) > 0 ? true : null));
        await product.child.kill();
        product = await startProductProcess(surroundings, { ...settings, PORT: new URL(product.address).port });
        await world.limits({ latencyMilliseconds: 3 });
      },
    }),
  };
}

/** Three servers: one is killed in the middle of matching, one stopped in the middle of booking, one upgraded at the end. */
async function threeServers(surroundings: Surroundings, settings: Readonly<Record<string, string>>): Promise<Stage> {
  const servers = await startServers(surroundings, settings, 3);
  stops.push(() => servers.stop());
  const inOrder = (what: string, how: string) => {
    if (how !== 'exit code 0') wentWrong.push(`${what} did not stop in order: ${how}`);
  };
  return {
    product: servers,
    disaster: (world) => ({
      strikeWhileMatching: (meanwhile) => servers.crash(0, meanwhile),
      prepare: () => world.limits({ latencyMilliseconds: 150 }),
      async strike() {
        await until('the first booking', async () => ((await world.bookings()) > 0 ? true : null));
        inOrder('the second server', await servers.restart(1));
        await world.limits({ latencyMilliseconds: 3 });
      },
      async strikeWhileSending() {
        if (values.newer !== undefined) inOrder('the third server', await servers.replace(2, values.newer));
      },
    }),
  };
}
