import { occurrencesOf } from '../../../bot/mentoring/meeting/repeats.ts';
import { findSlots } from '../../../bot/mentoring/meeting/slots.ts';
import { firstFit } from './first-fit.ts';
import { judgeOf } from './judge.ts';
import { pairings } from './pairings.ts';

export interface Measured {
  /** Milliseconds that each search took, in order. */
  readonly milliseconds: readonly number[];
  /** Time of processors that all searches took, that of collecting garbage included. */
  readonly processorMilliseconds: number;
  /** Pairings for which the search found a time, and those for which it found three. */
  readonly found: number;
  readonly foundThree: number;
  /** Meetings of all series found. */
  readonly meetings: number;
  /** Meetings that the best slot leaves on something else, before and after moving. */
  readonly clashInPlace: number;
  readonly clashAfterMoving: number;
  /** Pairings with such a meeting, before and after moving. */
  readonly pairingsInPlace: number;
  readonly pairingsAfterMoving: number;
  /** The same of the first slot that fits, for the same people. */
  readonly firstFitFound: number;
  readonly firstFitClash: number;
  readonly firstFitPairings: number;
  /** Meetings said to be free, or not, of which the calendars say otherwise. */
  readonly wrong: number;
}

/** Finds the slots of so many pairings. Only the search is timed: from busy times as intervals to the options. */
export function measure(count: number, seed: number): Measured {
  const milliseconds: number[] = [];
  let processorMilliseconds = 0;
  let [found, foundThree, meetings, wrong] = [0, 0, 0, 0];
  let [clashInPlace, clashAfterMoving, pairingsInPlace, pairingsAfterMoving] = [0, 0, 0, 0];
  let [firstFitFound, firstFitClash, firstFitPairings] = [0, 0, 0];
  for (const search of pairings(count, seed)) {
    const [used, begun] = [process.cpuUsage(), performance.now()];
    const slots = findSlots(search);
    milliseconds.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(used);
    processorMilliseconds += (user + system) / 1_000;

    const isFree = judgeOf(search);
    const [best] = slots.ok ? slots.options : [];
    if (slots.ok) [found, foundThree] = [found + 1, foundThree + Number(slots.options.length === 3)];
    if (best) {
      const isStanding = best.meetings.map(({ start }) => isFree(start.epochMilliseconds));
      wrong += best.meetings.filter(({ state }, index) => (state !== 'clashes') !== isStanding[index]).length;
      const inPlace = occurrencesOf(best.slot).filter(({ start }) => !isFree(start.epochMilliseconds)).length;
      wrong += Number(inPlace !== best.meetings.filter(({ state }) => state !== 'in-place').length);
      const afterMoving = isStanding.filter((stands) => !stands).length;
      meetings += best.meetings.length;
      clashInPlace += inPlace;
      clashAfterMoving += afterMoving;
      pairingsInPlace += Number(inPlace > 0);
      pairingsAfterMoving += Number(afterMoving > 0);
    }
    const first = firstFit(search, isFree);
    if (first) {
      const clashes = occurrencesOf(first).filter(({ start }) => !isFree(start.epochMilliseconds)).length;
      firstFitFound += 1;
      firstFitClash += clashes;
      firstFitPairings += Number(clashes > 0);
    }
  }
  return {
    milliseconds,
    processorMilliseconds,
    found,
    foundThree,
    meetings,
    clashInPlace,
    clashAfterMoving,
    pairingsInPlace,
    pairingsAfterMoving,
    firstFitFound,
    firstFitClash,
    firstFitPairings,
    wrong,
  };
}
