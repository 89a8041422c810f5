import { deliver } from '../chat/deliver.ts';
import type { Ports } from '../ports.ts';
import { askMessage } from './ask-message.ts';

/**
 * Tells somebody by chat what is asked of them, if it still is. May come twice after a crash between sending and the
 * job's end: a second card does no harm, since answers count once.
 */
export async function sendAsk(ports: Ports, tenantId: string, pairingId: string, personId: string): Promise<void> {
  const ask = await ports.inTenant(tenantId, async (stores) => {
    const pairing = await stores.pairings.byId(pairingId);
    const me = await stores.people.byId(personId);
    const message = pairing && me && (await askMessage(stores, pairing, me));
    return me && message ? { me, message } : null;
  });
  if (ask) await deliver(ports, tenantId, ask.me.entraObjectId, ask.message);
}
