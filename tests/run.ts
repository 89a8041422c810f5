import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that must hold, with a count at the end. A failure does not hide those after it. */
const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), 'vantage-check-'));
const jestResults = join(scratch, 'jest.json');
const patienceMinutes = 18;
/** Programs that are started again and again, the product among them, are compiled once in a run. */
const environment = { NODE_COMPILE_CACHE: join(scratch, 'compiled'), TOGETHER: 'yes', ...process.env };
const tool = (path: string) => join(root, 'node_modules', path);

type Step = readonly [name: string, args: readonly string[]];

/** Side by side, as far as they take about as long. */
const checks: readonly (readonly Step[])[] = [
  [['types and lint', ['infra/checks/types-and-lint.ts']]],
  [
    ['formatting', [tool('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']],
    [
      'dependency rules',
      [
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '-c',
        'infra/checks/dependency-cruiser.cjs',
        '--output-type',
        'err-long',
        'bot',
        'tab',
        'infra',
        'tests',
      ],
    ],
    ['tab build', [tool('vite/bin/vite.js'), 'build', '-c', 'tab/vite.config.ts', '--logLevel', 'warn']],
  ],
];
const tests: Step = [
  'tests',
  [
    '--experimental-vm-modules',
    '--no-warnings',
    tool('jest/bin/jest.js'),
    '-c',
    'tests/jest.config.js',
    // Two more than there are processors at least: many tests wait for what runs elsewhere.
    '--maxWorkers=4',
    '--json',
    `--outputFile=${jestResults}`,
  ],
];

let passed = 0;
let failed = 0;
const lanes = checks.map(async (lane) => {
  for (const step of lane) {
    if ((await take(step)) === 0) passed += 1;
    else failed += 1;
  }
});
// The tests need the tab that the last lane builds, and nothing of what else is still looked at.
await lanes.at(-1);
await Promise.all([take(tests).then(countTests), ...lanes]);
await rm(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs a step and says how it ended. */
async function take([name, args]: Step): Promise<number | null> {
  const start = performance.now();
  const { status, output } = await run(args);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
  if (status !== 0) console.log(output);
  return status;
}

/** Runs a step; one that does not end is ended, and has failed. */
async function run(args: readonly string[]): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (part: Buffer) => (output += part.toString('utf8'));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const timer = setTimeout(() => {
    output += `\nIt did not end within ${patienceMinutes} minutes.`;
    child.kill('SIGKILL');
  }, patienceMinutes * 60_000);
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  return { status, output: output.length > 60_000 ? `…${output.slice(-60_000)}` : output };
}

/** Adds jest's own counts; a run that ends badly without a failed test, or in which a test was left out, has failed. */
async function countTests(status: number | null): Promise<void> {
  const results = JSON.parse(await readFile(jestResults, 'utf8').catch(() => '{}')) as Record<string, number>;
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = results;
  const bad = numFailedTests + numPendingTests + numTodoTests + (results['numRuntimeErrorTestSuites'] ?? 0);
  passed += numPassedTests;
  failed += bad === 0 && (status !== 0 || numPassedTests === 0) ? 1 : bad;
}
