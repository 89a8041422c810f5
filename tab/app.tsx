import {
  FluentProvider,
  makeStyles,
  Spinner,
  Tab,
  TabList,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { lazy, StrictMode, Suspense, useEffect, useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { BrowserRouter, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { directionOf, languageOf } from '../bot/locales/languages.ts';
import { ApiProblem, type Api } from './api/client.ts';
import { SurroundingsContext, useMe } from './api/queries.ts';
import { usePageStyles } from './components/styles.ts';
import { Trouble } from './components/trouble.tsx';
import { MyMentoring } from './pages/my/my-mentoring.tsx';
import { AgendaPage } from './pages/my/agenda-page.tsx';
import type { Host } from './teams/host.ts';

// Few people lead a programme: their desk is fetched when it is opened.
const Desk = lazy(async () => ({ default: (await import('./pages/lead/desk.tsx')).Desk }));

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const useStyles = makeStyles({
  page: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
  content: { maxWidth: '1080px', margin: '0 auto', padding: '16px', boxSizing: 'border-box' },
});

/** The whole tab. */
export function App({ host, api, texts }: { readonly host: Host; readonly api: Api; readonly texts: i18n }) {
  const [theme, setTheme] = useState(host.theme);
  const styles = useStyles();
  useEffect(() => host.onTheme(setTheme), [host]);
  const surroundings = useMemo(() => ({ api, host }), [api, host]);
  const [client] = useState(
    () =>
      new QueryClient({
        // What the server has refused is not asked again by itself.
        defaultOptions: { queries: { retry: (count, error) => count < 2 && !(error instanceof ApiProblem) } },
      }),
  );
  return (
    <StrictMode>
      <I18nextProvider i18n={texts}>
        <FluentProvider
          theme={themes[theme]}
          dir={directionOf(languageOf(host.locale))}
          // What the browser draws itself (dates, bars) follows the theme too.
          style={{ colorScheme: theme === 'default' ? 'light' : 'dark' }}
        >
          <SurroundingsContext.Provider value={surroundings}>
            <QueryClientProvider client={client}>
              <BrowserRouter basename="/tab">
                {/* Not on the provider: it hands its class on to everything that opens over the page. */}
                <div className={styles.page}>
                  <main className={styles.content}>
                    <Pages />
                  </main>
                </div>
              </BrowserRouter>
            </QueryClientProvider>
          </SurroundingsContext.Provider>
        </FluentProvider>
      </I18nextProvider>
    </StrictMode>
  );
}

function Pages() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const me = useMe();
  const place = useLocation();
  const go = useNavigate();
  if (me.isPending) return <Spinner label={t('loading')} />;
  if (me.isError) return <Trouble error={me.error} />;
  const { isLead } = me.data;
  const section = place.pathname.startsWith('/lead') ? '/lead' : '/my';
  return (
    <>
      <h1 className={styles.heard}>{t(section === '/lead' ? 'lead.title' : 'my.title')}</h1>
      {isLead && (
        <TabList
          selectedValue={section}
          onTabSelect={(_, { value }) => void go(String(value))}
          aria-label={t('sections')}
          className={styles.tabs}
        >
          <Tab value="/my">{t('my.title')}</Tab>
          <Tab value="/lead">{t('lead.title')}</Tab>
        </TabList>
      )}
      <Suspense fallback={<Spinner label={t('loading')} />}>
        <Routes>
          <Route path="/my" element={<MyMentoring me={me.data} />} />
          <Route path="/my/meetings/:meetingId" element={<AgendaPage me={me.data} />} />
          {isLead && <Route path="/lead/*" element={<Desk me={me.data} />} />}
          <Route path="*" element={<Navigate to={isLead ? '/lead' : '/my'} replace />} />
        </Routes>
      </Suspense>
    </>
  );
}
