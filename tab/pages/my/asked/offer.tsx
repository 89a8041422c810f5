import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { PersonLine } from '../../../components/person.tsx';
import { Reasons } from '../../../components/reasons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** An offer, to be answered with yes or no. */
export function Offer({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const act = useAct(MyPairings, (answer: 'accept' | 'decline') => [
    'POST',
    `/my/pairings/${pairing.id}/answer`,
    { answer },
  ]);
  return (
    <>
      <PersonLine person={pairing.partner} size={56} />
      <Reasons reasons={pairing.reasons} />
      <Text>{t('my.youDecide')}</Text>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabled={act.isPending} onClick={() => act.mutate('accept')}>
          {t('offer.accept')}
        </Button>
        <Button disabled={act.isPending} onClick={() => act.mutate('decline')}>
          {t('offer.decline')}
        </Button>
      </div>
    </>
  );
}
