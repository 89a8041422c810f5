import { Field, mergeClasses, Select, Spinner, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { Cadence } from '../../../../bot/http/contract/programme.ts';
import type { SeriesSummary, SeriesWish } from '../../../../bot/http/contract/series.ts';
import { useAct, useSeriesTimes, useSurroundings } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { weekdayOf } from '../../../components/when.ts';
import { useClocks } from '../clocks.ts';
import { TimesOptions } from '../asked/times-option.tsx';

const lengths = [30, 45, 60] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Has what is left of a series meet otherwise: first how, then one of the times that suit both. */
export function ChangeRhythmDialog(props: {
  readonly pairing: MyPairing;
  readonly series: SeriesSummary;
  readonly me: Me;
  readonly close: () => void;
}) {
  const { pairing, series, me, close } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const clocks = useClocks(me, pairing.partner);
  const [cadence, setCadence] = useState(series.cadence);
  const [length, setLength] = useState(lengths.find((one) => one === series.lengthMinutes));
  const [weekday, setWeekday] = useState<SeriesWish['weekday']>(undefined);
  // What the times that are shown were looked for with; none are shown for anything else.
  const [wish, setWish] = useState<SeriesWish | null>(null);
  const found = useSeriesTimes(pairing.id, wish);
  const act = useAct(MyPairings, (start: string) => ['POST', `/my/pairings/${pairing.id}/series`, { ...wish, start }]);
  const change = <T,>(set: (value: T) => void, value: T) => {
    set(value);
    setWish(null);
    act.reset();
  };
  // The first of February 2027 is a Monday.
  const dayName = (day: number) => weekdayOf(`2027-02-0${day}`, host.locale);
  return (
    <ActionDialog
      title={t('my.change.title')}
      action={t('my.change.show')}
      isDisabled={wish !== null}
      error={found.error ?? act.error}
      act={() => setWish({ cadence, lengthMinutes: length, weekday })}
      close={close}
    >
      <Text>{t('my.change.text', { name: pairing.partner.displayName })}</Text>
      <div className={mergeClasses(styles.columns, styles.top)}>
        <Field label={t('my.change.cadence')}>
          <Select value={cadence} onChange={(_, { value }) => change(setCadence, Cadence.parse(value))}>
            {Cadence.options.map((one) => (
              <option key={one} value={one}>
                {t(`cadences.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('my.change.length')}>
          <Select
            value={String(length)}
            onChange={(_, { value }) =>
              change(
                setLength,
                lengths.find((one) => String(one) === value),
              )
            }
          >
            {lengths.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
        <Field label={t('my.change.weekday')}>
          <Select
            value={String(weekday ?? '')}
            onChange={(_, { value }) =>
              change(
                setWeekday,
                weekdays.find((one) => String(one) === value),
              )
            }
          >
            <option value="">{t('my.change.anyDay')}</option>
            {weekdays.map((day) => (
              <option key={day} value={day}>
                {dayName(day)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {wish !== null && found.isPending && <Spinner size="small" label={t('my.move.looking')} />}
      {wish !== null && found.data && (
        <TimesOptions
          options={found.data.options}
          me={me}
          clocks={clocks}
          isBusy={act.isPending}
          take={(start) => act.mutate(start, { onSuccess: close })}
        />
      )}
    </ActionDialog>
  );
}
