import {
  FluentProvider,
  makeStyles,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { StrictMode, useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { directionOf, languageOf } from '../bot/locales/languages.ts';
import { ApiProblem, SignInLost, type Api } from './api/client.ts';
import type { Follow } from './api/live.ts';
import { SurroundingsContext } from './api/queries.ts';
import { LiveUpdates } from './api/use-live.tsx';
import { Pages } from './pages/pages.tsx';
import { themeName, type Host } from './teams/host.ts';

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const useStyles = makeStyles({
  page: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
});

/** The whole tab. */
export function App(props: { readonly host: Host; readonly api: Api; readonly texts: i18n; readonly follow: Follow }) {
  const { host, api, texts, follow } = props;
  const [hostTheme, setHostTheme] = useState(host.theme);
  const theme = themeName(hostTheme);
  const styles = useStyles();
  useEffect(() => host.onTheme(setHostTheme), [host]);
  const surroundings = useMemo(() => ({ api, host }), [api, host]);
  const [client] = useState(
    () =>
      new QueryClient({
        // What the server has refused is not asked again by itself.
        defaultOptions: { queries: { retry: (count, error) => count < 2 && !isRefused(error) } },
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
              <LiveUpdates follow={follow}>
                <BrowserRouter basename="/tab">
                  {/* Not on the provider: it hands its class on to everything that opens over the page. */}
                  <div className={styles.page}>
                    <Pages />
                  </div>
                </BrowserRouter>
              </LiveUpdates>
            </QueryClientProvider>
          </SurroundingsContext.Provider>
        </FluentProvider>
      </I18nextProvider>
    </StrictMode>
  );
}

const isRefused = (error: Error): boolean => error instanceof ApiProblem || error instanceof SignInLost;
