import type { InitOptions } from 'i18next';
import type chat from './en/chat.json';
import type common from './en/common.json';
import type desk from './en/desk.json';
import type tab from './en/tab.json';

type Common = typeof common;

// English says which messages there are: a key that it does not have does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'tab';
    resources: { chat: Common & typeof chat; tab: Common & typeof tab & typeof desk };
  }
}

/** How the messages are read, by the bot and by the tab. */
export const reading = {
  fallbackLng: 'en',
  // React and the cards make text safe by themselves.
  interpolation: { escapeValue: false },
} as const satisfies InitOptions;
