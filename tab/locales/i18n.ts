import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageOf } from '../../bot/locales/languages.ts';
import { reading } from '../../bot/locales/messages.ts';
import { deskMessages, tabMessages } from '../../bot/locales/tab.ts';

/** Starts the texts in the host's language, or English where we do not speak it. */
export async function startTexts(locale: string): Promise<i18n> {
  const language = languageOf(locale);
  const texts = createInstance().use(initReactI18next);
  await texts.init({
    ...reading,
    lng: language,
    ns: 'tab',
    defaultNS: 'tab',
    resources: { [language]: { tab: await tabMessages[language]() } },
  });
  return texts;
}

/** Adds what the lead's desk says to the texts, before it is drawn. */
export async function addDeskTexts(texts: i18n): Promise<void> {
  const language = languageOf(texts.language);
  texts.addResourceBundle(language, 'tab', (await deskMessages[language]()).default, true);
}
