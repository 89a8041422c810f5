import type { Logger } from 'pino';
import type { Installer } from '../../mentoring/chat/installer.ts';
import { TemporaryError } from '../../mentoring/ports.ts';
import type { RateStore } from '../rate-claims.ts';
import { createRateGovernor, MustWait } from '../rate-governor.ts';
import { GraphRefusal, type Graph } from './client.ts';

/** Installations that Teams takes in a second, for each tenant. */
const perSecond = 30;

/**
 * Installs the app through Graph. `appId` is its id in the organisation's catalogue; null where it is not known, and nothing
 * can be installed.
 */
export function createInstaller(
  graph: Graph,
  {
    baseUrl,
    appId,
    rates,
    log,
  }: {
    readonly baseUrl: string;
    readonly appId: string | null;
    readonly rates: RateStore;
    readonly log: Logger;
  },
): Installer {
  const governor = createRateGovernor({
    name: 'installs',
    perSecond,
    allowances: [],
    store: rates,
    log,
    // They stand in Graph's own line after this one, and may leave whenever that lets them.
    transit: Number.POSITIVE_INFINITY,
  });

  const post = async (tenantId: string, entraObjectId: string): Promise<GraphRefusal | null> => {
    try {
      await graph({
        tenantId,
        method: 'POST',
        path: `/users/${entraObjectId}/teamwork/installedApps`,
        body: { 'teamsApp@odata.bind': `${baseUrl}/v1.0/appCatalogs/teamsApps/${appId ?? ''}` },
      });
      return null;
    } catch (error) {
      if (error instanceof GraphRefusal) return error;
      throw error;
    }
  };
  const isThere = async (tenantId: string, entraObjectId: string): Promise<boolean> => {
    try {
      await graph({ tenantId, path: `/users/${entraObjectId}?$select=id` });
      return true;
    } catch (error) {
      if (error instanceof GraphRefusal && error.meaning === 'gone') return false;
      throw error;
    }
  };

  return {
    async install(tenantId, entraObjectId) {
      if (appId === null) return 'no-app';
      const outgoing = { tenantId, within: null, isUrgent: false };
      let refusal: GraphRefusal | null;
      try {
        refusal = await governor.run(outgoing, async () => ({
          value: await post(tenantId, entraObjectId),
          refused: null,
        }));
      } catch (error) {
        if (!(error instanceof MustWait)) throw error;
        throw new TemporaryError('no more installations may be asked for now', error.seconds, { cause: error });
      }
      if (refusal === null) return 'installed';
      if (refusal.status === 409) return 'already';
      // A policy of Teams for somebody refuses with the same code as Graph for want of a permission, but with one within.
      if (refusal.status === 403) return refusal.innerCode === 'AccessDenied' ? 'disabled' : 'not-allowed';
      if (refusal.status !== 404) throw refusal;
      // It does not say what is missing: the person, or the app in the catalogue.
      return (await isThere(tenantId, entraObjectId)) ? 'no-app' : 'person-gone';
    },
  };
}
