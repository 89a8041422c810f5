import { createInstance, type TFunction } from 'i18next';
import chatEn from './en/chat.json' with { type: 'json' };
import commonEn from './en/common.json' with { type: 'json' };
import type { Language } from './languages.ts';
import { reading } from './messages.ts';

const messages = createInstance();
await messages.init({
  ...reading,
  ns: 'chat',
  defaultNS: 'chat',
  resources: { en: { chat: { ...commonEn, ...chatEn } } },
});

/** What the bot says in a language, by key, filled in with values. */
export type ChatMessages = TFunction<'chat'>;
export const chatIn = (language: Language): ChatMessages => messages.getFixedT(language, 'chat');
