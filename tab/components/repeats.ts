import type { TFunction } from 'i18next';
import type { SeriesSummary } from '../../bot/http/contract/series.ts';
import { instantOf, weekdayOf } from './when.ts';

/**
 * `every two weeks`, `the second Tuesday of each month`; null before there is a time. `timeZone` is the reader's, the
 * browser's own where it is null: a reader for whom it is another day is told no weekday, since the second Tuesday of one
 * place is not always the second Wednesday of another.
 */
export function repeatsText(
  { start, repeats }: Pick<SeriesSummary, 'start' | 'repeats'>,
  timeZone: string | null,
  locale: string,
  t: TFunction,
): string | null {
  if (start === null || repeats === null) return null;
  if (repeats.kind === 'weeks') {
    return repeats.every === 2 ? t('repeats.twoWeeks') : t('repeats.weeks', { count: repeats.every });
  }
  const first = new Date(instantOf(start));
  const day = start.slice(0, 10);
  const zone = timeZone === null ? {} : { timeZone };
  // Canadian English writes a day as ISO does.
  if (new Intl.DateTimeFormat('en-CA', zone).format(first) !== day) return t('repeats.monthly');
  return t(`repeats.month.${repeats.week}`, { weekday: weekdayOf(day, locale) });
}
