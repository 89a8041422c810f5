import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '../../../../bot/http/contract/insight.ts';
import { writingOf } from '../../../../bot/locales/languages.ts';
import { useSurroundings } from '../../../api/queries.ts';

type Share = Figure['shares'][number];

/** Writes months and shares as the reader does. */
export function useInsightWriting() {
  const { t } = useTranslation();
  const { locale } = useSurroundings().host;
  return useMemo(() => {
    const tag = writingOf(locale).locale;
    const short = new Intl.DateTimeFormat(tag, { month: 'short', year: '2-digit', timeZone: 'UTC' });
    const long = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    const percent = new Intl.NumberFormat(tag, { style: 'percent' });
    const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
    return {
      /** `Feb 27`; `month` as `2027-02`. */
      shortMonth: (month: string) => short.format(dateOf(month)),
      /** `February 2027`. */
      longMonth: (month: string) => long.format(dateOf(month)),
      /** `1 March`; `date` as `2027-03-01`. */
      day: (date: string) => day.format(new Date(`${date}T00:00:00Z`)),
      percent: (value: number) => percent.format(value / 100),
      /** `60 %`, `60 % or more`. */
      share: ({ percent: value, bound }: Share) =>
        t(`insight.bound.${bound}`, { percent: percent.format(value / 100) }),
    };
  }, [t, locale]);
}

/** The first day of a month as `2027-02`. */
export const dateOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);
