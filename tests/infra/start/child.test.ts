import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Child } from '../../../infra/processes/child.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { destroy, isAlive } from './processes.ts';

/** Far longer than anything here takes. */
const patience = 30_000;
const stays = 'setInterval(() => {}, 1_000);';
const ready = "console.log('ready');";
const stopsInOrder = "process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); });";
const ignoresAll = "process.on('SIGTERM', () => console.log('not yet'));";

let folder: string;
let children: Child[];
let said: string[];
let died: string[];
/** Processes that a test has started by way of others. */
let orphans: number[];

beforeEach(async () => {
  folder = await scratchFolder('child');
  [children, said, died, orphans] = [[], [], [], []];
});
afterEach(async () => {
  jest.useRealTimers();
  for (const child of children) await child.kill();
  for (const pid of orphans) destroy(pid);
  await rm(folder, { recursive: true, force: true });
});

/** Starts a script of these lines. */
async function startChild(...lines: readonly string[]): Promise<Child> {
  const script = join(folder, 'script.mjs');
  await writeFile(script, lines.join('\n'));
  return open(script);
}

function open(script: string, more: { readonly folder?: string } = {}): Child {
  const child = new Child({
    name: 'part',
    command: [script],
    logs: folder,
    say: (line) => said.push(line),
    died: (what) => died.push(what),
    ...more,
  });
  children.push(child);
  return child;
}

const isReady = (line: string) => (line === 'ready' ? line : undefined);
const log = () => readFile(join(folder, 'part.log'), 'utf8');

