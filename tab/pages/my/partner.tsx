import { Card, Link, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { useSurroundings } from '../../api/queries.ts';
import { Reasons } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { timeOf } from '../../components/when.ts';
import { HelpDialog } from './help-dialog.tsx';

/** Who the other one is, and why the two were matched. */
export function PartnerCard({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const [isAsking, setIsAsking] = useState(false);
  const { partner } = pairing;
  return (
    <Card>
      <h2 className={styles.heading}>{t(`my.partner.${pairing.role}`)}</h2>
      <Text weight="semibold">{partner.displayName}</Text>
      <Text>{[partner.jobTitle, partner.department, partner.officeLocation].filter(Boolean).join(' · ')}</Text>
      {partner.timeZone !== null && (
        <Text className={styles.quiet}>
          {t('my.nowThere', { time: timeOf(me.now, partner.timeZone, host.locale) })}
        </Text>
      )}
      <details>
        <summary className={styles.summary}>{t('my.why')}</summary>
        <Reasons reasons={pairing.reasons} />
      </details>
      <div>
        <Link as="button" onClick={() => setIsAsking(true)}>
          {t('my.help.link')}
        </Link>
      </div>
      {isAsking && <HelpDialog pairing={pairing} close={() => setIsAsking(false)} />}
    </Card>
  );
}
