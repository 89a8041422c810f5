import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isTabStale } from '../../../infra/start/tab-build.ts';
import { scratchFolder } from '../../support/scratch.ts';

const sources = ['tab/main.tsx', 'tab/pages/my/topics.tsx', 'bot/http/contract/contract.ts', 'package-lock.json'];
const built = ['tab/dist/index.html', 'tab/dist/assets/main.js'];
let root: string;

beforeEach(async () => {
  root = await scratchFolder('tab-build');
  for (const name of [...sources, 'bot/main.ts']) await touch(name, 100);
  for (const name of built) await touch(name, 200);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Writes a file as of a time in seconds. */
async function touch(name: string, at: number): Promise<void> {
  const file = join(root, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  await utimes(file, at, at);
}

describe('the built tab', () => {
  it('is as good as new when nothing it is made of has changed since', async () => {
    expect(isTabStale(root)).toBe(false);
    await touch('bot/main.ts', 300);
    await touch('tab/dist/assets/main.js', 300);
    expect(isTabStale(root)).toBe(false);
  });

  it.each(sources)('is stale when %s has changed since', async (name) => {
    await touch(name, 300);
    expect(isTabStale(root)).toBe(true);
  });

  it('is stale when a file has come, and when it is not there at all', async () => {
    await touch('tab/pages/new.tsx', 300);
    expect(isTabStale(root)).toBe(true);
    await rm(join(root, 'tab/pages/new.tsx'));
    await rm(join(root, 'tab/dist'), { recursive: true });
    expect(isTabStale(root)).toBe(true);
  });
});
