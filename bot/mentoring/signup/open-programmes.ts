import type { Identity } from '../chat/chat.ts';
import { languageChoices } from '../people/language-choices.ts';
import type { Ports } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { programmesFor } from './enrol-myself.ts';

/** What somebody may sign up for, and what is known of them already. */
export interface OpenProgrammes {
  readonly programmes: readonly Programme[];
  readonly languages: readonly string[];
  /** Languages to choose from. */
  readonly languageChoices: readonly string[];
}

/** Programmes open to somebody who is not in them yet. */
export async function openProgrammes(ports: Ports, who: Identity): Promise<OpenProgrammes> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const languages = me?.languages ?? [];
    return {
      programmes: (await programmesFor(ports, stores, me)).flatMap(({ programme, before }) =>
        before === null ? [programme] : [],
      ),
      languages,
      languageChoices: await languageChoices(stores, languages),
    };
  });
}
