import type { Ports } from '../ports.ts';

/**
 * Somebody could not be reached: looks whether the directory still knows them. Whoever it does not has left, and is written
 * to no more; the lead sees it.
 */
export async function lookForPerson(ports: Ports, tenantId: string, personId: string): Promise<void> {
  const person = await ports.inTenant(tenantId, (stores) => stores.people.byId(personId));
  const entraObjectId = person?.entraObjectId ?? null;
  if (entraObjectId === null) return;
  const found = await ports.directory.find(tenantId, [entraObjectId]);
  if (found.has(entraObjectId)) return;
  await ports.inTenant(tenantId, async (stores) => {
    const known = await stores.conversations.ofPerson(entraObjectId);
    await stores.conversations.save(entraObjectId, {
      reference: known?.reference ?? null,
      reach: 'left',
      mutedAt: known?.mutedAt ?? null,
      triedAt: known?.triedAt ?? null,
      refused: known?.refused ?? null,
    });
  });
}
