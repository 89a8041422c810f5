import type { Stores } from '../ports.ts';

/** Languages offered to everybody, besides those that people here speak. */
const usualLanguages = ['en', 'fr', 'de', 'es', 'ar'];

/** Languages that somebody may choose from, as `Person.languages`: the usual, those spoken here, and their own. */
export async function languageChoices(stores: Stores, own: readonly string[]): Promise<readonly string[]> {
  return [...new Set([...usualLanguages, ...own, ...(await stores.people.languages())])].toSorted();
}
