import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCheckIns } from './measure.ts';
import { isSound, printSent } from './report.ts';

/** Measures how fast check-ins are sent beside what the chat takes, and how long people wait meanwhile who tap theirs. */
const usage = 'Usage: npm run bench:checkins -- [--people 10000] [--taps 5] [--json OUT.json]';

const options = readOptions();
if (options) await bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function bench({ people, taps, json }: NonNullable<typeof options>): Promise<void> {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`Check-ins, measured on ${machine}

The check-ins of ${people} people are to be sent when the server is started: the product as it runs sends them to a stand-in
chat in a process of its own that keeps the published limits, while ${taps} people a second answer theirs. Each answer
changes the card in the chat, which counts towards the same limits.
`);
  const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
  await chmod(folder, 0o755);
  const found = await measureCheckIns(folder, { people, tapsPerSecond: taps });
  await rm(folder, { recursive: true, force: true });
  printSent(found);
  if (json !== null) await writeFile(json, `${JSON.stringify({ machine, tapsPerSecond: taps, ...found }, null, 2)}\n`);
  if (isSound(found)) return;
  console.error('\nNot every check-in was sent, or the chat had to refuse some.');
  process.exitCode = 1;
}

/** Null when the command line says something else than `usage`. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        people: { type: 'string', default: '10000' },
        taps: { type: 'string', default: '5' },
        json: { type: 'string' },
      },
    });
    const [people, taps] = [Number(values.people), Number(values.taps)];
    const isUsable =
      Number.isSafeInteger(people) && people > 0 && people % 2 === 0 && Number.isFinite(taps) && taps >= 0;
    return isUsable ? { people, taps, json: values.json ?? null } : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
