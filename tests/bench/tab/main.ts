import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureTab } from './measure.ts';
import { printTab } from './report.ts';

/** Measures what the first load of the tab weighs and how soon somebody sees their next meeting, on the product as it runs. */
const { values } = parseArgs({ options: { times: { type: 'string', default: '9' }, json: { type: 'string' } } });
const times = Number(values.times);
if (Number.isSafeInteger(times) && times > 0) {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`The tab, measured on ${machine}

It is built and served by the product as it runs, and opened ${times} times in Chromium by somebody who has a next meeting.
`);
  const folder = await mkdtemp(join(tmpdir(), 'vantage-bench-'));
  await chmod(folder, 0o755);
  const found = await measureTab(folder, { times });
  await rm(folder, { recursive: true, force: true });
  printTab(found);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, ...found }, null, 2)}\n`);
} else {
  console.error('Usage: npm run bench:tab -- [--times 9] [--json OUT.json]');
  process.exitCode = 2;
}
