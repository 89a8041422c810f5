/** The languages that are spoken here, each with its message files in a folder of its name. */
export const languages = ['en'] as const;
export type Language = (typeof languages)[number];

/** The language to speak with somebody whose client is set to `locale` (`fr-CA`): English where it is none of ours. */
export function languageOf(locale: string | null): Language {
  const primary = locale?.split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === primary) ?? 'en';
}

/** Which way a language is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