describe('a child that starts', () => {
  it('is ready once a line says so, with what the line tells', async () => {
    const child = await startChild("console.log('wait'); console.log('port 4711');", stays);
    const port = await child.line((line) => /^port (\d+)$/.exec(line)?.[1], patience);
    expect(port).toBe('4711');
  });

  it('that ends before it is ready is told with how and its last lines', async () => {
    const child = await startChild('for (let n = 1; n <= 9; n += 1) console.error(`line ${n}`); process.exitCode = 3;');
    const waiting = child.line(isReady, patience);
    await expect(waiting).rejects.toThrow('part ended before it was ready (exit code 3)');
    await until(() => said.length === 9);
    await expect(child.line(isReady, patience)).rejects.toThrow(/\nline 5\nline 6\nline 7\nline 8\nline 9$/);
    await expect(child.answers('http://127.0.0.1:1/', patience)).rejects.toThrow('ended before it was ready');
  });

  it('that takes too long is told so', async () => {
    const child = await startChild(stays);
    await expect(child.line(isReady, 1)).rejects.toThrow('part was not ready in time');
    await expect(child.answers('http://127.0.0.1:1/', 1)).rejects.toThrow('part was not ready in time');
  });

  it('is ready once its address answers with a success', async () => {
    const child = await startChild(
      "import { createServer } from 'node:http';",
      'let asked = 0;',
      'const server = createServer((_, answer) => { asked += 1; answer.statusCode = asked < 3 ? 503 : 200; answer.end(); });',
      "server.listen(0, '127.0.0.1', () => console.log(server.address().port));",
    );
    const port = await child.line((line) => line, patience);
    await child.answers(`http://127.0.0.1:${port}/`, patience);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  it('that cannot be started at all is told as one that stopped by itself', async () => {
    const child = open('script.mjs', { folder: join(folder, 'nowhere') });
    expect(await child.ended).toContain('ENOENT');
    expect(died).toEqual([expect.stringContaining('The part stopped by itself')]);
    await child.stop();
  });
});

describe('the lines of a child', () => {
  it('all go to its log file; what is worth showing is said with its name', async () => {
    const entry = JSON.stringify({ level: 50, msg: 'no booking' });
    const child = await startChild("console.log('quiet'); console.error('Error: away');", `console.log('${entry}');`);
    await child.ended;
    await until(async () => (await log()).split('\n').length === 4);
    expect((await log()).split('\n').toSorted()).toEqual(['', 'Error: away', 'quiet', entry].toSorted());
    expect(said.toSorted()).toEqual(['part: Error: away', 'part: no booking']);
  });

  it('are added to those of the run before', async () => {
    await (
      await startChild("console.log('first');")
    ).ended;
    await until(async () => (await log()) === 'first\n');
    await (
      await startChild("console.log('second');")
    ).ended;
    await until(async () => (await log()) === 'first\nsecond\n');
  });
});

describe('a child that ends', () => {
  it.each([
    ['an exit code', 'process.exit(7);', 'exit code 7'],
    ['nothing more to do', '', 'exit code 0'],
    ['a signal', "process.kill(process.pid, 'SIGKILL'); " + stays, 'signal SIGKILL'],
  ])('by itself, with %s, is told with the file that says more', async (_name, text, how) => {
    const child = await startChild(text);
    expect(await child.ended).toBe(how);
    expect(died).toEqual([`The part stopped by itself (${how}). ${join(folder, 'part.log')} says more.`]);
  });

  it('when it is asked to stops in order, and nobody is told', async () => {
    const child = await startChild(stopsInOrder, stays, ready);
    await child.line(isReady, patience);
    await child.stop();
    expect(await child.ended).toBe('exit code 0');
    await until(async () => (await log()) === 'ready\nstopped in order\n');
    expect([died, isAlive(child.pid ?? 0)]).toEqual([[], false]);
  });

  it('when it is asked to simply ends where it has nothing to do for that', async () => {
    const child = await startChild(stays, ready);
    await child.line(isReady, patience);
    await Promise.all([child.stop(), child.stop()]);
    expect(await child.ended).toBe('exit code 0');
    await child.stop();
    expect(died).toEqual([]);
  });

  it('only when it is killed, is killed after a while and not before', async () => {
    const child = await startChild(ignoresAll, stays, ready);
    await child.line(isReady, patience);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'Date'] });
    const stopping = child.stop();
    await until(async () => (await log()).endsWith('not yet\n'));
    jest.advanceTimersByTime(19_999);
    // As long as another process takes from start to end, a killed one would be gone.
    await promisify(execFile)(process.execPath, ['-e', '']);
    expect(isAlive(child.pid ?? 0)).toBe(true);
    jest.advanceTimersByTime(1);
    await stopping;
    expect(await child.ended).toBe('signal SIGKILL');
    expect([died, isAlive(child.pid ?? 0)]).toEqual([[], false]);
  });

  it('by being killed has no time for anything, and nobody is told', async () => {
    const child = await startChild(stopsInOrder, stays, ready);
    await child.line(isReady, patience);
    await child.kill();
    expect(await child.ended).toBe('signal SIGKILL');
    await until(async () => (await log()) === 'ready\n');
    expect([died, isAlive(child.pid ?? 0)]).toEqual([[], false]);
    await child.stop();
    await child.kill();
  });

  it.each([
    ['in order', [stopsInOrder], 'ready\nstopped in order\n'],
    ['at once where it has nothing to do for that', [], 'ready\n'],
  ])('because its parent was killed ends %s', async (_name, lines, expected) => {
    const script = join(folder, 'script.mjs');
    // To the file itself: whoever read its lines is gone.
    const write = `import { appendFileSync } from 'node:fs'; console.log = (line) => { appendFileSync(${JSON.stringify(join(folder, 'own.log'))}, line + '\\n'); process.stdout.write(line + '\\n'); };`;
    await writeFile(script, [write, ...lines, stays, ready].join('\n'));
    const parentScript = fileURLToPath(new URL('start-child.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--no-warnings', parentScript, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    orphans.push(pid);
    expect(isAlive(pid)).toBe(true);
    const ended = once(parent, 'exit');
    parent.kill('SIGKILL');
    await ended;
    await until(() => !isAlive(pid));
    expect(await readFile(join(folder, 'own.log'), 'utf8')).toBe(expected);
  });
});
