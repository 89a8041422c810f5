import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePairings } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { AttentionPanel } from './attention.tsx';
import { PairingItem } from './pairing-item.tsx';

/** Where every published pairing stands: states, counts and dates, nothing that was said. */
export function PairingsPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const pairings = usePairings(programmeId);
  const published = pairings.data?.pairings ?? [];
  return (
    <div className={styles.stack}>
      <AttentionPanel programmeId={programmeId} />
      <Trouble error={pairings.error} />
      {pairings.isSuccess && published.length === 0 && <Text>{t('lead.noPairings')}</Text>}
      <ul className={styles.list}>
        {published.map((pairing) => (
          <PairingItem key={pairing.id} pairing={pairing} programmeId={programmeId} />
        ))}
      </ul>
    </div>
  );
}
