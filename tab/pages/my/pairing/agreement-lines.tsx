import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { usePageStyles } from '../../../components/styles.ts';

/** Who of the two is who, by name. */
export function namesOf(pairing: MyPairing, me: Me): { readonly mentee: string; readonly mentor: string } {
  const [mine, theirs] = [me.displayName, pairing.partner.displayName];
  return pairing.role === 'mentee' ? { mentee: mine, mentor: theirs } : { mentee: theirs, mentor: mine };
}

/** What the two agree on, line by line. */
export function AgreementLines({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const { mentee, mentor } = namesOf(pairing, me);
  const styles = usePageStyles();
  const { cadence, lengthMinutes: minutes } = pairing.programme;
  const lines = [
    ...t('agreement.lines', {
      returnObjects: true,
      mentee,
      mentor,
      minutes,
      cadence: t(`agreement.cadences.${cadence}`),
    }),
    t('agreement.worry.lead'),
  ];
  return (
    <ol className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}
