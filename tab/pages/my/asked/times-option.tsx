import { Button, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { TimesOption } from '../../../../bot/http/contract/series.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { repeatsText } from '../../../components/repeats.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { instantOf } from '../../../components/when.ts';
import type { Clocks } from '../clocks.ts';

/** Times at which a series could meet, each with what becomes of its meetings, to take one. */
export function TimesOptions(props: {
  readonly options: readonly TimesOption[];
  readonly me: Me;
  readonly clocks: Clocks;
  readonly isBusy: boolean;
  /** `start`: an instant. */
  readonly take: (start: string) => void;
}) {
  const styles = usePageStyles();
  const { options, ...each } = props;
  return (
    <ol className={styles.list}>
      {options.map((option) => (
        <Option key={option.start} option={option} {...each} />
      ))}
    </ol>
  );
}

function Option(props: {
  readonly option: TimesOption;
  readonly me: Me;
  readonly clocks: Clocks;
  readonly isBusy: boolean;
  readonly take: (start: string) => void;
}) {
  const { option, me, clocks, isBusy, take } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const start = instantOf(option.start);
  const when = clocks.span(start, new Date(Date.parse(start) + option.lengthMinutes * 60_000).toISOString());
  const theirs = clocks.theirs(start);
  const count = (state: TimesOption['meetings'][number]['state']) =>
    option.meetings.filter((meeting) => meeting.state === state).length;
  const [moved, clashes, meetings] = [count('moved'), count('clashes'), option.meetings.length];
  const places = [
    moved + clashes === 0
      ? t('my.times.allInPlace', { count: meetings })
      : t('my.times.inPlace', { count: count('in-place'), meetings }),
    ...(moved === 0 ? [] : [t('my.times.moved', { count: moved })]),
    ...(clashes === 0 ? [] : [t('my.times.clashes', { count: clashes })]),
  ];
  return (
    <li className={mergeClasses(styles.item, styles.top)}>
      <div className={mergeClasses(styles.grow, styles.tight)}>
        <Text weight="semibold">{when}</Text>
        {theirs !== null && <Text>{theirs}</Text>}
        {meetings > 1 && (
          <Text>{t('my.times.then', { repeats: repeatsText(option, me.timeZone, host.locale, t) ?? '' })}</Text>
        )}
        <details>
          <summary className={styles.summary}>{places.join(' · ')}</summary>
          <ol className={mergeClasses(styles.lines, styles.folded)}>
            {option.meetings.map(({ startsAt, endsAt, state }) => (
              <li key={startsAt}>
                {[clocks.span(startsAt, endsAt), ...(state === 'in-place' ? [] : [t(`my.times.state.${state}`)])].join(
                  ' · ',
                )}
              </li>
            ))}
          </ol>
        </details>
      </div>
      <Button aria-label={t('my.times.takeOf', { when })} disabled={isBusy} onClick={() => take(start)}>
        {t('my.times.take')}
      </Button>
    </li>
  );
}
