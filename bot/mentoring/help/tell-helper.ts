import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { present } from '../outcome.ts';
import { knowPerson } from '../people/know-person.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { HelpRequest } from './help-request.ts';

/** Has whoever was asked for help told of it by chat, once; a lead sees it in the tab too. */
export async function tellHelper(ports: Ports, tenantId: string, helpId: string): Promise<void> {
  const found = await ports.inTenant(tenantId, (stores) => read(stores, helpId));
  // Whoever asked had themselves erased meanwhile.
  if (!found) return;
  const helper = await findHelper(ports, tenantId, found.request, found.ledBy);
  if (!helper) return;
  await ports.inTenant(tenantId, async (stores) => {
    if (!(await stores.help.byId(helpId))) return;
    await planNotice(stores, helper.id, { kind: 'help-request', helpId }, ports.clock.now());
    // They may have added words since.
    await refreshNotices(stores, [helpId]);
  });
}

async function findHelper(
  ports: Ports,
  tenantId: string,
  { contactId }: HelpRequest,
  ledBy: string | null,
): Promise<Person | null> {
  if (contactId !== null) return ports.inTenant(tenantId, (stores) => stores.people.byId(contactId));
  return ledBy === null ? null : knowPerson(ports, tenantId, { entraObjectId: ledBy });
}

async function read(stores: Stores, helpId: string) {
  const request = await stores.help.byId(helpId);
  if (!request) return null;
  const programme = present(await stores.programmes.byId(request.programmeId), 'programme');
  return { request, ledBy: programme.ledBy };
}
