const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * The language of a tag as files and mailboxes write it (`en-GB`): its primary subtag in lower case, `en`. Null for what
 * names no language.
 */
export function languageOf(tag: string): string | null {
  try {
    // The types do not know that `und` has none.
    const { language } = new Intl.Locale(tag) as { readonly language?: string };
    if (language?.length === 3) return language;
    // Longer ones are words like "english"; of two letters every language has its own, and "jp" is none.
    return language?.length === 2 && names.of(language) !== undefined ? language : null;
  } catch {
    // A RangeError is how the platform says that this is no tag.
    return null;
  }
}
