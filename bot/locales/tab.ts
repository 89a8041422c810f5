import type { Language } from './languages.ts';

/** The messages of the tab in a language, fetched when they are asked for. */
export const tabMessages: Readonly<Record<Language, () => Promise<object>>> = {
  en: () =>
    both(import('./en/common.json', { with: { type: 'json' } }), import('./en/tab.json', { with: { type: 'json' } })),
  fr: () =>
    both(import('./fr/common.json', { with: { type: 'json' } }), import('./fr/tab.json', { with: { type: 'json' } })),
  de: () =>
    both(import('./de/common.json', { with: { type: 'json' } }), import('./de/tab.json', { with: { type: 'json' } })),
  es: () =>
    both(import('./es/common.json', { with: { type: 'json' } }), import('./es/tab.json', { with: { type: 'json' } })),
  ar: () =>
    both(import('./ar/common.json', { with: { type: 'json' } }), import('./ar/tab.json', { with: { type: 'json' } })),
};

/** What the lead's desk says besides, for the few who open it. */
export const deskMessages: Readonly<Record<Language, () => File>> = {
  en: () => import('./en/desk.json', { with: { type: 'json' } }),
  fr: () => import('./fr/desk.json', { with: { type: 'json' } }),
  de: () => import('./de/desk.json', { with: { type: 'json' } }),
  es: () => import('./es/desk.json', { with: { type: 'json' } }),
  ar: () => import('./ar/desk.json', { with: { type: 'json' } }),
};

type File = Promise<{ readonly default: object }>;
async function both(common: File, tab: File): Promise<object> {
  return { ...(await common).default, ...(await tab).default };
}
