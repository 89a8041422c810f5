import type { Language } from './languages.ts';

/** The messages of the tab in a language, fetched when they are asked for. */
export const tabMessages: Readonly<Record<Language, () => Promise<object>>> = {
  en: () =>
    both(import('./en/common.json', { with: { type: 'json' } }), import('./en/tab.json', { with: { type: 'json' } })),
};

type File = Promise<{ readonly default: object }>;
async function both(common: File, tab: File): Promise<object> {
  return { ...(await common).default, ...(await tab).default };
}
