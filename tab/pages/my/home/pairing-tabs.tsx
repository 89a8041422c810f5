import { Badge, Tab, TabList } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MyPairing } from '../../../../bot/http/contract/contract.ts';
import { PersonAvatar } from '../../../components/person.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { asksOf } from '../asked/asks.ts';

/** The ways between somebody's pairings, each with how much is asked about it. */
export function PairingTabs(props: {
  readonly pairings: readonly MyPairing[];
  readonly chosen: string | null;
  readonly now: number;
}) {
  const { pairings, chosen, now } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  return (
    <nav aria-label={t('together.pairings')}>
      <TabList
        selectedValue={chosen}
        onTabSelect={(_, { value }) => void go(`/my/pairings/${String(value)}`)}
        className={styles.tabs}
      >
        {pairings.map((pairing) => {
          const { id, partner } = pairing;
          const asked = asksOf([pairing], now).length;
          return (
            <Tab key={id} value={id} icon={<PersonAvatar person={partner} size={20} />}>
              {partner.displayName}
              {asked > 0 && (
                <>
                  {' '}
                  <Badge size="small" aria-label={t('together.askedOf', { count: asked })}>
                    {asked}
                  </Badge>
                </>
              )}
            </Tab>
          );
        })}
      </TabList>
    </nav>
  );
}
