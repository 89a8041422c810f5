import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureApi, type Plan } from './measure.ts';
import { isSound, printMeasured } from './report.ts';

/** Measures how long people wait for what the tab asks when it is opened, at a steady rate, and whether memory grows. */
const usage = 'Usage: npm run bench:api -- [--people 5000] [--rate 200] [--minutes 0.5] [--json OUT.json]';

const options = readOptions();
if (options) await bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function bench({ json, ...plan }: NonNullable<typeof options>): Promise<void> {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`The API, measured on ${machine}

${plan.people} people are paired two and two and a third of the way through their meetings. One after the other opens the tab
on the product as it runs, with Postgres: ${plan.rate} requests a second for ${plan.minutes} minutes, sent at their time whether or
not those before are answered, and measured from that time on.
`);
  const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
  await chmod(folder, 0o755);
  const found = await measureApi(folder, plan);
  await rm(folder, { recursive: true, force: true });
  printMeasured(found);
  const { answered, ...rest } = found;
  const waits = answered.map(({ path, milliseconds }) => [path, Math.round(milliseconds * 10) / 10]);
  if (json !== null) await writeFile(json, `${JSON.stringify({ machine, ...plan, ...rest, waits })}\n`);
  if (isSound(found)) return;
  console.error('\nNot every request had a good answer.');
  process.exitCode = 1;
}

/** Null when the command line says something else than `usage`. */
function readOptions(): (Plan & { readonly json: string | null }) | null {
  try {
    const { values } = parseArgs({
      options: {
        people: { type: 'string', default: '5000' },
        rate: { type: 'string', default: '200' },
        minutes: { type: 'string', default: '0.5' },
        json: { type: 'string' },
      },
    });
    const [people, rate, minutes] = [Number(values.people), Number(values.rate), Number(values.minutes)];
    const isUsable = Number.isSafeInteger(people) && people > 0 && people % 2 === 0 && rate > 0 && minutes > 0;
    return isUsable ? { people, rate, minutes, json: values.json ?? null } : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
