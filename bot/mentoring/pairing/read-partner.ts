import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import { partnerOf, type Pairing } from './pairing.ts';

/** The other one of the two of a pairing, as a person. */
export const readPartner = async (stores: Stores, pairing: Pairing, me: Person): Promise<Person> =>
  present(await stores.people.byId(partnerOf(pairing, me.id)), 'partner');
