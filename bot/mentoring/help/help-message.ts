import type { BotMessage } from '../chat/chat.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import { partnerOf } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { HelpRequest } from './help-request.ts';

/** What whoever was asked is told; null for everybody else. */
export async function readHelpRequest(
  stores: Stores,
  { helpId }: SubjectOf<'help-request'>,
  me: Person,
): Promise<Reading | null> {
  const request = present(await stores.help.byId(helpId), 'request for help');
  const programme = present(await stores.programmes.byId(request.programmeId), 'programme');
  if (!isAsked(request, programme, me)) return null;
  return { message: await requestMessage(stores, request, programme), isDue: request.state !== 'done' };
}

/** Whether somebody is the one who was asked, by chat. */
export function isAsked({ to, contactId }: HelpRequest, { ledBy }: Programme, me: Person): boolean {
  return to === 'contact' ? contactId === me.id : ledBy !== null && ledBy === me.entraObjectId;
}

/** The request as whoever was asked sees it. */
export async function requestMessage(
  stores: Stores,
  request: HelpRequest,
  programme: Programme,
): Promise<Extract<BotMessage, { readonly kind: 'help-request' }>> {
  const { id: helpId, personId, pairingId, wants, words, state } = request;
  const pairing = pairingId === null ? null : present(await stores.pairings.byId(pairingId), 'pairing');
  return {
    kind: 'help-request',
    helpId,
    asker: present(await stores.people.byId(personId), 'asker'),
    partner: pairing && present(await stores.people.byId(partnerOf(pairing, personId)), 'partner'),
    programme: programme.name,
    wants,
    words,
    state,
  };
}
