import { createRoot } from 'react-dom/client';
import { directionOf, languageOf } from '../bot/locales/languages.ts';
import { App } from './app.tsx';
import { createApi, readClientConfig } from './api/client.ts';
import { followServer } from './api/live.ts';
import { startTexts } from './locales/i18n.ts';
import type { Host } from './teams/host.ts';

const root = createRoot(document.getElementById('root') ?? document.body);

// Not at the top of the module: what is fetched here imports from the piece that this module is in, and would wait for it.
async function start(): Promise<void> {
  let host: Host | null = null;
  try {
    const { host: around } = await readClientConfig();
    host =
      around === 'sandbox'
        ? await (await import('./teams/sandbox-host.ts')).sandboxHost()
        : await (await import('./teams/teams-host.ts')).teamsHost();
    const texts = await startTexts(host.locale);
    const language = languageOf(host.locale);
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    const token = host.token.bind(host);
    root.render(<App host={host} api={createApi(token)} texts={texts} follow={followServer(token)} />);
    host.ready();
  } catch (error) {
    reportError(error);
    root.render(<p role="alert">Vantage could not start. Open it in Microsoft Teams, or try again in a moment.</p>);
    host?.failed();
  }
}

void start();
