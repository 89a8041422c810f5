import { Button, Card, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { MyPairings, type Me, type MyPairing } from '../../../bot/http/contract/contract.ts';
import { useAct } from '../../api/queries.ts';
import { Reasons } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

/** An offer, to be answered with yes or no. */
export function OfferCard({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const act = useAct(MyPairings, (answer: 'accept' | 'decline') => [
    'POST',
    `/my/pairings/${pairing.id}/answer`,
    { answer },
  ]);
  const { displayName: name, jobTitle } = pairing.partner;
  return (
    <Card className={styles.asked}>
      <h2 className={styles.heading}>{t('my.asked')}</h2>
      <Text>{t(`my.offer.${pairing.role}`, { name, programme: pairing.programme.name })}</Text>
      {jobTitle !== null && <Text className={styles.quiet}>{jobTitle}</Text>}
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
    </Card>
  );
}

/** The agreement, to be signed. */
export function AgreementCard({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const act = useAct(MyPairings, () => ['POST', `/my/pairings/${pairing.id}/sign`]);
  const names = [me.displayName, pairing.partner.displayName];
  const [mentee, mentor] = pairing.role === 'mentee' ? names : names.toReversed();
  const { cadence, lengthMinutes: minutes } = pairing.programme;
  const often = t(`agreement.cadences.${cadence}`);
  const lines = [
    ...t('agreement.lines', { returnObjects: true, mentee, mentor, minutes, cadence: often }),
    t('agreement.worry.lead'),
  ];
  return (
    <Card className={styles.asked}>
      <h2 className={styles.heading}>{t('agreement.title', { mentee, mentor })}</h2>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabled={act.isPending} onClick={() => act.mutate(undefined)}>
          {t('agreement.sign')}
        </Button>
      </div>
    </Card>
  );
}
