import {
  Badge,
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { OnePairing } from '../../../../bot/http/contract/pairings.ts';
import { useOnePairing } from '../../../api/pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { PersonLine } from '../../../components/person.tsx';
import { Reasons } from '../../../components/reasons.tsx';
import { repeatsText } from '../../../components/repeats.ts';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayAndTime, dayOf } from '../../../components/when.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { HealthWord } from './health-word.tsx';
import { PairingMenu } from './pairing-menu.tsx';
import { changesOf, stateColours, stateShown } from './pairing-words.ts';

const useStyles = makeStyles({
  drawer: { width: '480px', maxWidth: '100vw' },
  part: { display: 'flex', flexDirection: 'column', gap: '8px', paddingBottom: '20px', overflowWrap: 'anywhere' },
  people: { display: 'flex', flexDirection: 'column', gap: '12px' },
  meeting: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '2px 12px',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** All that the lead may see of one pairing, beside the list, with what can be done about it. */
export function PairingDrawer(props: {
  readonly programmeId: string;
  readonly pairingId: string;
  readonly close: () => void;
}) {
  const { programmeId, pairingId, close } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const found = useOnePairing(programmeId, pairingId);
  const pairing = found.data;
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={
        pairing
          ? t('lead.mentors', { mentor: pairing.mentor.displayName, mentee: pairing.mentee.displayName })
          : t('loading')
      }
      onOpenChange={(_, { open }) => {
        if (!open) close();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <>
              {pairing && isGoingOn(pairing) && <PairingMenu pairing={pairing} programmeId={programmeId} />}
              <Button appearance="subtle" aria-label={t('close')} icon={<DismissRegular />} onClick={close} />
            </>
          }
        >
          {t('pairings.one')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {found.isPending && <RowSkeletons count={4} />}
        <Trouble error={found.error} again={() => void found.refetch()} />
        {pairing && <Details pairing={pairing} />}
      </DrawerBody>
    </OverlayDrawer>
  );
}

const isGoingOn = ({ state }: OnePairing): boolean => state === 'active' || state === 'paused';

function Details({ pairing }: { readonly pairing: OnePairing }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const { host } = useSurroundings();
  const number = useNumbers();
  const { mentee, mentor, series, meetings } = pairing;
  const state = stateShown(pairing);
  const isBound = isGoingOn(pairing) || pairing.state === 'offered';
  const repeats = series && repeatsText(series, mentee.timeZone, host.locale, t);
  const until = pairing.state === 'paused' ? (series?.pausedUntil ?? null) : null;
  const facts = [
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
  const unreached = (['mentee', 'mentor'] as const).flatMap((role) => {
    const why = pairing.reach[role];
    if (!isBound || why === 'reached') return [];
    return [t('attention.whyOf', { name: pairing[role].displayName, why: t(`attention.why.${why}`) })];
  });
  return (
    <>
      <div className={styles.part}>
        <div className={styles.people}>
          <PersonLine person={mentor} size={48} />
          <Text className={page.quiet} size={200}>
            {t('lead.mentors', { mentor: mentor.displayName, mentee: mentee.displayName })}
          </Text>
          <PersonLine person={mentee} size={48} />
        </div>
        <div className={page.row}>
          <Badge appearance="tint" color={stateColours[state] ?? 'informative'}>
            {t(`lead.state.${state}`)}
          </Badge>
          <HealthWord pairing={pairing} />
        </div>
        {pairing.healthReasons.map((one) => (
          <Text key={one}>{t(`pairings.reasons.${one}`)}</Text>
        ))}
        {isGoingOn(pairing) && series?.problem && <Text>{t(`lead.bookingProblem.${series.problem}`)}</Text>}
        {isGoingOn(pairing) && series?.changeProblem && series.changeProblem !== series.problem && (
          <Text>
            {series.changeProblem === 'invitation-missing'
              ? t('lead.bookingProblem.invitation-missing')
              : `${t('lead.changeProblem')} ${t(`lead.bookingProblem.${series.changeProblem}`)}`}
          </Text>
        )}
        {[...facts, ...changesOf(pairing, t), ...unreached].map((one) => (
          <Text key={one} className={page.quiet}>
            {one}
          </Text>
        ))}
        <div className={page.row}>
          <Reasons reasons={pairing.reasons} />
        </div>
      </div>
      <section className={styles.part}>
        <h3 className={page.heading}>{t('pairings.meetings')}</h3>
        {meetings.length === 0 && <Text className={page.quiet}>{t('pairings.noMeetings')}</Text>}
        <ul className={page.list}>
          {meetings.map((one) => (
            <li key={one.number} className={styles.meeting}>
              <Text>{t('pairings.meeting', { number: number(one.number) })}</Text>
              <Text className={page.quiet}>
                {one.state === 'open'
                  ? t('pairings.meetingStates.open')
                  : `${dayAndTime(one.startsAt, host.locale)} · ${t(`pairings.meetingStates.${one.state}`)}`}
                {one.state !== 'cancelled' && ` · ${t(one.hasAgenda ? 'pairings.agendaSet' : 'pairings.agendaNotSet')}`}
              </Text>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
