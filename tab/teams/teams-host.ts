import { app, authentication, FrameContexts } from '@microsoft/teams-js';
import { subPageOf, type Host } from './host.ts';

/** Teams, Outlook or Microsoft 365 around the tab. Throws when there is none. */
export async function teamsHost(): Promise<Host> {
  await app.initialize();
  const context = await app.getContext();
  const listeners = new Set<(theme: string) => void>();
  app.registerOnThemeChangeHandler((theme) => {
    for (const listener of listeners) listener(theme);
  });
  return {
    locale: context.app.locale,
    theme: context.app.theme,
    onTheme(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    subPage: subPageOf(context.page.subPageId),
    isSidePanel: context.page.frameContext === FrameContexts.sidePanel,
    meetingChatId: context.meeting === undefined ? null : (context.chat?.id ?? null),
    token: () => authentication.getAuthToken(),
    openLink: (url) => void app.openLink(url),
    ready: () => void app.notifySuccess(),
    failed: () => app.notifyFailure({ reason: app.FailedReason.Other }),
  };
}
