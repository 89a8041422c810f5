import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json' with { type: 'json' };

/** Starts the texts in the host's language, or English where we do not speak it. */
export async function startTexts(locale: string): Promise<i18n> {
  const texts = createInstance().use(initReactI18next);
  await texts.init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  return texts;
}
