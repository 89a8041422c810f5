import { createInstance, type TFunction } from 'i18next';
import chatAr from './ar/chat.json' with { type: 'json' };
import commonAr from './ar/common.json' with { type: 'json' };
import chatDe from './de/chat.json' with { type: 'json' };
import commonDe from './de/common.json' with { type: 'json' };
import chatEn from './en/chat.json' with { type: 'json' };
import commonEn from './en/common.json' with { type: 'json' };
import chatEs from './es/chat.json' with { type: 'json' };
import commonEs from './es/common.json' with { type: 'json' };
import chatFr from './fr/chat.json' with { type: 'json' };
import commonFr from './fr/common.json' with { type: 'json' };
import type { Language } from './languages.ts';
import { reading } from './messages.ts';

const resources: Readonly<Record<Language, { readonly chat: object }>> = {
  en: { chat: { ...commonEn, ...chatEn } },
  fr: { chat: { ...commonFr, ...chatFr } },
  de: { chat: { ...commonDe, ...chatDe } },
  es: { chat: { ...commonEs, ...chatEs } },
  ar: { chat: { ...commonAr, ...chatAr } },
};
const messages = createInstance();
// All is at hand: nothing has to be waited for.
void messages.init({ ...reading, ns: 'chat', defaultNS: 'chat', resources, initAsync: false });

/** What the bot says in a language, by key, filled in with values. */
export type ChatMessages = TFunction<'chat'>;
export const chatIn = (language: Language): ChatMessages => messages.getFixedT(language, 'chat');
