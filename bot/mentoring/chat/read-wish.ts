import { Temporal } from 'temporal-polyfill';
import type { MeetingsWish, WishKind } from '../meeting/messages.ts';

/** Words that say what somebody wants; where several are said, the first of this list counts. */
const wordsOf: readonly (readonly [WishKind, readonly string[]])[] = [
  ['pause', ['pause', 'suspend', 'break']],
  ['resume', ['resume', 'unpause', 'continue']],
  ['cancel', ['cancel', 'skip']],
  ['move', ['move', 'reschedule', 'postpone']],
  ['change', ['change', 'times']],
  ['end', ['end', 'finish', 'quit']],
  ['meetings', ['meetings', 'meeting', 'next', 'when']],
];
/** `stop` alone may be about the bot's messages: with one of these it is about meeting each other. */
const together = ['meeting', 'meetings', 'mentoring', 'pairing'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const counts: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8 };
/** Nobody writes more to a bot about meetings. */
const longest = 300;

/**
 * What somebody who writes to the bot wants of their meetings, forgiving of case and small slips; null when it is nothing
 * of the kind. Nothing is done for it but to show a card, so that a misunderstanding costs a glance.
 */
export function readWish(text: string, today: Temporal.PlainDate): MeetingsWish | null {
  const words = text
    .slice(0, longest)
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '');
  const says = (wanted: readonly string[]) => words.some((word) => wanted.some((one) => isAlike(word, one)));
  const isStop = says(['stop']) && says(together);
  const kind = wordsOf.find(([one, wanted]) => says(wanted) || (one === 'end' && isStop))?.[0];
  if (kind === undefined) return null;
  if (kind === 'change' && says(['next'])) return { kind: 'move', until: null };
  return { kind, until: kind === 'pause' ? (dayIn(words, today)?.toString() ?? null) : null };
}

/** Whether a word is meant: with one slip where it has four letters or more, and two where it has seven. */
function isAlike(word: string, meant: string): boolean {
  if (word === meant) return true;
  if (meant.length < 4 || word[0] !== meant[0]) return false;
  return (meant.length > 4 && word.startsWith(meant)) || slips(word, meant) <= (meant.length < 7 ? 1 : 2);
}

/** Letters to put in, leave out, replace or swap with the next to get from one word to the other. */
function slips(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}

/** The day to come that is named: `3 March`, `March 3rd 2027`, `2027-03-03`, `Monday`, `two weeks`; null when none is. */
function dayIn(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const day = isoDay(words) ?? dayOfMonth(words, today) ?? afterWeeks(words, today) ?? nextWeekday(words, today);
  return day !== null && Temporal.PlainDate.compare(day, today) > 0 ? day : null;
}

function isoDay(words: readonly string[]): Temporal.PlainDate | null {
  const parts = words.map((word) => /^(\d{4})-(\d{2})-(\d{2})$/.exec(word)).find((found) => found !== null);
  return parts ? dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

function dayOfMonth(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const index = words.findIndex((word) => monthOf(word) !== null);
  if (index === -1) return null;
  const month = monthOf(words[index] ?? '') ?? 0;
  const dayAt = [index - 1, index + 1].find((place) => /^\d{1,2}(st|nd|rd|th)?$/.test(words[place] ?? ''));
  if (dayAt === undefined) return null;
  const day = Number.parseInt(words[dayAt] ?? '', 10);
  const year = words.find((word) => /^20\d{2}$/.test(word));
  if (year !== undefined) return dateOf(Number(year), month, day);
  const thisYear = dateOf(today.year, month, day);
  const isToCome = thisYear !== null && Temporal.PlainDate.compare(thisYear, today) > 0;
  return isToCome ? thisYear : dateOf(today.year + 1, month, day);
}

function monthOf(word: string): number | null {
  const index = /^\p{L}{3,9}$/u.test(word) ? months.indexOf(word.slice(0, 3)) : -1;
  return index === -1 ? null : index + 1;
}

function afterWeeks(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const index = words.findIndex((word) => isAlike(word, 'weeks') || isAlike(word, 'months'));
  if (index < 1) return null;
  const said = words[index - 1] ?? '';
  const count = /^\d{1,2}$/.test(said) ? Number(said) : counts[said];
  if (count === undefined) return null;
  return today.add(isAlike(words[index] ?? '', 'months') ? { months: count } : { weeks: count });
}

function nextWeekday(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const named = words.map((word) => /^(mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(day)?$/.exec(word));
  const found = named.find((one) => one !== null);
  if (!found) return null;
  const wanted = weekdays.indexOf((found[1] ?? '').slice(0, 3)) + 1;
  return today.add({ days: ((wanted - today.dayOfWeek + 6) % 7) + 1 });
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
