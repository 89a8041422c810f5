import { useTranslation } from 'react-i18next';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { Section } from '../../../components/section.tsx';
import { CommitmentLines } from '../../agenda/commitment-lines.tsx';

/** What the mentee has said they would do and has not done yet, for each side to say how it stands. */
export function Commitments({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const { role, partner } = pairing;
  const left = pairing.commitments.filter(({ state }) => state !== 'closed' && state !== 'dropped');
  if (left.length === 0 || pairing.state === 'closed') return null;
  return (
    <Section
      heading={
        role === 'mentee' ? t('agenda.will.standing') : t('agenda.will.theirStanding', { name: partner.displayName })
      }
    >
      <CommitmentLines of={pairing} commitments={left} />
    </Section>
  );
}
