import { z } from 'zod';
import { BulkPage, Bulks, type Deed } from '../../bot/http/contract/bulk.ts';
import { OnePairing, Pairings } from '../../bot/http/contract/pairings.ts';
import { useAct, useApiQuery, usePages } from './queries.ts';

/** Pairings to a page. */
const pageSize = '100';

/** The published pairings that a query asks for, page by page as they are wanted. */
export function usePairings(id: string, query: URLSearchParams) {
  const asked = new URLSearchParams(query);
  asked.set('limit', pageSize);
  return usePages(Pairings, `/programmes/${id}/pairings?${asked.toString()}`, 5_000);
}

/** One pairing with its meetings. */
export const useOnePairing = (id: string, pairingId: string) =>
  useApiQuery(OnePairing, `/programmes/${id}/pairings/${pairingId}`);

/** What has been done with many pairings, the newest first. */
export const useBulks = (id: string) =>
  useApiQuery(Bulks, `/programmes/${id}/bulk`, (data) => (data?.bulks[0]?.endedAt === null ? 1_000 : 20_000));

/** The first of those with which nothing was done. */
export const useSkipped = (id: string, bulkId: string) =>
  useApiQuery(BulkPage, `/programmes/${id}/bulk/${bulkId}?skipped=true&limit=500`);

/** Which pairings something is done with: those named, or all that the query asks for but some. */
export type Selection =
  | { readonly kind: 'these'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

/** Has something done with many pairings. */
export const useBulk = (id: string) =>
  useAct(
    z.object({ id: z.uuid() }),
    ({ deed, selection, filter }: { deed: Deed; selection: Selection; filter: URLSearchParams }) => [
      'POST',
      `/programmes/${id}/bulk`,
      {
        deed,
        selection:
          selection.kind === 'these'
            ? { kind: 'these', ids: [...selection.ids] }
            : { kind: 'all', filter: Object.fromEntries(filter), except: [...selection.except] },
      },
    ],
  );
