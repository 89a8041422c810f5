import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { z } from 'zod';
import * as contract from '../../bot/http/contract/contract.ts';
import type { Host } from '../teams/host.ts';
import type { Api } from './client.ts';

/** What every page needs of its surroundings. */
export interface Surroundings {
  readonly api: Api;
  readonly host: Host;
}
export const SurroundingsContext = createContext<Surroundings | null>(null);

export function useSurroundings(): Surroundings {
  const found = useContext(SurroundingsContext);
  if (!found) throw new Error('a page stands outside the app');
  return found;
}

/** Milliseconds between two looks while something is on its way. */
const soon = 1_500;
const later = 20_000;

function useApiQuery<T extends z.ZodType>(
  shape: T,
  path: string,
  pace: (data: z.output<T> | undefined) => number = () => later,
): UseQueryResult<z.output<T>> {
  const { api } = useSurroundings();
  return useQuery({
    queryKey: [path],
    queryFn: () => api(shape, 'GET', path),
    refetchInterval: (query) => pace(query.state.data),
  });
}

export const useMe = () => useApiQuery(contract.Me, '/me');
export const useProgrammes = () => useApiQuery(z.object({ programmes: z.array(contract.Programme) }), '/programmes');
export const useMyPairings = () =>
  useApiQuery(contract.MyPairings, '/my/pairings', (data) =>
    data?.pairings.some((one) => one.state === 'active' && one.series?.state !== 'booked') === true ? soon : 5_000,
  );
export const useParticipations = () => useApiQuery(contract.Participations, '/my/participations');
export const useImports = (id: string) =>
  useApiQuery(z.object({ imports: z.array(contract.ImportRun) }), `/programmes/${id}/imports`, (data) =>
    data?.imports.some((run) => run.state === 'reading') === true ? soon : later,
  );
export const usePeople = (id: string, query: string) =>
  useApiQuery(contract.PeoplePage, `/programmes/${id}/people?${query}`, () => 5_000);
export const usePairings = (id: string) => useApiQuery(contract.Pairings, `/programmes/${id}/pairings`, () => 4_000);

/** Something somebody does; afterwards everything shown is asked for anew. */
export function useAct<T extends z.ZodType, Input>(
  shape: T,
  request: (input: Input) => readonly [method: string, path: string, body?: unknown],
) {
  const { api } = useSurroundings();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => {
      const [method, path, body] = request(input);
      return api(shape, method, path, body);
    },
    onSettled: () => client.invalidateQueries(),
  });
}
