import { Button, makeStyles } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useMyPairings, useParticipations } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { CardSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { asksOf } from '../asked/asks.ts';
import { AskedOfYou } from '../asked/asked-of-you.tsx';
import { AnotherRoundCards } from '../closing/another-round-card.tsx';
import { inOrder, stands } from '../meetings-to-come.ts';
import { useNow } from '../../../components/use-now.ts';
import { Commitments } from './commitments.tsx';
import { NextMeeting } from './next-meeting.tsx';
import { PairingWays } from './pairing-ways.tsx';
import { Partner } from './partner.tsx';
import { Progress } from './progress.tsx';
import { Ended, Paused } from './rest.tsx';
import { SoFar } from './so-far.tsx';

/** Milliseconds after which the clocks of the page are looked at again. */
const tick = 20_000;

/** The first page of a participant: what is asked now, the next meeting, and with whom; of one pairing at an address of its own. */
export function MyMentoring({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  const { pairingId } = useParams();
  const pairings = useMyPairings();
  const now = useNow(tick);
  if (pairings.isPending) {
    return (
      <div className={styles.stack}>
        <CardSkeletons />
      </div>
    );
  }
  if (!pairings.data) {
    return (
      <div className={styles.stack}>
        <Trouble error={pairings.error} again={() => void pairings.refetch()} />
      </div>
    );
  }
  const shown = inTurn(pairings.data.pairings, now);
  const chosen = pairingId === undefined ? shown[0] : shown.find(({ id }) => id === pairingId);
  return (
    <div className={styles.stack}>
      {pairings.isError && <Trouble error={pairings.error} again={() => void pairings.refetch()} />}
      <AskedOfYou pairings={chosen ? [chosen, ...shown.filter((one) => one !== chosen)] : shown} me={me} now={now} />
      <AnotherRoundCards />
      {shown.length > 1 && <PairingWays pairings={shown} chosen={chosen?.id ?? null} now={now} />}
      {chosen && (
        <OnePairing key={chosen.id} pairing={chosen} me={me} now={now} isMain={asksOf(shown, now).length === 0} />
      )}
      {!chosen && pairingId === undefined && <Nobody />}
      {!chosen && pairingId !== undefined && (
        <EmptyState title={t('together.gone.title')} text={t('together.gone.text')}>
          <Button onClick={() => void go('/my')}>{t('my.title')}</Button>
        </EmptyState>
      )}
    </div>
  );
}

/** What goes on comes before what has ended, and whoever meets sooner before those who meet later. */
function inTurn(pairings: readonly MyPairing[], now: number): readonly MyPairing[] {
  const next = ({ meetings }: MyPairing) => {
    const found = inOrder(meetings).find(({ state, endsAt }) => state === 'planned' && Date.parse(endsAt) > now);
    return found ? Date.parse(found.startsAt) : Number.MAX_SAFE_INTEGER;
  };
  return pairings.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || next(a) - next(b));
}

/** Of somebody without a pairing: what comes next. */
function Nobody() {
  const { t } = useTranslation();
  const go = useNavigate();
  const participations = useParticipations();
  if (participations.isPending) return <CardSkeletons count={1} />;
  const [enrolled] = participations.data?.participations ?? [];
  if (enrolled || participations.isError) {
    return (
      <EmptyState icon={<PeopleRegular />} title={t('together.nobody.title')} text={t('my.none')}>
        {enrolled && <Button onClick={() => void go('/my/profile')}>{t('together.nobody.profile')}</Button>}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<PeopleRegular />} title={t('together.outside.title')} text={t('my.notEnrolled')}>
      <Button appearance="primary" onClick={() => void go('/my/sign-up')}>
        {t('together.outside.signUp')}
      </Button>
    </EmptyState>
  );
}

const useStyles = makeStyles({
  halves: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: '16px',
    alignItems: 'start',
    '@media (max-width: 719px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  half: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: '0' },
});

function OnePairing(props: {
  readonly pairing: MyPairing;
  readonly me: Me;
  readonly now: number;
  /** Nothing is asked that would come before it. */
  readonly isMain: boolean;
}) {
  const { pairing, me, now, isMain } = props;
  const own = useStyles();
  const { partner, programme, state, series, meetings } = pairing;
  const isActive = state === 'active';
  const isNext = isActive && (stands(series) || meetings.some((one) => one.state === 'planned'));
  // Who is asked whether they want to be paired reads there who it is.
  const isOffer = pairing.asked === 'answer';
  return (
    <section className={own.half} aria-label={`${partner.displayName} · ${programme.name}`}>
      <Progress pairing={pairing} me={me} />
      {!isOffer && (
        <div className={own.halves}>
          <div className={own.half}>
            {state === 'paused' && <Paused pairing={pairing} />}
            {state === 'closed' && <Ended pairing={pairing} />}
            {isNext && <NextMeeting pairing={pairing} me={me} now={now} isMain={isMain} />}
            <Commitments pairing={pairing} />
            {!isNext && isActive && <SoFar pairing={pairing} me={me} />}
          </div>
          <div className={own.half}>
            <Partner pairing={pairing} now={now} />
            {(isNext || !isActive) && <SoFar pairing={pairing} me={me} />}
          </div>
        </div>
      )}
    </section>
  );
}
