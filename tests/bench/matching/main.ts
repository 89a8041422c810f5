import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printAims } from './aims.ts';
import { afterLock, ofPeople, withCapacities } from './alone.ts';
import { compareAt, type Comparison } from './compare.ts';
import { findScipy } from './measure.ts';
import { isSound, printAlone, printComparison, type Findings } from './report.ts';

/** Measures the matching engine beside what people would use instead, and against what it is built to reach. */
const usage = `Usage: npm run bench:matching -- [--sizes 500,1000,2000,5000,10000] [--large] [--people FILE.csv]
                               [--limit SECONDS] [--seed NUMBER] [--json OUT.json]`;
/** The size at which the engine is measured with rooms and locks, and the one of --large. */
const [usual, large] = [10_000, 50_000];

const options = readOptions();
if (options) await bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function bench({ sizes, isLarge, people, limit, seed, json }: NonNullable<typeof options>): Promise<void> {
  const scipy = findScipy();
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`Matching, measured on ${machine}

Everything runs in a process of its own, alone, from a cold start; short runs are repeated and the middle one is taken,
with the highest peak. Time of this engine: from people and rules to the proven result with its reasons, finding out who
may be paired and how well they fit included. Time of the others: only the solving of a table of fits that is made for
them beforehand in the shape they ask for. Memory: the most that the process had resident. Everybody has room for one
pairing; a barred pair costs more than all fits together, so that they too place as many as possible before anything else.
Beside others the engine keeps to one thread; with room for several it has two, as in a server on two cores.`);
  if (!scipy) console.log('\npython3 with scipy is not installed: it is left out.');

  const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // So that what is told to stop takes its processes and files along.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

  const comparisons: Comparison[] = [];
  const hopeless = new Set<string>();
  for (const size of sizes) {
    const comparison = await compareAt({ size, seed, folder, scipy, limitSeconds: limit, hopeless, once: false });
    for (const { name, measured } of comparison.others) if (measured.kind !== 'done') hopeless.add(name);
    comparisons.push(comparison);
    printComparison(comparison);
  }
  const findings: Findings = {
    comparisons,
    capacities: [
      { size: usual, run: await withCapacities(usual, seed) },
      ...(isLarge ? [{ size: large, run: await withCapacities(large, seed) }] : []),
    ],
    afterLock: { size: usual, ...(await afterLock(usual, seed, folder)) },
    people: people === null ? null : { path: people, run: await ofPeople(people) },
  };
  printAlone(findings);
  printAims(findings);
  if (json !== null) await writeFile(json, `${JSON.stringify({ machine, scipy, seed, ...findings }, null, 2)}\n`);
  if (isSound(findings)) return;
  console.error('\nSomebody came to another answer, or this engine to none.');
  process.exitCode = 1;
}

/** Null when the command line says something else than `usage`. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        sizes: { type: 'string', default: '500,1000,2000,5000,10000' },
        large: { type: 'boolean', default: false },
        people: { type: 'string' },
        limit: { type: 'string', default: '120' },
        seed: { type: 'string', default: '1' },
        json: { type: 'string' },
      },
    });
    const sizes = values.sizes
      .split(',')
      .filter((size) => size !== '')
      .map(Number);
    const [limit, seed] = [Number(values.limit), Number(values.seed)];
    const people = values.people === undefined ? null : resolve(values.people);
    const isUsable = [...sizes, limit].every((value) => Number.isSafeInteger(value) && value > 0);
    if (!isUsable || !Number.isSafeInteger(seed) || (people !== null && !existsSync(people))) return null;
    return { sizes, isLarge: values.large, people, limit, seed, json: values.json ?? null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
