import type { Cadence } from '../programme/programme.ts';
import { dayOfMeeting, repeatsFrom } from './repeats.ts';
import { dateOf, dayNumber } from './wall-clock.ts';

/**
 * The days of every series that fits between two days, both included, all by their numbers: one series for each first
 * day, earliest first. Kept for the next pairings of the same programme.
 */
export function seriesDays(from: number, to: number, cadence: Cadence, meetings: number): readonly Int32Array[] {
  const key = `${from} ${to} ${cadence} ${meetings}`;
  let days = known.get(key);
  if (!days) {
    // Programmes come and go in a server that lives long.
    if (known.size >= mostKnown) known.clear();
    known.set(key, (days = everySeries(from, to, cadence, meetings)));
  }
  return days;
}

const mostKnown = 32;
const known = new Map<string, readonly Int32Array[]>();

function everySeries(from: number, to: number, cadence: Cadence, meetings: number): readonly Int32Array[] {
  const found: Int32Array[] = [];
  for (let day = from; day <= to; day += 1) {
    const first = dateOf(day);
    const repeats = repeatsFrom(cadence, first);
    const dayOf = (index: number) => dayNumber(dayOfMeeting(first, repeats, index));
    if (dayOf(meetings - 1) <= to) found.push(Int32Array.from({ length: meetings }, (_, index) => dayOf(index)));
  }
  return found;
}
