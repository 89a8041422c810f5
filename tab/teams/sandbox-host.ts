import { z } from 'zod';
import type { Host } from './host.ts';

const Token = z.object({ token: z.string() });
const Context = z.object({ theme: z.string(), locale: z.string() });
const ThemeMessage = z.object({ type: z.literal('sandbox-theme'), theme: z.string() });

/** The sandbox's page around the tab, which plays Teams on the same origin. */
export async function sandboxHost(): Promise<Host> {
  const context = Context.parse(await (await fetch('/sandbox/context')).json());
  return {
    locale: context.locale,
    theme: context.theme,
    onTheme(changed: (theme: string) => void) {
      const listen = (event: MessageEvent) => {
        if (event.origin !== window.location.origin) return;
        const message = ThemeMessage.safeParse(event.data);
        if (message.success) changed(message.data.theme);
      };
      window.addEventListener('message', listen);
      return () => window.removeEventListener('message', listen);
    },
    // The sandbox's page leads to a page by its address.
    subPage: null,
    isSidePanel: new URLSearchParams(window.location.search).has('sidePanel'),
    meetingChatId: new URLSearchParams(window.location.search).get('chat'),
    token: async () => Token.parse(await (await fetch('/sandbox/token')).json()).token,
    openLink: (url) => void window.open(url, '_blank', 'noopener'),
    ready: () => undefined,
    failed: () => undefined,
  };
}
