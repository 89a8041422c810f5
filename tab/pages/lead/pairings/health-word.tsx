import { Badge, Tooltip } from '@fluentui/react-components';
import { CheckmarkCircleRegular, PauseCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { LeadPairing } from '../../../../bot/http/contract/pairings.ts';

const looks = {
  'on-track': { icon: <CheckmarkCircleRegular />, color: 'success' },
  quiet: { icon: <PauseCircleRegular />, color: 'informative' },
  'needs-a-look': { icon: <WarningRegular />, color: 'warning' },
} as const;

/** How a pairing does, in a word; why, to whoever points at it or hears it. */
export function HealthWord({ pairing }: { readonly pairing: Pick<LeadPairing, 'health' | 'healthReasons'> }) {
  const { t } = useTranslation();
  const { health, healthReasons } = pairing;
  if (health === null) return null;
  const why =
    healthReasons.length === 0
      ? t('pairings.onTrack')
      : healthReasons.map((one) => t(`pairings.reasons.${one}`)).join(' ');
  const { icon, color } = looks[health];
  return (
    <Tooltip content={why} relationship="description">
      <Badge appearance="tint" color={color} icon={icon}>
        {t(`pairings.healths.${health}`)}
      </Badge>
    </Tooltip>
  );
}
