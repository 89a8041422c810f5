import { join } from 'node:path';
import { openDataFolder } from '../../../infra/start/data-folder.ts';

/**
 * Opens one data folder after the other, each at a time at which another process does so too; says which it got, and stays
 * until its input ends: what a process held that has ended is the next one's.
 */
const [folder = '', begin = '0', rounds = '0'] = process.argv.slice(2);
const got = Array.from({ length: Number(rounds) }, (_, round) => {
  const at = Number(begin) + round * 10;
  // Not a timer, which would let the other go first.
  while (Date.now() < at);
  return openDataFolder(join(folder, String(round)), false).ok;
});
console.log(JSON.stringify(got));
process.stdin.resume();
