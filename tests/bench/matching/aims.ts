import type { Run } from './alone.ts';
import { memory, printTable, time, times } from './format.ts';
import type { Findings } from './report.ts';

/** Prints what the engine is built to reach, a line each: what was found, and whether that is enough. */
export function printAims({ comparisons, capacities, afterLock, people }: Findings): void {
  const lines: (readonly string[])[] = [];
  const aim = (name: string, found: string | null, isReached: boolean) => {
    lines.push(found === null ? [name, 'not measured'] : [name, found, isReached ? 'reached' : 'MISSED']);
  };
  const ratioAim = (name: string, found: number | null, isReached: (ratio: number) => boolean) =>
    aim(name, found === null ? null : times(found), found !== null && isReached(found));
  const timeAim = (name: string, run: Run | undefined, limit: number) =>
    aim(name, run === undefined ? null : timeOf(run), run?.kind === 'done' && run.milliseconds < limit);

  const compared = comparisons.find(({ size }) => size === 10_000);
  const mine = compared?.ours.measured;
  const scipy = compared?.others.find(({ name }) => name.startsWith('scipy'))?.measured;
  const both = mine?.kind === 'done' && scipy?.kind === 'done' ? { mine, scipy } : null;
  const faster = both && both.scipy.milliseconds / both.mine.milliseconds;
  ratioAim('10,000 a side: scipy takes 8 times as long', faster, (ratio) => ratio >= 8);
  const smaller = both && both.mine.peakBytes / both.scipy.peakBytes;
  ratioAim('10,000 a side: a quarter of its memory', smaller, (ratio) => ratio <= 0.25);

  const atSize = (wanted: number) => capacities.find(({ size }) => size === wanted)?.run;
  timeAim('10,000 a side, room for several: under 3 s', atSize(10_000), 3_000);
  timeAim('50,000 a side, room for several: under 2 min', atSize(50_000), 120_000);
  const largest = atSize(50_000);
  const peak = largest?.kind === 'done' ? largest.peakBytes : null;
  aim('50,000 a side: within 1,024 MiB', peak === null ? null : memory(peak), peak !== null && peak <= 2 ** 30);
  timeAim('the people of the file: under 100 ms', people?.run, 100);
  const [first, warm] = [afterLock?.first, afterLock?.warm];
  const share = first?.kind === 'done' && warm?.kind === 'done' ? warm.milliseconds / first.milliseconds : null;
  ratioAim('once more after one lock: a tenth of the first', share, (ratio) => ratio <= 0.1);
  console.log('\nAims');
  printTable(lines);
}

function timeOf(run: Run): string {
  if (run.kind === 'done') return time(run.milliseconds);
  return run.kind === 'failed' ? run.message : `> ${run.seconds} s`;
}
