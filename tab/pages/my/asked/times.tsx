import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import type { SeriesSummary } from '../../../../bot/http/contract/series.ts';
import { useAct } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { useClocks } from '../clocks.ts';
import { TimesOptions } from './times-option.tsx';

/** The times at which the two could meet, to be chosen by whoever comes first. */
export function Times(props: { readonly pairing: MyPairing; readonly series: SeriesSummary; readonly me: Me }) {
  const { pairing, series, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const clocks = useClocks(me, pairing.partner);
  const act = useAct(MyPairings, (start: string) => ['POST', `/my/pairings/${pairing.id}/times`, { start }]);
  return (
    <>
      <Text>{t('my.times.text')}</Text>
      <TimesOptions options={series.options} me={me} clocks={clocks} isBusy={act.isPending} take={act.mutate} />
      <Trouble error={act.error} />
      {series.decideBy !== null && (
        <Text className={styles.quiet}>{t('my.times.otherwise', { when: clocks.at(series.decideBy) })}</Text>
      )}
    </>
  );
}
