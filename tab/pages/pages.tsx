import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import type { Me } from '../../bot/http/contract/me.ts';
import { useMe, useSurroundings } from '../api/queries.ts';
import { Connection } from '../components/connection.tsx';
import { PageBoundary } from '../components/page-boundary.tsx';
import { PageLink } from '../components/page-link.tsx';
import { CardSkeletons } from '../components/skeletons.tsx';
import { usePageStyles } from '../components/styles.ts';
import { Trouble } from '../components/trouble.tsx';
import { Ways } from '../components/ways.tsx';
import { addDeskTexts } from '../locales/i18n.ts';
import { MyMentoring } from './my/home/my-mentoring.tsx';

// Each page is fetched when it is opened; the first one comes with the tab.
const AgendaPage = lazy(async () => ({ default: (await import('./agenda/agenda-page.tsx')).AgendaPage }));
const SidePanel = lazy(async () => ({ default: (await import('./side-panel/side-panel.tsx')).SidePanel }));
const MeetingsPage = lazy(async () => ({ default: (await import('./my/pairing/meetings-page.tsx')).MeetingsPage }));
const AgreementPage = lazy(async () => ({ default: (await import('./my/pairing/agreement-page.tsx')).AgreementPage }));
const SummariesPage = lazy(async () => ({ default: (await import('./my/pairing/summaries-page.tsx')).SummariesPage }));
const AnswersPage = lazy(async () => ({ default: (await import('./my/pairing/answers-page.tsx')).AnswersPage }));
const WhoSeesWhat = lazy(async () => ({ default: (await import('./my/who-sees-what.tsx')).WhoSeesWhat }));
const SignUpPage = lazy(async () => ({ default: (await import('./sign-up/sign-up-page.tsx')).SignUpPage }));
const ProfilePage = lazy(async () => ({ default: (await import('./profile/profile-page.tsx')).ProfilePage }));
const MyDataPage = lazy(async () => ({ default: (await import('./my-data/my-data-page.tsx')).MyDataPage }));
/** The lead's desk, with what it says. */
const deskWith = (texts: i18n) =>
  lazy(async () => {
    const [{ Desk }] = await Promise.all([import('./lead/desk.tsx'), addDeskTexts(texts)]);
    return { default: Desk };
  });

const useStyles = makeStyles({
  content: { margin: '0 auto', padding: '0 16px 24px', boxSizing: 'border-box', maxWidth: '1080px' },
  /** The desk has lists to show. */
  wide: { maxWidth: '1440px' },
  main: { outlineStyle: 'none' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 16px',
    paddingTop: '24px',
    fontSize: tokens.fontSizeBase200,
  },
});

/** The page at the address, below what all pages have. */
export function Pages() {
  const me = useMe();
  const { host } = useSurroundings();
  const styles = useStyles();
  const shared = usePageStyles();
  const { pathname } = useLocation();
  if (me.isPending) {
    return (
      <div className={mergeClasses(styles.content, shared.stack)}>
        <CardSkeletons />
      </div>
    );
  }
  if (me.isLoadingError) {
    return (
      <div className={mergeClasses(styles.content, shared.stack)}>
        <Trouble error={me.error} again={() => void me.refetch()} />
      </div>
    );
  }
  const isDesk = pathname.startsWith('/lead');
  return (
    <div className={mergeClasses(styles.content, isDesk && styles.wide)}>
      <Connection />
      {!host.isSidePanel && <Sections me={me.data} />}
      <Main me={me.data} />
      {!host.isSidePanel && <Foot />}
    </div>
  );
}

const sections = ['/my', '/my/profile', '/lead'] as const;

/** The ways to the three parts of the tab. */
function Sections({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const names = { '/my': t('my.title'), '/my/profile': t('pages.profile'), '/lead': t('pages.lead') };
  const here = sections.findLast((one) => pathname === one || pathname.startsWith(`${one}/`)) ?? '/my';
  const shown = sections.filter((one) => one !== '/lead' || me.isLead);
  return <Ways label={t('sections')} ways={shown.map((to) => ({ to, name: names[to], isHere: to === here }))} />;
}

function Main({ me }: { readonly me: Me }) {
  const { t, i18n: texts } = useTranslation();
  const [Desk] = useState(() => deskWith(texts));
  const styles = useStyles();
  const shared = usePageStyles();
  const { host } = useSurroundings();
  const { pathname } = useLocation();
  const { isLead } = me;
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  // Whoever goes to another page by keyboard, or hears it, goes on from its beginning.
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <main ref={main} tabIndex={-1} className={styles.main}>
      <h1 className={shared.heard}>{t(pathname.startsWith('/lead') ? 'pages.lead' : 'my.title')}</h1>
      <PageBoundary at={pathname}>
        <Suspense fallback={<CardSkeletons />}>
          <Routes>
            <Route path="/my" element={<MyMentoring me={me} />} />
            <Route path="/my/pairings/:pairingId" element={<MyMentoring me={me} />} />
            <Route path="/my/pairings/:pairingId/meetings" element={<MeetingsPage me={me} />} />
            <Route path="/my/pairings/:pairingId/agreement" element={<AgreementPage me={me} />} />
            <Route path="/my/pairings/:pairingId/summaries" element={<SummariesPage me={me} />} />
            <Route path="/my/pairings/:pairingId/answers" element={<AnswersPage me={me} />} />
            <Route path="/my/who-sees-what" element={<WhoSeesWhat />} />
            <Route path="/my/meetings/:meetingId" element={<AgendaPage me={me} />} />
            <Route path="/meeting" element={<SidePanel me={me} />} />
            <Route path="/my/sign-up" element={<SignUpPage />} />
            <Route path="/my/profile" element={<ProfilePage />} />
            <Route path="/my/data" element={<MyDataPage />} />
            {isLead && <Route path="/lead/*" element={<Desk me={me} />} />}
            <Route
              path="*"
              element={
                <Navigate to={host.isSidePanel ? '/meeting' : (host.subPage ?? (isLead ? '/lead' : '/my'))} replace />
              }
            />
          </Routes>
        </Suspense>
      </PageBoundary>
    </main>
  );
}

/** Ways to what is seldom looked for. */
function Foot() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <nav className={styles.foot} aria-label={t('pages.more')}>
      <PageLink to="/my/who-sees-what">{t('pages.whoSeesWhat')}</PageLink>
      <PageLink to="/my/data">{t('pages.data')}</PageLink>
    </nav>
  );
}
