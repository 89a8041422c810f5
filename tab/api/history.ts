import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { History } from '../../bot/http/contract/history.ts';
import { useSurroundings } from './queries.ts';
import { useLive } from './use-live.tsx';

/** What leads have done, page by page. */
export function useHistory(id: string, query: URLSearchParams) {
  const { api } = useSurroundings();
  const isTold = useLive().state === 'open';
  const path = `/programmes/${id}/history?${query.toString()}`;
  return useInfiniteQuery({
    queryKey: [path, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api(History, 'GET', pageParam === null ? path : `${path}&cursor=${pageParam}`, undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: isTold ? false : 20_000,
  });
}

/** The same as a table to take away. A plain link would not carry the token. */
export function useHistoryTable(id: string, query: URLSearchParams, taken: (table: Blob) => void) {
  const { api } = useSurroundings();
  return useMutation({
    mutationFn: () => api(z.instanceof(Blob), 'GET', `/programmes/${id}/history.csv?${query.toString()}`),
    onSuccess: taken,
  });
}
