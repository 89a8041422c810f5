import type { BrowserContext, FrameLocator, Page } from 'playwright-core';

/** What stands around the tab, and who looks at it. */
export interface Surroundings {
  /** Where the product serves the tab; an origin. */
  readonly address: string;
  /** A token of the tenant for whoever looks at the tab; null where the host has none to give. */
  readonly token: () => Promise<string | null>;
  /** The host's own origin; Teams' when absent. */
  readonly origin?: string;
  /** The page that a deep link leads to, below `/tab`. */
  readonly subPage?: string;
  readonly frame?: 'content' | 'sidePanel';
  /** The chat of the meeting around the tab. */
  readonly meetingChatId?: string;
  readonly theme?: string;
  readonly locale?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Microsoft's page with the tab in a frame, as in a browser in front of Teams. */
export interface TeamsWindow {
  readonly page: Page;
  readonly tab: FrameLocator;
  /** What the tab has asked of its host, each once, in the order in which it first did. */
  readonly asked: readonly string[];
  /** What went wrong in the window since it was opened. */
  readonly problems: readonly string[];
  /** Links that the tab had its host open. */
  readonly opened: readonly string[];
  setTheme(theme: string): Promise<void>;
}

declare global {
  interface Window {
    /** Offered by the test to the host's page. */
    hostHears(func: string, args: readonly unknown[]): Promise<readonly unknown[] | null>;
    /** Offered by the host's page to the test. */
    hostSays(func: string, args: readonly unknown[]): void;
  }
}

const teams = 'https://teams.microsoft.com';
/** What a host can do: all that the tab may use of it. */
const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: {}, chat: {} } };

/**
 * Opens the tab inside a page at an origin of Microsoft, which speaks to it as Teams does: teams-js's own checks of origin
 * and its own messages run. Only the page around the tab is ours; what the tab loads comes from the product.
 */
export async function openInTeams(context: BrowserContext, around: Surroundings): Promise<TeamsWindow> {
  const { address, origin = teams, frame = 'content', theme = 'default', locale = 'en-GB' } = around;
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.setViewportSize(around.size ?? { width: 1280, height: 900 });
  const [asked, problems, opened]: [string[], string[], string[]] = [[], [], []];
  page.on('pageerror', (error) => problems.push(error.message));
  const answers: Readonly<Record<string, (args: readonly unknown[]) => Promise<readonly unknown[]>>> = {
    initialize: async () => [frame, 'web', JSON.stringify(runtime), '2.0.1'],
    getContext: async () => [
      {
        theme,
        locale,
        frameContext: frame,
        entityId: 'vantage',
        subEntityId: around.subPage?.replace(/^\//, ''),
        hostName: 'Teams',
        hostClientType: 'web',
        sessionId: 'session',
        ...(around.meetingChatId === undefined ? {} : { chatId: around.meetingChatId, meetingId: 'meeting' }),
      },
    ],
    'authentication.getAuthToken': async () => {
      const token = await around.token();
      return token === null ? [false, 'CancelledByUser'] : [true, token];
    },
    executeDeepLink: async ([link]) => {
      opened.push(String(link));
      return [true];
    },
  };
  await page.exposeFunction('hostHears', async (func: string, args: readonly unknown[]) => {
    if (!asked.includes(func)) asked.push(func);
    return (await answers[func]?.(args)) ?? null;
  });
  const url = `${origin}/v2/`;
  await page.route(url, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: hostPage(`${address}/tab/`) }),
  );
  await page.goto(url);
  return {
    page,
    tab: page.frameLocator('#tab'),
    asked,
    problems,
    opened,
    setTheme: (to) => page.evaluate((name) => window.hostSays('themeChange', [name]), to),
  };
}

/** The page around the tab: hands on what the tab asks, and answers it alone. */
const hostPage = (tabUrl: string): string => `<!doctype html>
<html lang="en">
  <head><title>Vantage | Microsoft Teams</title></head>
  <body style="margin: 0">
    <iframe id="tab" title="Vantage" src="${tabUrl}" style="border: 0; width: 100%; height: 100vh; display: block"></iframe>
    <script>
      const tab = document.getElementById('tab');
      const origin = new URL(tab.src).origin;
      window.hostSays = (func, args) => tab.contentWindow.postMessage({ func, args }, origin);
      window.addEventListener('message', async ({ source, data }) => {
        if (source !== tab.contentWindow || typeof data?.func !== 'string') return;
        const { id, uuidAsString, func, args } = data;
        const answer = await window.hostHears(func, args);
        if (answer) source.postMessage({ id, uuidAsString, args: answer }, origin);
      });
    </script>
  </body>
</html>`;
