import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { PersonAvatar } from '../../../components/person.tsx';
import { Ways } from '../../../components/ways.tsx';
import { asksOf } from '../asked/asks.ts';

/** The ways between somebody's pairings, each with how much is asked about it. */
export function PairingWays(props: {
  readonly pairings: readonly MyPairing[];
  readonly chosen: string | null;
  readonly now: number;
}) {
  const { pairings, chosen, now } = props;
  const { t } = useTranslation();
  const ways = pairings.map((pairing) => {
    const { id, partner } = pairing;
    const asked = asksOf([pairing], now).length;
    return {
      to: `/my/pairings/${id}`,
      name: partner.displayName,
      isHere: id === chosen,
      icon: <PersonAvatar person={partner} size={20} />,
      after: asked > 0 && (
        <Badge size="small" aria-label={t('together.askedOf', { count: asked })}>
          {asked}
        </Badge>
      ),
    };
  });
  return <Ways label={t('together.pairings')} ways={ways} />;
}
