import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import type { SeriesSummary } from '../../../../bot/http/contract/series.ts';
import { useAct, useSurroundings } from '../../../api/queries.ts';
import { PauseDialog } from '../../../components/pause-dialog.tsx';
import { repeatsText } from '../../../components/repeats.ts';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { ChangeRhythmDialog } from './change-rhythm.tsx';
import { EndDialog } from './end-dialog.tsx';
import { isToCome, stands } from '../meetings-to-come.ts';

/** How often and how long the two meet; where they change it, pause it or end it. */
export function Rhythm(props: { readonly pairing: MyPairing; readonly series: SeriesSummary; readonly me: Me }) {
  const { pairing, series, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const [asks, setAsks] = useState<'change' | 'pause' | 'end' | null>(null);
  const pause = useAct(MyPairings, (until: string | null) => ['POST', `/my/pairings/${pairing.id}/pause`, { until }]);
  const repeats = repeatsText(series, me.timeZone, host.locale, t) ?? t(`cadences.${series.cadence}`);
  const close = () => setAsks(null);
  return (
    <Section heading={t('my.rhythm.title')}>
      <Text block className={styles.sentence}>
        {t('my.rhythm.text', { repeats, minutes: series.lengthMinutes })}
      </Text>
      <div className={styles.row}>
        {stands(series) && pairing.meetings.some(isToCome) && (
          <Button onClick={() => setAsks('change')}>{t('my.rhythm.change')}</Button>
        )}
        {/* Two bookings are on their way just then. */}
        {series.state !== 'changing' && <Button onClick={() => setAsks('pause')}>{t('my.rhythm.pause')}</Button>}
        <Button appearance="subtle" onClick={() => setAsks('end')}>
          {t('my.rhythm.end')}
        </Button>
      </div>
      {asks === 'change' && <ChangeRhythmDialog pairing={pairing} series={series} me={me} close={close} />}
      {asks === 'pause' && (
        <PauseDialog
          isBusy={pause.isPending}
          error={pause.error}
          pause={(until) => pause.mutate(until, { onSuccess: close })}
          close={close}
        />
      )}
      {asks === 'end' && <EndDialog pairing={pairing} close={close} />}
    </Section>
  );
}
