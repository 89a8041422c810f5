import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBooking, type Booked, type Reading } from './measure.ts';
import { isSound, printBooked } from './report.ts';

/** Measures how fast series are booked, beside what Graph's limits allow. */
const usage =
  'Usage: npm run bench:booking -- [--pairings 1000] [--readings mailbox,app] [--latency 150] [--json OUT.json]';

const options = readOptions();
if (options) await bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function bench({ pairings, readings, latency, json }: NonNullable<typeof options>): Promise<void> {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`Booking, measured on ${machine}

${pairings} pairings that have agreed wait in a real database when the server is started: the product as it runs books
them in a stand-in tenant of its own process, which takes ${latency} ms for each call to a mailbox and keeps Graph's published
limits. They can be read in two ways, and the server is not told which holds.`);
  const found: Booked[] = [];
  for (const reading of readings) {
    const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
    await chmod(folder, 0o755);
    const booked = await measureBooking(folder, { reading, pairings, latency });
    await rm(folder, { recursive: true, force: true });
    found.push(booked);
    printBooked(booked, latency);
  }
  if (json !== null) await writeFile(json, `${JSON.stringify({ machine, pairings, latency, found }, null, 2)}\n`);
  if (found.every(isSound)) return;
  console.error('\nNot every series was booked once, or somebody came before their time.');
  process.exitCode = 1;
}

/** Null when the command line says something else than `usage`. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        pairings: { type: 'string', default: '1000' },
        readings: { type: 'string', default: 'mailbox,app' },
        latency: { type: 'string', default: '150' },
        json: { type: 'string' },
      },
    });
    const [pairings, latency] = [Number(values.pairings), Number(values.latency)];
    const readings = values.readings.split(',').filter((one): one is Reading => one === 'app' || one === 'mailbox');
    const isUsable = [pairings, latency].every((value) => Number.isSafeInteger(value) && value > 0);
    return isUsable && readings.length > 0 ? { pairings, latency, readings, json: values.json ?? null } : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
