import { Button, Card, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MyPairings, type MyPairing } from '../../../bot/http/contract/contract.ts';
import { useAct, useSurroundings } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { dayOf } from '../../components/when.ts';
import { EndDialog } from './end-dialog.tsx';

/** A pairing that rests. */
export function PausedCard({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const [isEnding, setIsEnding] = useState(false);
  const resume = useAct(MyPairings, () => ['POST', `/my/pairings/${pairing.id}/resume`]);
  const until = pairing.series?.pausedUntil ?? null;
  return (
    <Card>
      <h2 className={styles.heading}>{t('my.paused.title', { name: pairing.partner.displayName })}</h2>
      <Text role="status">
        {until === null ? t('my.paused.open') : t('my.paused.until', { day: dayOf(`${until}T12:00:00`, host.locale) })}
      </Text>
      <Trouble error={resume.error} />
      <div className={styles.row}>
        <Button disabled={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {t('my.paused.resume')}
        </Button>
        <Button appearance="subtle" onClick={() => setIsEnding(true)}>
          {t('my.rhythm.end')}
        </Button>
      </div>
      {isEnding && <EndDialog pairing={pairing} close={() => setIsEnding(false)} />}
    </Card>
  );
}

/** A pairing that has ended. */
export function EndedCard({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const held = pairing.meetings.filter(({ wasHeld }) => wasHeld).length;
  return (
    <Card>
      <h2 className={styles.heading}>{t('my.ended.title', { name: pairing.partner.displayName })}</h2>
      <Text>{held === 0 ? t('my.ended.thanks') : `${t('my.ended.met', { count: held })} ${t('my.ended.thanks')}`}</Text>
      {pairing.series?.state === 'ending' && (
        <Text role="status" className={styles.quiet}>
          {t('my.ended.ending')}
        </Text>
      )}
    </Card>
  );
}
