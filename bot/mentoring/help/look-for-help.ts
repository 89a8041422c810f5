import type { BotMessage, Identity } from '../chat/chat.ts';
import { isReachable } from '../chat/conversation.ts';
import { present } from '../outcome.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { isOpen, partnerOf, type Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { HelpRequest } from './help-request.ts';
import type { HelpMessage } from './messages.ts';
import { byId } from '../by-id.ts';

/** Whom somebody can ask for help, and how they can leave at once. */
export interface HelpChoice {
  readonly programme: Programme;
  /** Null where it is about no pairing. */
  readonly pairing: Pairing | null;
  readonly partner: Person | null;
  /** Whether whoever leads the programme can be asked. */
  readonly lead: boolean;
  readonly contact: Person | null;
  /** Whether the chat reaches the neutral contact. */
  readonly isContactHere: boolean;
  readonly exit: 'end' | 'decline' | null;
}

/**
 * Whom somebody can ask about one of their pairings, or about their newest programme. Nobody is offered who is one of the
 * two, now or before: the other side never learns of it. Null for a pairing that is not theirs, and for those in no programme.
 */
export async function helpChoice(stores: Stores, me: Person, pairingId: string | null): Promise<HelpChoice | null> {
  const pairing = pairingId === null ? null : await myPairing(stores, me, pairingId);
  if (pairingId !== null && !pairing) return null;
  const programme = pairing
    ? present(await stores.programmes.byId(pairing.programmeId), 'programme')
    : await newestProgramme(stores, me);
  if (!programme) return null;
  const partners = await partnersIn(stores, programme.id, me);
  const named = programme.neutralContact;
  const [contact] = named === null ? [] : await stores.people.byUserPrincipalNames([named]);
  const isAside = ({ id }: Person) => id !== me.id && partners.every((one) => one.id !== id);
  const theLead = programme.ledBy;
  return {
    programme,
    pairing,
    partner: pairing && (partners.find(({ id }) => id === partnerOf(pairing, me.id)) ?? null),
    lead: theLead === null || [me, ...partners].every(({ entraObjectId }) => entraObjectId !== theLead),
    ...(contact && isAside(contact)
      ? { contact, isContactHere: await isHere(stores, contact) }
      : { contact: null, isContactHere: false }),
    exit: pairing && exitOf(pairing),
  };
}

/** Everybody somebody is or was paired with in a programme. */
export async function partnersIn(stores: Stores, programmeId: string, me: Person): Promise<readonly Person[]> {
  const pairings = (await stores.pairings.ofPerson(me.id)).filter((one) => one.programmeId === programmeId);
  return stores.people.byIds(pairings.map((pairing) => partnerOf(pairing, me.id)));
}

/** What somebody who writes that they need help is shown; changes nothing. Null for those in no programme. */
export async function answerHelpWish(ports: Ports, who: Identity): Promise<BotMessage | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (!me) return null;
    const open = (await stores.pairings.ofPerson(me.id)).filter((one) => isOpen(one) && shownTo(me, one) !== null);
    const [only, ...others] = open;
    if (only && others.length > 0) {
      const partners = byId(await stores.people.byIds(open.map((one) => partnerOf(one, me.id))));
      const pairings = open.map((one) => ({
        pairingId: one.id,
        partner: present(partners.get(partnerOf(one, me.id)), 'partner'),
      }));
      return { kind: 'help-which', pairings };
    }
    return choiceMessage(stores, me, only?.id ?? null);
  });
}

/** Whom somebody can ask about a pairing, as a card. */
export async function lookForHelp(ports: Ports, who: Identity, pairingId: string | null): Promise<BotMessage> {
  const message = await ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return me && choiceMessage(stores, me, pairingId);
  });
  return message ?? { kind: 'no-longer-open', reason: 'not-yours' };
}

/** The same within a transaction; null where there is nothing to choose. */
export async function choiceMessage(
  stores: Stores,
  me: Person,
  pairingId: string | null,
): Promise<Extract<HelpMessage, { readonly kind: 'help-choice' }> | null> {
  const choice = await helpChoice(stores, me, pairingId);
  if (!choice) return null;
  const { partner, lead, contact, isContactHere, exit } = choice;
  const contactAddress = contact && !isContactHere ? contact.userPrincipalName : null;
  return { kind: 'help-choice', pairingId, partner, lead, contact, contactAddress, exit };
}

async function isHere(stores: Stores, { entraObjectId }: Person): Promise<boolean> {
  return entraObjectId !== null && isReachable(await stores.conversations.ofPerson(entraObjectId));
}

async function newestProgramme(stores: Stores, me: Person): Promise<Programme | null> {
  const programmes = await Promise.all(
    (await stores.participants.ofPerson(me.id)).map(({ programmeId }) => stores.programmes.byId(programmeId)),
  );
  // Ids of version 7 order by time.
  return programmes.filter((one) => one !== null).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null;
}

async function myPairing(stores: Stores, me: Person, pairingId: string): Promise<Pairing | null> {
  const pairing = await stores.pairings.byId(pairingId);
  return pairing && shownTo(me, pairing) ? pairing : null;
}

function exitOf({ state }: Pairing): HelpChoice['exit'] {
  if (state === 'offered') return 'decline';
  return state === 'active' || state === 'paused' ? 'end' : null;
}

/** Whom somebody can ask about a pairing, and what they have asked about it; null where it is not theirs. */
export async function myHelp(
  ports: Ports,
  who: Identity,
  pairingId: string,
): Promise<{ readonly choice: HelpChoice; readonly requests: readonly HelpRequest[] } | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const choice = me && (await helpChoice(stores, me, pairingId));
    if (!me || !choice) return null;
    const requests = (await stores.help.ofPerson(me.id)).filter((one) => one.pairingId === pairingId);
    return { choice, requests };
  });
}
