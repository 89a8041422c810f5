import type { AfterLock, Run } from './alone.ts';
import type { Comparison, Contender } from './compare.ts';
import { memory, number, printTable, time, times } from './format.ts';

/** Everything that a bench found. Null: it was not asked for. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  readonly capacities: readonly { readonly size: number; readonly run: Run }[];
  readonly afterLock: (AfterLock & { readonly size: number }) | null;
  readonly people: { readonly path: string; readonly run: Run } | null;
}

/** Prints one size: who took how long and how much, and whether all came to the same. */
export function printComparison({ size, barred, ours, others }: Comparison): void {
  console.log(
    `\n${number(size)} mentees and ${number(size)} mentors; rules bar ${(barred * 100).toFixed(1)} % of pairs`,
  );
  printTable([
    ['', 'time', 'to ours', 'peak memory', 'to ours', 'pairings', 'total fit', 'same optimum'],
    ...[ours, ...others].map((one) => comparisonLine(one, ours)),
  ]);
  for (const { name, measured } of [ours, ...others]) {
    if (measured.kind === 'failed') console.log(`  ${name}: ${measured.message}`);
  }
}

function comparisonLine(one: Contender, ours: Contender): readonly string[] {
  const { name, measured } = one;
  const mine = ours.measured;
  if (measured.kind === 'skipped') return [name, 'skipped'];
  if (measured.kind === 'failed') return [name, 'failed'];
  const ratio = (of: 'milliseconds' | 'peakBytes', value: number) =>
    mine.kind === 'done' ? times(value / mine[of]) : '';
  if (measured.kind === 'over-limit') {
    const least = ratio('milliseconds', measured.seconds * 1_000);
    return [name, `> ${measured.seconds} s`, least && `> ${least}`, `> ${memory(measured.peakBytes)}`];
  }
  return [
    name,
    time(measured.milliseconds),
    ratio('milliseconds', measured.milliseconds),
    memory(measured.peakBytes),
    ratio('peakBytes', measured.peakBytes),
    number(measured.answer.pairings),
    number(measured.answer.totalFit),
    one === ours || mine.kind !== 'done' ? '' : isSameWorth(one, ours) ? 'yes' : 'NO',
  ];
}

function isSameWorth({ measured: a }: Contender, { measured: b }: Contender): boolean {
  if (a.kind !== 'done' || b.kind !== 'done') return false;
  return a.answer.pairings === b.answer.pairings && a.answer.totalFit === b.answer.totalFit;
}

/** Prints what this engine does that the others cannot. */
export function printAlone({ capacities, afterLock, people }: Findings): void {
  const lines: (readonly string[])[] = [['', 'time', 'peak memory', 'placed', 'pairings', 'total fit', '']];
  const add = (name: string, run: Run, more = '') => {
    if (run.kind === 'failed') lines.push([name, run.message]);
    else if (run.kind === 'over-limit') lines.push([name, `> ${run.seconds} s`, `> ${memory(run.peakBytes)}`]);
    else {
      const { placed, pairings, totalFit } = run.answer.totals;
      lines.push([
        name,
        time(run.milliseconds),
        memory(run.peakBytes),
        number(placed),
        number(pairings),
        number(totalFit),
        ['proven', more].filter((part) => part !== '').join(', '),
      ]);
    }
  };
  for (const { size, run } of capacities) add(`${number(size)} a side, room for several`, run);
  if (afterLock) {
    const { first, warm, cold } = afterLock;
    const share = first.kind === 'done' && warm.kind === 'done' ? times(warm.milliseconds / first.milliseconds) : '';
    add(`${number(afterLock.size)} a side, once more after one lock`, warm, `${share} of the first`);
    add('  the same from nothing', cold, isSameTotals(warm, cold) ? 'same totals' : 'OTHER TOTALS');
  }
  if (people) add('the people of the file', people.run);
  if (lines.length === 1) return;
  console.log('\nThis engine alone');
  printTable(lines);
}

function isSameTotals(a: Run, b: Run): boolean {
  return (
    a.kind === 'done' &&
    b.kind === 'done' &&
    a.answer.totals.placed === b.answer.totals.placed &&
    a.answer.totals.totalFit === b.answer.totals.totalFit
  );
}

/** Whether everybody who came to an answer came to the same one, and this engine always did. */
export function isSound({ comparisons, capacities, afterLock, people }: Findings): boolean {
  const runs = [...capacities.map(({ run }) => run), ...(people ? [people.run] : [])];
  return (
    comparisons.every(({ ours, others }) =>
      [ours, ...others.filter(({ measured }) => measured.kind === 'done')].every((one) => isSameWorth(one, ours)),
    ) &&
    runs.every(({ kind }) => kind === 'done') &&
    (afterLock === null || isSameTotals(afterLock.warm, afterLock.cold))
  );
}
