import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { number, printTable, time } from '../matching/format.ts';
import { measure } from './measure.ts';
import { programme } from './pairings.ts';

/** Measures how long finding slots takes, and how many meetings clash beside the slot that other products would take. */
const usage = 'Usage: npm run bench:slots -- [--pairings 10000] [--seed NUMBER]';

const options = readOptions();
if (options) bench(options);
else {
  console.error(usage);
  process.exitCode = 2;
}

function bench({ pairings, seed }: NonNullable<typeof options>): void {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once, Node ${process.version}`;
  console.log(`Slots, measured on ${machine}
npm run bench:slots -- --pairings ${pairings} --seed ${seed}

${number(pairings)} pairings, ${programme.meetings} weekly meetings each of ${programme.lengthMinutes} minutes. Their calendars are made from the seed: recurring events,
one-offs that thin out with the weeks, lunch of some, days off and holidays, in seven zones. A search goes from busy times
to three options with every meeting planned; it alone is timed, on one thread, from a cold start. Whether a meeting
clashes is looked up in the calendars and working hours themselves, in the same way for both.
`);
  const found = measure(pairings, seed);
  const sorted = found.milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => time(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  const all = sorted.reduce((sum, one) => sum + one, 0);
  printTable([
    ['all searches', time(all)],
    ['a pairing', time(all / pairings)],
    ['a pairing, time of processors', time(found.processorMilliseconds / pairings)],
    ['median', at(0.5)],
    ['99 of 100 within', at(0.99)],
    ['slowest, which learns the clocks of its zones', at(1)],
  ]);
  const share = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
  console.log('');
  printTable([
    ['', 'best slot, moved', 'best slot in place', 'first that fits'],
    ['pairings with a slot', number(found.found), number(found.found), number(found.firstFitFound)],
    ['meetings that clash', number(found.clashAfterMoving), number(found.clashInPlace), number(found.firstFitClash)],
    [
      'of all meetings',
      share(found.clashAfterMoving, found.meetings),
      share(found.clashInPlace, found.meetings),
      share(found.firstFitClash, found.firstFitFound * programme.meetings),
    ],
    [
      'pairings with a clash',
      share(found.pairingsAfterMoving, found.found),
      share(found.pairingsInPlace, found.found),
      share(found.firstFitPairings, found.firstFitFound),
    ],
  ]);
  console.log(`
A meeting that clashes even so is in a week in which the two share no free time at all, as on holidays.
Pairings with three options to choose from: ${number(found.foundThree)}.`);
  if (found.wrong === 0) return;
  console.error(`\nOf ${found.wrong} meetings the calendars say otherwise.`);
  process.exitCode = 1;
}

/** Null when the command line says something else than `usage`. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: { pairings: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
    });
    const [pairings, seed] = [Number(values.pairings), Number(values.seed)];
    return Number.isSafeInteger(pairings) && pairings > 0 && Number.isSafeInteger(seed) ? { pairings, seed } : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return null;
  }
}
