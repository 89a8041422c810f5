import { v7 as newId } from 'uuid';
import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { askedAlready, type HelpRequest, type HelpWanted } from './help-request.ts';
import { helpChoice, type HelpChoice } from './look-for-help.ts';

/** What came of asking. `contact-away`: the chat does not reach them, so nothing was kept or sent. */
export type AskedForHelp =
  | { readonly kind: 'passed-on'; readonly choice: HelpChoice; readonly request: HelpRequest }
  | { readonly kind: 'contact-away'; readonly choice: HelpChoice; readonly contact: Person };

/**
 * Passes on that somebody needs help to whom they chose, and to nobody else. Once, however often the same is sent.
 * `nobody-to-ask`: whom they chose is not offered to them any more.
 */
export async function askForHelp(
  ports: Ports,
  who: Identity,
  pairingId: string | null,
  wanted: HelpWanted,
): Promise<Outcome<AskedForHelp, 'not-found' | 'nobody-to-ask'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const choice = me && (await helpChoice(stores, me, pairingId));
    if (!me || !choice) return refused('not-found');
    const contact = wanted.to === 'contact' ? choice.contact : null;
    if (wanted.to === 'lead' ? !choice.lead : !contact) return refused('nobody-to-ask');
    if (contact && !choice.isContactHere) return done({ kind: 'contact-away', choice, contact });
    const request = await keep(stores, me, choice, { ...wanted, contactId: contact?.id ?? null }, ports);
    return done({ kind: 'passed-on', choice, request });
  });
}

async function keep(
  stores: Stores,
  me: Person,
  { programme, pairing }: HelpChoice,
  wanted: HelpWanted & Pick<HelpRequest, 'contactId'>,
  { clock }: Ports,
): Promise<HelpRequest> {
  // Two taps at once make one request.
  await stores.people.lock([me.id]);
  const pairingId = pairing?.id ?? null;
  const theirs = (await stores.help.ofPerson(me.id)).filter(({ programmeId }) => programmeId === programme.id);
  const before = askedAlready(theirs, { ...wanted, pairingId });
  const request: HelpRequest =
    before === null
      ? {
          id: newId(),
          programmeId: programme.id,
          pairingId,
          personId: me.id,
          ...wanted,
          state: 'open',
          askedAt: clock.now(),
          seenAt: null,
          doneAt: null,
        }
      : { ...before, wants: wanted.wants, words: wanted.words };
  await stores.help.save(request);
  stores.happened({ kind: 'help.asked' });
  await stores.enqueue('help.tell', { helpId: request.id }, { key: request.id });
  return request;
}
