import { Badge, mergeClasses, Text } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { LeadPairing } from '../../../../bot/http/contract/contract.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { repeatsText } from '../../../components/repeats.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { dayOf } from '../../../components/when.ts';
import { PairingMenu } from './pairing-menu.tsx';

/** One pairing: how it stands, what became of its meetings, and what the lead can do about it. */
export function PairingItem(props: { readonly pairing: LeadPairing; readonly programmeId: string }) {
  const { pairing, programmeId } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const { series, mentor, mentee } = pairing;
  const state = stateShown(pairing);
  const isGoingOn = pairing.state === 'active' || pairing.state === 'paused';
  const isBound = isGoingOn || pairing.state === 'offered';
  const repeats = series && repeatsText(series, mentee.timeZone, host.locale, t);
  const until = pairing.state === 'paused' ? (series?.pausedUntil ?? null) : null;
  const facts = [
    ...(pairing.nextMeetingAt === null ? [] : [t('lead.next', { when: dayOf(pairing.nextMeetingAt, host.locale) })]),
    ...(pairing.meetingsHeld + pairing.meetingsPlanned === 0
      ? []
      : [t('lead.heldCount', { held: pairing.meetingsHeld, planned: pairing.meetingsPlanned })]),
    ...(pairing.meetingsWithoutAgenda === 0 ? [] : [t('lead.withoutAgenda', { count: pairing.meetingsWithoutAgenda })]),
    ...(repeats === null ? [] : [repeats]),
    ...(pairing.checkInsSent > 0
      ? [t('lead.checkIns', { answered: pairing.checkInsAnswered, sent: pairing.checkInsSent })]
      : []),
    ...(until === null ? [] : [t('lead.pausedUntil', { day: dayOf(`${until}T12:00:00`, host.locale) })]),
    ...(series?.state === 'offered' && series.decideBy !== null
      ? [t('lead.decideBy', { day: dayOf(series.decideBy, host.locale) })]
      : []),
  ];
  const changes = [
    changesText(mentee.displayName, pairing.changes.mentee, t),
    changesText(mentor.displayName, pairing.changes.mentor, t),
  ].filter((one) => one !== null);
  const unreached = (['mentee', 'mentor'] as const).flatMap((role) => {
    const why = pairing.reach[role];
    if (!isBound || why === 'reached') return [];
    return [t('attention.whyOf', { name: pairing[role].displayName, why: t(`attention.why.${why}`) })];
  });
  return (
    <li className={styles.item}>
      <div className={mergeClasses(styles.grow, styles.tight)}>
        <Text weight="semibold">{t('lead.mentors', { mentor: mentor.displayName, mentee: mentee.displayName })}</Text>
        {facts.length > 0 && <Text className={styles.quiet}>{facts.join(' · ')}</Text>}
        {changes.length > 0 && (
          <Text className={styles.quiet} size={200}>
            {changes.join(' · ')}
          </Text>
        )}
        {unreached.length > 0 && (
          <Text className={styles.quiet} size={200}>
            {unreached.join(' · ')}
          </Text>
        )}
        {isGoingOn && series?.problem && <Text>{t(`lead.bookingProblem.${series.problem}`)}</Text>}
        {isGoingOn && series?.changeProblem && series.changeProblem !== series.problem && (
          <Text>
            {series.changeProblem === 'invitation-missing'
              ? t('lead.bookingProblem.invitation-missing')
              : `${t('lead.changeProblem')} ${t(`lead.bookingProblem.${series.changeProblem}`)}`}
          </Text>
        )}
      </div>
      {/* They go together to a line of their own where there is no room beside the names. */}
      <div className={styles.row}>
        <Badge appearance="tint" color={colours[state] ?? 'informative'}>
          {t(`lead.state.${state}`)}
        </Badge>
        {isGoingOn && <PairingMenu pairing={pairing} programmeId={programmeId} />}
      </div>
    </li>
  );
}

const colours: Readonly<Record<string, 'danger' | 'success'>> = {
  failed: 'danger',
  booked: 'success',
  verified: 'success',
};

/** What is waited for; of an active pairing, how far its meetings are. */
function stateShown({ state, waitingFor, series }: LeadPairing) {
  if (state === 'offered') return waitingFor === 'answers' ? 'answers' : 'signatures';
  return state === 'active' ? (series?.state ?? 'planned') : state;
}

/** `Petra Lindqvist: 2 moved, 1 declined`; null for somebody who has changed nothing. */
function changesText(name: string, counts: LeadPairing['changes']['mentee'], t: TFunction): string | null {
  const { moved, cancelled, declined } = counts;
  const words = [
    ...(moved === 0 ? [] : [t('lead.changed.moved', { count: moved })]),
    ...(cancelled === 0 ? [] : [t('lead.changed.cancelled', { count: cancelled })]),
    ...(declined === 0 ? [] : [t('lead.changed.declined', { count: declined })]),
  ];
  return words.length === 0 ? null : t('lead.changedBy', { name, changes: words.join(', ') });
}
