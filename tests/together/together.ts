import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import { testFiles, type Kind } from '../kinds.ts';

const tests = fileURLToPath(new URL('..', import.meta.url));
const load = createRequire(import.meta.url);

/**
 * Runs a share of the test files of a kind as if they were one, each in a `describe` of its name: jest loads the product and
 * its libraries for each file anew, and that takes longer than many a test. `here` is the address of a file in a folder that
 * has the kind's name; the files beside it take the other shares. What is loaded may not wait at its top level.
 */
export function together(here: string): void {
  const folder = dirname(fileURLToPath(here));
  const shares = readdirSync(folder).toSorted();
  const share = shares.indexOf(basename(fileURLToPath(here)));
  // Those that are large lie in different shares.
  testFiles(basename(folder) as Kind)
    .filter(({ isApart }) => !isApart)
    .toSorted((a, b) => b.size - a.size)
    .filter((_, index) => index % shares.length === share)
    .forEach(({ path }) => {
      describe(relative(tests, path), () => void load(path));
    });
}
