import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { AgreementLines } from '../pairing/agreement-lines.tsx';

/** The agreement, to be signed. */
export function Sign({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const act = useAct(MyPairings, () => ['POST', `/my/pairings/${pairing.id}/sign`]);
  return (
    <>
      <AgreementLines pairing={pairing} me={me} />
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabled={act.isPending} onClick={() => act.mutate(undefined)}>
          {t('agreement.sign')}
        </Button>
      </div>
    </>
  );
}
