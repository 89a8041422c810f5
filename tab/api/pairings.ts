import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { BulkPage, Bulks, type Deed } from '../../bot/http/contract/bulk.ts';
import * as contract from '../../bot/http/contract/contract.ts';
import { OnePairing } from '../../bot/http/contract/pairings.ts';
import { useAct, useApiQuery, useSurroundings } from './queries.ts';
import { useLive } from './use-live.tsx';

/** Pairings to a page. */
const pageSize = '100';

/** The published pairings that a query asks for, page by page as they are wanted. */
export function usePairings(id: string, query: URLSearchParams) {
  const { api } = useSurroundings();
  const isTold = useLive().state === 'open';
  const asked = new URLSearchParams(query);
  asked.set('limit', pageSize);
  const path = `/programmes/${id}/pairings?${asked.toString()}`;
  return useInfiniteQuery({
    queryKey: [path, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api(
        contract.Pairings,
        'GET',
        pageParam === null ? path : `${path}&cursor=${encodeURIComponent(pageParam)}`,
        undefined,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: isTold ? false : 5_000,
  });
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
