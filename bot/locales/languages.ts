/** The languages that are spoken here, each with its message files in a folder of its name. */
export const languages = ['en', 'fr', 'de', 'es', 'ar'] as const;
export type Language = (typeof languages)[number];

/** The language to speak with somebody whose client is set to `locale` (`fr-CA`): English where it is none of ours. */
export const languageOf = (locale: string | null): Language => spokenIn(locale) ?? 'en';

function spokenIn(locale: string | null): Language | undefined {
  const primary = locale?.split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/** Which way a language is written. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** How `Intl` writes dates, times and numbers beside messages. */
export interface Writing {
  readonly locale: string;
  readonly hourCycle: 'h12' | 'h23';
}

/**
 * How dates, times and numbers are written for somebody whose client is set to `locale`: in the language of the messages
 * beside them, by the rules of their region. Hours have 24, save in Arabic, where a day is told in two halves. Digits in
 * Arabic are those that Outlook shows and that counts within messages have: `10:05`.
 */
export function writingOf(locale: string | null): Writing {
  const language = languageOf(locale);
  const hourCycle = language === 'ar' ? 'h12' : 'h23';
  return { locale: language === 'ar' ? `${regional(locale, 'ar')}-u-nu-latn` : regional(locale, language), hourCycle };
}

/** `locale` without anything but language and region; the language as it is read everywhere where it is none of ours. */
function regional(locale: string | null, language: Language): string {
  const parts = /^([a-z]{2})[-_](?:[a-z]{4}[-_])?([a-z]{2}|\d{3})(?:[-_]|$)/i.exec(locale ?? '');
  if (parts?.[2] !== undefined && spokenIn(locale) !== undefined) return `${language}-${parts[2].toUpperCase()}`;
  return language === 'en' ? 'en-GB' : language;
}
