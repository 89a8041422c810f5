import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useMyPairings } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** A page of the pairing at the address, below its title and the way back; what to say where there is none. */
export function OfPairing(props: {
  readonly title: (pairing: MyPairing) => string;
  readonly children: (pairing: MyPairing) => ReactNode;
}) {
  const { title, children } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  const { pairingId } = useParams();
  const pairings = useMyPairings();
  const pairing = pairings.data?.pairings.find(({ id }) => id === pairingId);
  return (
    <div className={styles.stack}>
      {pairings.isPending && <RowSkeletons count={4} />}
      {pairings.isError && <Trouble error={pairings.error} again={() => void pairings.refetch()} />}
      {pairings.isSuccess && !pairing && (
        <EmptyState title={t('together.gone.title')} text={t('together.gone.text')}>
          <Button onClick={() => void go('/my')}>{t('my.title')}</Button>
        </EmptyState>
      )}
      {pairing && (
        <>
          <PageHeader
            title={title(pairing)}
            sub={`${pairing.partner.displayName} · ${pairing.programme.name}`}
            back={{ to: `/my/pairings/${pairing.id}`, label: t('my.title') }}
          />
          {children(pairing)}
        </>
      )}
    </div>
  );
}
