import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProductProcess } from '../processes/product.ts';
import { startSandboxProcess } from '../processes/sandbox.ts';
import { play, type Disaster } from './story.ts';
import { until, World } from './world.ts';
import { Temporal } from 'temporal-polyfill';
import { firstDay } from '../processes/first-day.ts';

const { values } = parseArgs({
  options: { people: { type: 'string' }, json: { type: 'string' }, crash: { type: 'boolean', default: false } },
});
const folder = await mkdtemp(join(tmpdir(), 'vantage-story-'));
await chmod(folder, 0o755);
const stops: (() => Promise<void>)[] = [];
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
  let product = await startProductProcess(surroundings, { ...settings, PORT: '0' });
  stops.push(() => product.child.stop());
  const started = Math.round(performance.now() - start) / 1_000;
  console.log(`${'start'.padEnd(11)} a fresh tenant, database and server (${String(started)} s)`);

  const world = new World(product, sandbox);
  await world.control('PUT', '/bot', { messagesUrl: `${product.address}/api/messages` });
  const file =
    values.people === undefined
      ? String(await world.control('GET', '/organisation.csv'))
      : await readFile(values.people, 'utf8');
  const crash: Disaster = {
    // Slow enough that a crash hits bookings at every stage.
    prepare: () => world.limits({ latencyMilliseconds: 150 }),
    async strike() {
      await until('the first booking', async () => ((await world.bookings()) > 0 ? true : null));
      await product.child.kill();
      product = await startProductProcess(surroundings, { ...settings, PORT: new URL(product.address).port });
      await world.limits({ latencyMilliseconds: 3 });
    },
  };
  const { outcome, missing } = await play(world, file, (line) => console.log(line), values.crash ? crash : null);
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
