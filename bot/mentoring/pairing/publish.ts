import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { publish } from './transitions.ts';

/** Offers every proposed pairing to its mentee and asks them by chat; answers how many there were. */
export async function publishPairings(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<number, 'not-found' | 'nothing-proposed'>> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    const offered = (await stores.pairings.ofProgramme(programmeId)).flatMap((pairing) => {
      const published = publish(pairing);
      return published.ok ? [published.pairing] : [];
    });
    if (offered.length === 0) return refused('nothing-proposed');
    await stores.pairings.update(offered);
    for (const pairing of offered) {
      await stores.enqueue('ask.send', { pairingId: pairing.id, personId: pairing.menteeId });
    }
    return done(offered.length);
  });
}
