import type { Temporal } from 'temporal-polyfill';
import type { Cadence } from '../programme/programme.ts';
import { dayOfMeeting, repeatsFrom } from './repeats.ts';
import { dayNumber } from './wall-clock.ts';
import type { Period } from './working-time.ts';

/**
 * The days of every series that fits into a period, by their numbers: one series for each first day, earliest first.
 * Kept for the next pairings of the same programme.
 */
export function seriesDays(period: Period, cadence: Cadence, meetings: number): readonly Int32Array[] {
  const key = `${period.startsOn.toString()} ${period.endsOn.toString()} ${cadence} ${meetings}`;
  let days = known.get(key);
  if (!days) {
    // Programmes come and go in a server that lives long.
    if (known.size >= mostKnown) known.clear();
    known.set(key, (days = everySeries(period, cadence, meetings)));
  }
  return days;
}

const mostKnown = 32;
const known = new Map<string, readonly Int32Array[]>();

function everySeries({ startsOn, endsOn }: Period, cadence: Cadence, meetings: number): readonly Int32Array[] {
  const found: Int32Array[] = [];
  const isOver = (day: Temporal.PlainDate) => day.since(endsOn).sign > 0;
  for (let first = startsOn; !isOver(first); first = first.add({ days: 1 })) {
    const repeats = repeatsFrom(cadence, first);
    if (isOver(dayOfMeeting(first, repeats, meetings - 1))) continue;
    found.push(Int32Array.from({ length: meetings }, (_, index) => dayNumber(dayOfMeeting(first, repeats, index))));
  }
  return found;
}
