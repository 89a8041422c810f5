import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openDataFolder } from '../../../infra/start/data-folder.ts';
import { scratchFolder } from '../../support/scratch.ts';

const script = fileURLToPath(new URL('hold-folder.ts', import.meta.url));
const Said = z.object({ ok: z.boolean(), reason: z.string().nullable() });
let scratch: string;
let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  scratch = await scratchFolder('data-folder');
  folder = join(scratch, 'data');
  children = [];
});
afterEach(async () => {
  for (const child of children) await kill(child);
  await rm(scratch, { recursive: true, force: true });
});

const names = async (path = folder) => (await readdir(path)).toSorted();

function open(fresh = false): () => void {
  const opened = openDataFolder(folder, fresh);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.release;
}

/** A start in a process of its own, and what it said of the folder. */
async function other() {
  const child = spawn(process.execPath, ['--no-warnings', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ...Said.parse(JSON.parse(said.toString())) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('the data folder of npm start', () => {
  it('is made where there is none, and keeps its data for the next start', async () => {
    open()();
    await writeFile(join(folder, 'kept'), 'a programme');
    const release = open();
    expect(await names()).toEqual(['kept', 'running.pid', 'vantage-data.txt']);
    expect(await readFile(join(folder, 'running.pid'), 'utf8')).toBe(`${process.pid}\n`);
    release();
    expect(await names()).toEqual(['kept', 'vantage-data.txt']);
  });

  it('is emptied by a fresh start, folders and links included, but never what a link leads to', async () => {
    open()();
    const elsewhere = join(scratch, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'precious'), '');
    await symlink(elsewhere, join(folder, 'link'));
    await mkdir(join(folder, 'product', 'postgres'), { recursive: true });
    await writeFile(join(folder, 'product', 'postgres', 'rows'), '');
    open(true)();
    expect(await names()).toEqual(['vantage-data.txt']);
    expect(await names(elsewhere)).toEqual(['precious']);
  });

  it('with files of somebody else’s is left alone by a fresh start, which says so and how to go on', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'thesis.doc'), '');
    const opened = openDataFolder(folder, true);
    expect(opened).toEqual({
      ok: false,
      reason: expect.stringContaining('holds files that npm start did not put there'),
    });
    expect(await names()).toEqual(['thesis.doc']);
  });

  it('with files of somebody else’s can be used, and is never emptied afterwards either', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'thesis.doc'), '');
    open()();
    open()();
    expect(openDataFolder(folder, true).ok).toBe(false);
    expect(await names()).toEqual(['thesis.doc']);
  });

  it('is one process’s at a time: the second is told which, and a fresh one empties nothing', async () => {
    const first = await other();
    await writeFile(join(folder, 'kept'), '');
    for (const fresh of [false, true]) {
      expect(openDataFolder(folder, fresh)).toEqual({
        ok: false,
        reason: `Vantage is already running here (process ${String(first.child.pid)}). Stop it first, with Ctrl-C.`,
      });
    }
    expect(await names()).toEqual(['kept', 'running.pid', 'vantage-data.txt']);
  });

  it('is given to the next one when the one before has let go, or was killed', async () => {
    const first = await other();
    const ended = once(first.child, 'exit');
    first.child.stdin.write('stop');
    await ended;
    expect(await names()).toEqual(['vantage-data.txt']);
    const second = await other();
    await kill(second.child);
    expect(await names()).toEqual(['running.pid', 'vantage-data.txt']);
    expect((await other()).ok).toBe(true);
  });

  it.each(['', 'not a number\n', '-1\n', '0\n'])('is taken in spite of a lock file that says %j', async (text) => {
    await mkdir(folder);
    await writeFile(join(folder, 'running.pid'), text);
    open();
    expect(await readFile(join(folder, 'running.pid'), 'utf8')).toBe(`${process.pid}\n`);
  });

  it('is one’s alone when several start at once', async () => {
    const started = await Promise.all([other(), other(), other(), other()]);
    expect(started.map(({ ok }) => ok).toSorted()).toEqual([false, false, false, true]);
  });

  it.each([
    ['new', null],
    ['left by a killed start', '999999999\n'],
  ])('is one’s alone when two start at the same moment in one that is %s', async (_name, lock) => {
    const rounds = 100;
    for (let round = 0; round < rounds; round += 1) {
      await mkdir(join(folder, String(round)), { recursive: true });
      if (lock !== null) await writeFile(join(folder, String(round), 'running.pid'), lock);
    }
    const race = fileURLToPath(new URL('race-for-folder.ts', import.meta.url));
    const words = ['--no-warnings', race, folder, String(Date.now() + 1_000), String(rounds)];
    const both = [1, 2].map(() => spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] }));
    children.push(...both);
    const [one, two] = await Promise.all(
      both.map(async ({ stdout }) => JSON.parse(String((await once(stdout, 'data'))[0])) as boolean[]),
    );
    const ended = both.map((child) => once(child, 'exit'));
    for (const { stdin } of both) stdin.end();
    await Promise.all(ended);
    expect(one?.map((got, round) => Number(got) + Number(two?.[round]))).toEqual(Array(rounds).fill(1));
  });
});
