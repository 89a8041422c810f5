import type { BotMessage, Identity } from '../chat/chat.ts';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { isAsked, requestMessage } from './help-message.ts';
import { settle, type HelpRequest } from './help-request.ts';
import { partnersIn } from './look-for-help.ts';

/** Whoever was asked says by chat that they have read it, or that nothing more is to be done. */
export async function settleHelp(
  ports: Ports,
  who: Identity,
  helpId: string,
  state: 'seen' | 'done',
): Promise<Outcome<BotMessage, 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const request = await stores.help.byId(helpId, { forUpdate: true });
    const programme = request && (await stores.programmes.byId(request.programmeId));
    if (!me || !programme || !isAsked(request, programme, me)) return refused('not-found');
    const settled = settle(request, state, ports.clock.now());
    await stores.help.save(settled);
    await refreshNotices(stores, [helpId]);
    return done(await requestMessage(stores, settled, programme));
  });
}

/** A lead says the same in the tab. */
export async function settleAsLead(
  ports: Ports,
  who: Identity,
  lead: Lead,
  programmeId: string,
  helpId: string,
  state: 'seen' | 'done',
): Promise<Outcome<null, 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const request = await stores.help.byId(helpId, { forUpdate: true });
    const isTheirs = request?.programmeId === programmeId && (await isForLead(stores, request, who));
    if (!request || !isTheirs) return refused('not-found');
    const now = ports.clock.now();
    await stores.help.save(settle(request, state, now));
    await refreshNotices(stores, [helpId]);
    // Not who asked: another lead may be the other side of their pairing.
    await noteAct(stores, lead, now, programmeId, state === 'done' ? 'help-done' : 'help-seen');
    return done(null);
  });
}

/**
 * Whether a lead may see it: it was asked of the lead, and they are not the other side of a pairing of whoever asks, who must
 * never learn of it.
 */
export async function isForLead(
  stores: Stores,
  request: HelpRequest,
  { entraObjectId }: Pick<Identity, 'entraObjectId'>,
): Promise<boolean> {
  if (request.to !== 'lead') return false;
  const asker: Person = present(await stores.people.byId(request.personId), 'asker');
  const partners = await partnersIn(stores, request.programmeId, asker);
  return [asker, ...partners].every((one) => one.entraObjectId !== entraObjectId);
}
