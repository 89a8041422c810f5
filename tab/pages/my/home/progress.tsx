import { Text } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { Card } from '../../../components/card.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { instantOf } from '../../../components/when.ts';
import { useClocks, type Clocks } from '../clocks.ts';

/** What is waited for, or what is being done just now, and what did not happen. Nothing while all is as it should be. */
export function Progress({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const clocks = useClocks(me, pairing.partner);
  const { series } = pairing;
  const now = nowText(pairing, clocks, t);
  const problem = pairing.state === 'active' ? (series?.changeProblem ?? null) : null;
  if (now === null && problem === null) return null;
  return (
    <Card>
      {now !== null && <Text role="status">{now}</Text>}
      {problem !== null && (
        <Text role="status" className={problem === 'invitation-missing' ? styles.quiet : ''}>
          {t(`my.changeProblem.${problem}`)}
        </Text>
      )}
    </Card>
  );
}

function nowText({ asked, waitingFor, state, series, partner }: MyPairing, clocks: Clocks, t: TFunction) {
  const name = partner.displayName;
  if (asked !== 'nothing') return null;
  if (waitingFor === 'mentor-answer' || waitingFor === 'signatures') return t(`my.waiting.${waitingFor}`, { name });
  if (state !== 'active') return null;
  const first = series?.start ? clocks.at(instantOf(series.start)) : '';
  switch (series?.state) {
    case undefined:
    case 'planned':
      return t('my.waiting.planned');
    case 'booking':
      return t('my.waiting.booking', { first });
    case 'changing':
      return t('my.waiting.changing', { first });
    case 'failed':
      return series.problem === 'deleted-in-outlook' ? t('my.waiting.deleted') : t('my.waiting.failed');
    default:
      return null;
  }
}
