import { Card, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { useMyPairings, useParticipations } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { AnotherRoundCards } from './closing/another-round-card.tsx';
import { AgreementCard, OfferCard } from './asked.tsx';
import { CheckInCard } from './check-in.tsx';
import { ChoicesCard } from './choices.tsx';
import { MeetingsCard } from './meetings.tsx';
import { isToCome, stands } from './meetings-to-come.ts';
import { NewTimeCard } from './new-time.tsx';
import { NextMeeting } from './next-meeting.tsx';
import { PartnerCard } from './partner.tsx';
import { Progress } from './progress.tsx';
import { EndedCard, PausedCard } from './rest.tsx';
import { RhythmCard } from './rhythm.tsx';
import { TimesCard } from './times.tsx';

/** The first page of a participant: what is asked now, the next meeting, and with whom. */
export function MyMentoring({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const pairings = useMyPairings();
  const participations = useParticipations();
  const enrolled = participations.data?.participations ?? [];
  return (
    <div className={styles.stack}>
      <Trouble error={pairings.error} />
      <AnotherRoundCards />
      {endedLast(pairings.data?.pairings ?? []).map((pairing) => (
        <section
          key={pairing.id}
          className={styles.stack}
          aria-label={`${pairing.partner.displayName} · ${pairing.programme.name}`}
        >
          <OnePairing pairing={pairing} me={me} />
        </section>
      ))}
      {pairings.data?.pairings.length === 0 && (
        <Card>
          <Text>{participations.isSuccess && enrolled.length === 0 ? t('my.notEnrolled') : t('my.none')}</Text>
        </Card>
      )}
      {enrolled.map((one) => (
        <ChoicesCard key={one.programmeId} participation={one} />
      ))}
    </div>
  );
}

/** What goes on comes before what has ended. */
const endedLast = (pairings: readonly MyPairing[]): readonly MyPairing[] =>
  pairings.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'));

function OnePairing({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const styles = usePageStyles();
  const { state, series, meetings } = pairing;
  const about = meetings.length > 0 && <MeetingsCard pairing={pairing} me={me} />;
  // Of one that rests or has ended nothing is asked.
  if (state === 'closed' || state === 'paused') {
    return (
      <>
        {state === 'closed' ? <EndedCard pairing={pairing} /> : <PausedCard pairing={pairing} />}
        <div className={mergeClasses(styles.columns, styles.top)}>
          {state === 'paused' && <PartnerCard pairing={pairing} me={me} />}
          {about}
        </div>
      </>
    );
  }
  const isActive = state === 'active';
  const rhythm = isActive && series && <RhythmCard pairing={pairing} series={series} me={me} />;
  return (
    <>
      {pairing.asked === 'answer' && <OfferCard pairing={pairing} />}
      {pairing.asked === 'sign' && <AgreementCard pairing={pairing} me={me} />}
      {isActive && series?.state === 'offered' && <TimesCard pairing={pairing} series={series} me={me} />}
      {isActive &&
        stands(series) &&
        meetings
          .filter((meeting) => isToCome(meeting) && meeting.options.length > 0 && meeting.pending === null)
          .map((meeting) => <NewTimeCard key={meeting.id} pairing={pairing} meeting={meeting} me={me} />)}
      {meetings
        .filter((meeting) => meeting.checkIn?.answered === false)
        .map((meeting) => (
          <CheckInCard key={meeting.id} pairing={pairing} meeting={meeting} me={me} />
        ))}
      <Progress pairing={pairing} me={me} />
      <div className={styles.columns}>
        {isActive && (stands(series) || meetings.some((meeting) => meeting.state === 'planned')) && (
          <NextMeeting pairing={pairing} me={me} />
        )}
        <PartnerCard pairing={pairing} me={me} />
        {!about && rhythm}
      </div>
      {isActive && about && (
        <div className={mergeClasses(styles.columns, styles.top)}>
          {about}
          {rhythm}
        </div>
      )}
    </>
  );
}
