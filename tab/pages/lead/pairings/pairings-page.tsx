import { Badge, Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { LeadPairing } from '../../../bot/http/contract/contract.ts';
import { useAct, usePairings, useSurroundings } from '../../api/queries.ts';
import { repeatsText } from '../../components/repeats.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

type Pairing = NonNullable<ReturnType<typeof usePairings>['data']>['pairings'][number];

/** Where every published pairing stands: states, counts and dates, nothing that was said. */
export function PairingsPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const pairings = usePairings(programmeId);
  const published = pairings.data?.pairings ?? [];
  return (
    <div className={styles.stack}>
      <Trouble error={pairings.error} />
      {pairings.isSuccess && published.length === 0 && <Text>{t('lead.noPairings')}</Text>}
      <ul className={styles.list}>
        {published.map((pairing) => (
          <OnePairing key={pairing.id} pairing={pairing} programmeId={programmeId} />
        ))}
      </ul>
    </div>
  );
}

/** What is waited for; of an active pairing, how far its meetings are. */
function stateShown({ state, waitingFor, series }: Pairing) {
  if (state === 'offered') return waitingFor;
  return state === 'active' ? (series?.state ?? 'planned') : state;
}

function OnePairing({ pairing, programmeId }: { readonly pairing: Pairing; readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const retry = useAct(LeadPairing, () => ['POST', `/programmes/${programmeId}/pairings/${pairing.id}/book`]);
  const { series } = pairing;
  const state = stateShown(pairing);
  const day = new Intl.DateTimeFormat(host.locale, { weekday: 'short', day: 'numeric', month: 'short' });
  const facts = [
    ...(pairing.nextMeetingAt === null ? [] : [t('lead.next', { when: day.format(new Date(pairing.nextMeetingAt)) })]),
    ...(series?.state === 'booked'
      ? [
          t('lead.heldCount', { held: pairing.meetingsHeld, planned: pairing.meetingsPlanned }),
          repeatsText(series, pairing.mentee.timeZone, host.locale, t),
        ]
      : []),
    ...(pairing.checkInsSent > 0
      ? [t('lead.checkIns', { answered: pairing.checkInsAnswered, sent: pairing.checkInsSent })]
      : []),
  ];
  return (
    <li className={styles.item}>
      <div className={styles.grow}>
        <Text weight="semibold" block>
          {t('lead.mentors', { mentor: pairing.mentor.displayName, mentee: pairing.mentee.displayName })}
        </Text>
        <Text className={styles.quiet} block>
          {facts.filter((fact) => fact !== null).join(' · ')}
        </Text>
        {series?.problem && <Text block>{t(`lead.bookingProblem.${series.problem}`)}</Text>}
        <Trouble error={retry.error} />
      </div>
      <Badge appearance="tint" color={state === 'failed' ? 'danger' : state === 'booked' ? 'success' : 'informative'}>
        {t(`lead.state.${state}`)}
      </Badge>
      {series?.state === 'failed' && (
        <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate(undefined)}>
          {t('lead.tryAgain')}
        </Button>
      )}
    </li>
  );
}
