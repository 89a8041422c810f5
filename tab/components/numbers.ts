import { useMemo } from 'react';
import { writingOf } from '../../bot/locales/languages.ts';
import { useSurroundings } from '../api/queries.ts';

/** Writes numbers as the reader does: `12,345`. */
export function useNumbers(): (value: number) => string {
  const { locale } = useSurroundings().host;
  return useMemo(() => {
    const format = new Intl.NumberFormat(writingOf(locale).locale);
    return (value) => format.format(value);
  }, [locale]);
}
