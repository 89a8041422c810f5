import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct, useSurroundings } from '../../../api/queries.ts';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';
import { lazily } from '../../../components/lazily.tsx';

const EndDialog = lazily(async () => (await import('../pairing/end-dialog.tsx')).EndDialog);

/** A pairing that rests. */
export function Paused({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const [isEnding, setIsEnding] = useState(false);
  const resume = useAct(MyPairings, () => ['POST', `/my/pairings/${pairing.id}/resume`]);
  const until = pairing.series?.pausedUntil ?? null;
  return (
    <Section heading={t('my.paused.title', { name: pairing.partner.displayName })}>
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
    </Section>
  );
}

/** A pairing that has ended. */
export function Ended({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const held = pairing.meetings.filter(({ wasHeld }) => wasHeld).length;
  return (
    <Section heading={t('my.ended.title', { name: pairing.partner.displayName })}>
      <Text>{held === 0 ? t('my.ended.thanks') : `${t('my.ended.met', { count: held })} ${t('my.ended.thanks')}`}</Text>
      {pairing.series?.state === 'ending' && (
        <Text role="status" className={styles.quiet}>
          {t('my.ended.ending')}
        </Text>
      )}
    </Section>
  );
}
