import { useTranslation } from 'react-i18next';
import type { Me } from '../../../bot/http/contract/me.ts';
import type { PersonSummary } from '../../../bot/http/contract/person.ts';
import { useSurroundings } from '../../api/queries.ts';
import { dayAndTime, dayOf, placeOf, timeElsewhere, timeSpan } from '../../components/when.ts';

/** Says times by the reader's clock, and by the other one's where it says something else. */
export interface Clocks {
  /** `Tue 8 Dec, 10:00–10:45` */
  readonly span: (startsAt: string, endsAt: string) => string;
  /** `Tue 8 Dec, 10:00` */
  readonly at: (instant: string) => string;
  /** `Tue 8 Dec` */
  readonly day: (instant: string) => string;
  /** `18:00 in Singapore`; null where both read the same. */
  readonly theirs: (instant: string) => string | null;
}

export function useClocks(me: Me, partner: PersonSummary): Clocks {
  const { t } = useTranslation();
  const { locale } = useSurroundings().host;
  const there = partner.timeZone;
  return {
    span: (startsAt, endsAt) => timeSpan(startsAt, endsAt, me.timeZone, locale),
    at: (instant) => dayAndTime(instant, locale, me.timeZone),
    day: (instant) => dayOf(instant, locale, me.timeZone),
    theirs: (instant) => {
      if (there === null) return null;
      const time = timeElsewhere(instant, there, me.timeZone, locale);
      return time === null ? null : t('my.theirs', { time, zone: placeOf(there) });
    },
  };
}
