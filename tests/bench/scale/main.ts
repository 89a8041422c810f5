import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { number, printTable, time } from '../matching/format.ts';
import { measureScale, type Plan, type Scaled, type Used } from './measure.ts';

/** Measures what one database carries, with one server and with several: requests, jobs, and what each costs. */
const usage =
  'Usage: npm run bench:scale -- [--tenants 20] [--people 5000] [--servers 1,2,3] [--seconds 20] [--jobs 2000] [--json OUT.json]';

const options = readOptions();
if (options) await bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function bench({ json, ...plan }: Plan & { readonly json: string | null }): Promise<void> {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`Many tenants on one database, measured on ${machine}

${plan.tenants} tenants of ${number(plan.people)} people, paired two and two. First ${number(plan.jobs)} agendas are due at once and are planned;
then people open their mentoring as fast as it goes, for ${plan.seconds} seconds. Servers, Postgres and whoever asks share this machine.
`);
  const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
  await chmod(folder, 0o755);
  const found = await measureScale(folder, plan, console.error);
  await rm(folder, { recursive: true, force: true });
  print(found);
  if (json !== null) {
    const short = found.map(({ waits: _waits, ...rest }) => rest);
    await writeFile(json, `${JSON.stringify({ machine, ...plan, found: short })}\n`);
  }
  if (found.every(({ failed }) => failed === 0)) return;
  console.error('\nNot every request had a good answer.');
  process.exitCode = 1;
}

function print(found: readonly Scaled[]): void {
  const row = (name: string, of: (one: Scaled) => string) => [name, ...found.map(of)];
  const each = (used: Used, part: keyof Used, count: number) => time((used[part] / Math.max(1, count)) * 1_000);
  const at = (waits: readonly number[], part: number) => waits[Math.floor(waits.length * part)] ?? 0;
  printTable([
    row('servers', ({ servers }) => number(servers)),
    row('requests a second', ({ answered, seconds }) => (answered / seconds).toFixed(0)),
    row('  half of them within', ({ waits }) => time(at(waits, 0.5))),
    row('  99 % within', ({ waits }) => time(at(waits, 0.99))),
    row('  without a good answer', ({ failed }) => number(failed)),
    row('  of the servers’ processors, each', ({ used, answered }) => each(used, 'servers', answered)),
    row('  of the database’s, each', ({ used, answered }) => each(used, 'database', answered)),
    row('jobs a second', ({ jobs, jobSeconds }) => (jobs / jobSeconds).toFixed(0)),
    row('  longest wait in the queue', ({ longestWait }) => time(longestWait * 1_000)),
    row('  of the servers’ processors, each', ({ usedByJobs, jobs }) => each(usedByJobs, 'servers', jobs)),
    row('  of the database’s, each', ({ usedByJobs, jobs }) => each(usedByJobs, 'database', jobs)),
    row('idle, of the servers’ processors', ({ usedIdle }) => usedIdle.servers.toFixed(3)),
    row('  of the database’s', ({ usedIdle }) => usedIdle.database.toFixed(3)),
    row('processors that others had', ({ used, seconds }) => (used.others / seconds).toFixed(2)),
    row(
      '  one processor of the database carries',
      ({ used, answered }) => `${number(Math.round(answered / Math.max(0.001, used.database)))} requests a second`,
    ),
  ]);
}

/** Null when the command line says something else than `usage`. */
function readOptions(): (Plan & { readonly json: string | null }) | null {
  try {
    const { values } = parseArgs({
      options: {
        tenants: { type: 'string', default: '20' },
        people: { type: 'string', default: '5000' },
        servers: { type: 'string', default: '1,2,3' },
        seconds: { type: 'string', default: '20' },
        jobs: { type: 'string', default: '2000' },
        json: { type: 'string' },
      },
    });
    const [tenants, people, seconds, jobs] = [values.tenants, values.people, values.seconds, values.jobs].map(
      Number,
    ) as [number, number, number, number];
    const servers = values.servers.split(',').map(Number);
    const isUsable =
      [tenants, people, seconds, jobs, ...servers].every((one) => Number.isSafeInteger(one) && one > 0) &&
      people % 2 === 0;
    return isUsable ? { tenants, people, servers, seconds, jobs, json: values.json ?? null } : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
