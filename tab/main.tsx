import { createRoot } from 'react-dom/client';
import { directionOf, languageOf } from '../bot/locales/languages.ts';
import { App } from './app.tsx';
import { createApi, readClientConfig } from './api/client.ts';
import { startTexts } from './locales/i18n.ts';

const root = createRoot(document.getElementById('root') ?? document.body);

try {
  const { host: around } = await readClientConfig();
  const host =
    around === 'sandbox'
      ? await (await import('./teams/sandbox-host.ts')).sandboxHost()
      : await (await import('./teams/teams-host.ts')).teamsHost();
  const texts = await startTexts(host.locale);
  const language = languageOf(host.locale);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  root.render(<App host={host} api={createApi(() => host.token())} texts={texts} />);
  host.ready();
} catch (error) {
  reportError(error);
  root.render(<p role="alert">Vantage could not start. Open it in Microsoft Teams, or try again in a moment.</p>);
}
