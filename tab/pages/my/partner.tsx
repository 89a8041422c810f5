import { Card, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { useSurroundings } from '../../api/queries.ts';
import { Reasons } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { timeOf } from '../../components/when.ts';

/** Who the other one is, and why the two were matched. */
export function PartnerCard({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
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
    </Card>
  );
}
