import { CounterBadge, Field, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useNavigate, useParams } from 'react-router';
import type { Me } from '../../../bot/http/contract/me.ts';
import type { Programme } from '../../../bot/http/contract/programme.ts';
import { useAttentionCount, useProgrammes } from '../../api/queries.ts';
import { useNumbers } from '../../components/numbers.ts';
import { CardSkeletons } from '../../components/skeletons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useIsWide } from '../../components/use-is-wide.ts';
import { Ways } from '../../components/ways.tsx';
import { SetUpPage } from './set-up.tsx';

const PeoplePage = lazy(async () => ({ default: (await import('./people.tsx')).PeoplePage }));
const MatchingPage = lazy(async () => ({ default: (await import('./matching/matching-page.tsx')).MatchingPage }));
const PairingsPage = lazy(async () => ({ default: (await import('./pairings/pairings-page.tsx')).PairingsPage }));
const InsightPage = lazy(async () => ({ default: (await import('./insight/insight-page.tsx')).InsightPage }));
const ClosingPage = lazy(async () => ({ default: (await import('./closing/closing-page.tsx')).ClosingPage }));
const AttentionPage = lazy(async () => ({ default: (await import('./attention/attention-page.tsx')).AttentionPage }));
const HistoryPage = lazy(async () => ({ default: (await import('./history/history-page.tsx')).HistoryPage }));

/** The pages of one programme, each at `/lead/<id>/<section>`; `/lead/<section>` leads to that of the newest programme. */
const sections = ['set-up', 'people', 'matching', 'pairings', 'attention', 'insight', 'closing', 'history'] as const;
type Section = (typeof sections)[number];
const isSection = (value: string | undefined): value is Section => sections.some((one) => one === value);

/** Pixels from which the ways to the sections stand beside them. */
const besideFrom = 960;

const useStyles = makeStyles({
  desk: { display: 'flex', flexDirection: 'column', gap: '16px', paddingTop: '16px' },
  beside: { display: 'grid', gridTemplateColumns: '220px minmax(0, 1fr)', alignItems: 'start' },
  ways: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: '0' },
  staying: { position: 'sticky', top: '16px' },
  page: { minWidth: '0', '& > :first-child': { paddingTop: '0' } },
  vertical: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, padding: '4px' },
});

/** The lead's desk: one programme at a time, from set-up to its history. */
export function Desk({ me }: { readonly me: Me }) {
  const programmes = useProgrammes();
  if (programmes.isPending) return <CardSkeletons />;
  if (programmes.isLoadingError) return <Trouble error={programmes.error} again={() => void programmes.refetch()} />;
  const all = programmes.data.programmes;
  return (
    <Routes>
      <Route path="new" element={<NewProgramme me={me} all={all} />} />
      <Route path=":programmeId/*" element={<OneProgramme me={me} all={all} />} />
      <Route path="*" element={<Navigate to={all.length === 0 ? '/lead/new' : '/lead/people'} replace />} />
    </Routes>
  );
}

interface DeskProps {
  readonly me: Me;
  /** Newest last. */
  readonly all: readonly Programme[];
}

function NewProgramme({ me, all }: DeskProps) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  return (
    <div className={styles.stack}>
      {all.length === 0 ? <p>{t('lead.noProgramme')}</p> : <ChooseProgramme all={all} chosen={null} section="set-up" />}
      <SetUpPage programme={null} now={me.now} onSaved={(id) => void go(`/lead/${id}/set-up?step=topics`)} />
    </div>
  );
}

function OneProgramme({ me, all }: DeskProps) {
  const { programmeId } = useParams();
  const styles = useStyles();
  const isBeside = useIsWide(besideFrom);
  const { pathname, search } = useLocation();
  const section = pathname.split('/').find(isSection) ?? 'people';
  const newest = all.at(-1);
  // An address without a programme, as links and people write it.
  if (isSection(programmeId)) {
    return <Navigate to={newest ? `/lead/${newest.id}/${programmeId}${search}` : '/lead/new'} replace />;
  }
  const programme = all.find((one) => one.id === programmeId);
  if (!programme) return <Navigate to="/lead" replace />;
  const { id } = programme;
  return (
    <div className={mergeClasses(styles.desk, isBeside && styles.beside)}>
      <div className={mergeClasses(styles.ways, isBeside && styles.staying)}>
        <ChooseProgramme all={all} chosen={id} section={section} />
        <Sections programmeId={id} section={section} isBeside={isBeside} />
      </div>
      <div className={styles.page}>
        <Suspense fallback={<CardSkeletons />}>
          <Routes>
            <Route
              path="set-up"
              element={<SetUpPage key={id} programme={programme} now={me.now} onSaved={() => undefined} />}
            />
            <Route path="people" element={<PeoplePage key={id} programmeId={id} />} />
            <Route path="matching" element={<MatchingPage key={id} programme={programme} />} />
            <Route path="pairings" element={<PairingsPage key={id} programmeId={id} />} />
            <Route path="attention" element={<AttentionPage key={id} programmeId={id} />} />
            <Route path="history" element={<HistoryPage key={id} programmeId={id} />} />
            <Route path="insight" element={<InsightPage key={id} programme={programme} />} />
            <Route path="closing" element={<ClosingPage key={id} programme={programme} />} />
            <Route path="*" element={<Navigate to={`/lead/${id}/people`} replace />} />
          </Routes>
        </Suspense>
      </div>
    </div>
  );
}

const newOne = 'new';

function ChooseProgramme(props: {
  readonly all: readonly Programme[];
  readonly chosen: string | null;
  /** Where to stay in another programme. */
  readonly section: Section;
}) {
  const { all, chosen, section } = props;
  const { t } = useTranslation();
  const go = useNavigate();
  return (
    <Field label={t('lead.programme')}>
      <Select
        value={chosen ?? newOne}
        onChange={(_, { value }) => void go(value === newOne ? '/lead/new' : `/lead/${value}/${section}`)}
      >
        {all.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
        <option value={newOne}>{t('lead.newProgramme')}</option>
      </Select>
    </Field>
  );
}

/** The ways to the pages of a programme: beside them, or in lines above where there is less room. */
function Sections(props: { readonly programmeId: string; readonly section: Section; readonly isBeside: boolean }) {
  const { programmeId, section, isBeside } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const count = useAttentionCount(programmeId).data?.count ?? 0;
  const number = useNumbers();
  const ways = sections.map((one) => ({
    to: `/lead/${programmeId}/${one}`,
    name: t(`lead.sections.${one}`),
    isHere: one === section,
    after: one === 'attention' && count > 0 && (
      <CounterBadge
        count={count}
        overflowCount={999}
        size="small"
        aria-label={t('toSeeTo.count', { number: number(count) })}
      />
    ),
  }));
  return (
    <Ways
      label={t('lead.programme')}
      ways={ways}
      layout={isBeside ? 'below' : 'tight'}
      {...(isBeside ? { className: styles.vertical } : {})}
    />
  );
}
