import { Temporal } from 'temporal-polyfill';
import { vocabularies } from './vocabulary.ts';
import { nearest, wordsOf } from './words.ts';

const all = Object.values(vocabularies);
const plain = (word: string): string => wordsOf(word).join('');
/** Each name with its number, from 1 on. */
const numbered = (names: readonly (readonly (readonly string[])[])[]): ReadonlyMap<string, number> =>
  new Map(names.flatMap((one) => one.flatMap((same, index) => same.map((name) => [plain(name), index + 1] as const))));

const months = numbered(all.map((one) => one.months));
const weekdays = numbered(all.map((one) => one.weekdays));
const counts = new Map(all.flatMap((one) => Object.entries(one.counts).map(([word, count]) => [plain(word), count])));
const spans = new Map(all.flatMap((one) => Object.entries(one.spans).map(([word, span]) => [plain(word), span])));
const until = new Set(all.flatMap((one) => one.until.map(plain)));
const between = new Set(all.flatMap((one) => one.between.map(plain)));

/**
 * The day to come that is named: `3 March`, `March 3rd 2027`, `2027-03-03`, `Monday`, `two weeks`, in any language of the
 * bot; null when none is. `said` as `wordsOf` gives them.
 */
export function readDay(said: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  const words = withWholeMonths(said.filter((word) => !between.has(word)));
  const day = isoDay(words) ?? dayOfMonth(words, today) ?? afterSpan(words, today) ?? nextWeekday(words, today);
  return day !== null && Temporal.PlainDate.compare(day, today) > 0 ? day : null;
}

/** Months whose name is two words, as one. */
function withWholeMonths(words: readonly string[]): readonly string[] {
  const whole = (index: number) => `${words[index] ?? ' '}${words[index + 1] ?? ' '}`;
  return words.flatMap((word, index) => {
    if (months.has(whole(index - 1))) return [];
    return [months.has(whole(index)) ? whole(index) : word];
  });
}

function isoDay(words: readonly string[]): Temporal.PlainDate | null {
  const parts = words.map((word) => /^(\d{4})-(\d{2})-(\d{2})$/.exec(word)).find((found) => found !== null);
  return parts ? dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

function dayOfMonth(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  // `mar` is a Tuesday in `mar 7 dic`: what names a month and nothing else comes first.
  const named = words
    .map((word, index) => ({
      index,
      // `jue` is a Thursday, not a June with a slip.
      month: weekdays.has(word) ? (months.get(word) ?? null) : theOne(word, months),
      isWeekday: weekdays.has(word),
    }))
    .toSorted((a, b) => Number(a.isWeekday) - Number(b.isWeekday));
  for (const { index, month } of named) {
    const day = [words[index - 1], words[index + 1]].map(dayNumber).find((number) => number !== null);
    if (month === null || day === undefined) continue;
    const year = words.find((word) => /^20\d{2}$/.test(word));
    if (year !== undefined) return dateOf(Number(year), month, day);
    const thisYear = dateOf(today.year, month, day);
    const isToCome = thisYear !== null && Temporal.PlainDate.compare(thisYear, today) > 0;
    return isToCome ? thisYear : dateOf(today.year + 1, month, day);
  }
  return null;
}

/** `3`, `3rd`, `1er`, `1º`. */
function dayNumber(word: string | undefined): number | null {
  return /^\d{1,2}(st|nd|rd|th|er|o|e)?$/.test(word ?? '') ? Number.parseInt(word ?? '', 10) : null;
}

function afterSpan(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const [index, word] of words.entries()) {
    const span = [...new Set(nearest(word, spans.keys()))]
      .map((one) => spans.get(one))
      .find((one) => one !== undefined);
    if (!span) continue;
    const [unit, itself] = span;
    const said = words[index - 1] ?? '';
    const count = /^\d{1,2}$/.test(said) ? Number(said) : (counts.get(said) ?? itself);
    if (count !== null) return today.add({ [unit]: count });
  }
  return null;
}

function nextWeekday(words: readonly string[], today: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const [index, word] of words.entries()) {
    const wanted = theOne(word, weekdays);
    // Short ones are words of other languages too: `mon`, `so`.
    const isMeant = word.length > 4 || until.has(words[index - 1] ?? '');
    if (wanted !== null && isMeant) return today.add({ days: ((wanted - today.dayOfWeek + 6) % 7) + 1 });
  }
  return null;
}

/** The number of the name that a word is, or is nearest to; null when that is none, or more than one. */
function theOne(word: string, names: ReadonlyMap<string, number>): number | null {
  const numbers = new Set(nearest(word, names.keys()).map((name) => names.get(name)));
  const [only, ...others] = numbers;
  return others.length > 0 ? null : (only ?? null);
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
