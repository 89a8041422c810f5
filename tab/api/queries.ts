import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { z } from 'zod';
import { Attention, AttentionCount } from '../../bot/http/contract/attention.ts';
import { HelpChoices } from '../../bot/http/contract/help.ts';
import { ImportRun } from '../../bot/http/contract/imports.ts';
import { MatchingReview } from '../../bot/http/contract/matching.ts';
import { Me } from '../../bot/http/contract/me.ts';
import { MeetingTimes, type Meeting } from '../../bot/http/contract/meetings.ts';
import { MyPairings, type MyPairing } from '../../bot/http/contract/my-pairings.ts';
import { Participations } from '../../bot/http/contract/participations.ts';
import { PeoplePage, type ProgrammePerson } from '../../bot/http/contract/people.ts';
import { Programme } from '../../bot/http/contract/programme.ts';
import { Rounds } from '../../bot/http/contract/rounds.ts';
import { Times, type SeriesWish } from '../../bot/http/contract/series.ts';
import { WhatIf } from '../../bot/http/contract/what-if.ts';
import type { Host } from '../teams/host.ts';
import { isAskedAgain } from './asked-again.ts';
import type { Api } from './client.ts';
import { useLive } from './use-live.tsx';

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
/** The same while the server tells what changes: only in case that it has not. */
const inCase = 120_000;

export function useApiQuery<T extends z.ZodType>(
  shape: T,
  path: string,
  /** Milliseconds to the next look while nobody tells what changes. */
  pace: (data: z.output<T> | undefined) => number = () => later,
): UseQueryResult<z.output<T>> {
  const { api } = useSurroundings();
  const isTold = useLive().state === 'open';
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(shape, 'GET', path, undefined, signal),
    refetchInterval: (query) => (isTold ? inCase : pace(query.state.data)),
  });
}

/**
 * A list that is fetched page by page as it is wanted, each behind the cursor of the one before. `path`: with its query.
 * `pace`: milliseconds to the next look while nobody tells what changes; false for none.
 */
export function usePages<T extends z.ZodType<{ readonly next: string | null }>>(
  shape: T,
  path: string,
  pace: number | false,
) {
  const { api } = useSurroundings();
  const isTold = useLive().state === 'open';
  return useInfiniteQuery({
    queryKey: [path, 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return api(shape, 'GET', `${path}${cursor}`, undefined, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: isTold ? false : pace,
  });
}

export const useMe = () => useApiQuery(Me, '/me');
export const useProgrammes = () => useApiQuery(z.object({ programmes: z.array(Programme) }), '/programmes');
export const useMyPairings = () =>
  useApiQuery(MyPairings, '/my/pairings', (data) => (data?.pairings.some(isUnderWay) === true ? soon : 5_000));

/** Whether something of it is being done just now, so that it looks different in a moment. */
function isUnderWay({ state, series, meetings }: MyPairing): boolean {
  if (series?.state === 'ending') return true;
  if (state !== 'active') return false;
  const isMade = series === null || ['planned', 'booking', 'changing'].includes(series.state);
  // Times are being looked for.
  const isSought = (one: Meeting) => one.state === 'open' && one.options.length === 0 && one.problem === null;
  return isMade || meetings.some((one) => one.pending !== null || isSought(one));
}

/** Both calendars are read for such an answer: it is asked for once, not again by itself, and not kept. */
const askedOnce = { gcTime: 0, refetchOnWindowFocus: false, meta: { isAskedOnce: true } };

/** Starts to which a meeting can be moved. */
export function useMeetingTimes(meetingId: string) {
  const { api } = useSurroundings();
  const path = `/my/meetings/${meetingId}/times`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(MeetingTimes, 'GET', path, undefined, signal),
    ...askedOnce,
  });
}

/** The best times of a series, were it changed like this; nothing is changed by asking. */
export function useSeriesTimes(pairingId: string, wish: SeriesWish | null) {
  const { api } = useSurroundings();
  const path = `/my/pairings/${pairingId}/series/times`;
  return useQuery({
    queryKey: [path, wish],
    queryFn: ({ signal }) => api(Times, 'POST', path, wish, signal),
    enabled: wish !== null,
    ...askedOnce,
  });
}
export const useParticipations = () => useApiQuery(Participations, '/my/participations');
export const useImports = (id: string) =>
  useApiQuery(z.object({ imports: z.array(ImportRun) }), `/programmes/${id}/imports`, (data) =>
    data?.imports.some((run) => run.state === 'reading') === true ? soon : later,
  );
/** People whose name or address holds `search`, for choosing one; null while nobody is looked for. */
export function useFoundPeople(id: string, role: ProgrammePerson['role'], search: string | null) {
  const { api } = useSurroundings();
  const query = new URLSearchParams({ limit: '20', role: role ?? '', search: search ?? '' });
  const path = `/programmes/${id}/people?${query.toString()}`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(PeoplePage, 'GET', path, undefined, signal),
    enabled: search !== null,
    placeholderData: keepPreviousData,
  });
}
/** Whom I can ask for help with a pairing, and what I have asked. */
export const useHelpChoices = (pairingId: string) => useApiQuery(HelpChoices, `/my/pairings/${pairingId}/help`);
/** What the lead may have to see to. */
export const useAttention = (id: string) => useApiQuery(Attention, `/programmes/${id}/attention`);
/** How many things there are to see to. */
export const useAttentionCount = (id: string) => useApiQuery(AttentionCount, `/programmes/${id}/attention/count`);

/** The rounds, newest first: small, so they are what is watched while one runs. */
export const useRounds = (id: string) =>
  useApiQuery(Rounds, `/programmes/${id}/rounds`, (data) => (data?.rounds[0]?.state === 'running' ? soon : later));

/** What the newest round led to: large, so it is asked for again when a round begins or ends, and now and then. */
export function useMatching(id: string) {
  const { api } = useSurroundings();
  const rounds = useRounds(id);
  const newest = rounds.data?.rounds[0];
  return useQuery({
    queryKey: [`/programmes/${id}/matching`, newest?.id, newest?.state],
    queryFn: () => api(MatchingReview, 'GET', `/programmes/${id}/matching`),
    enabled: rounds.isSuccess,
    placeholderData: keepPreviousData,
    refetchInterval: later,
  });
}

/** Two people of whom is asked what pairing them would mean. */
export interface Couple {
  readonly menteeId: string;
  readonly mentorId: string;
}

/** What pairing these two would mean; nothing is changed by asking. */
export function useWhatIf(id: string, couple: Couple | null) {
  const { api } = useSurroundings();
  return useQuery({
    queryKey: [`/programmes/${id}/what-if`, couple],
    queryFn: ({ signal }) => api(WhatIf, 'POST', `/programmes/${id}/what-if`, couple, signal),
    enabled: couple !== null,
    refetchOnWindowFocus: false,
  });
}

/** Something somebody does; afterwards everything shown is asked for anew. */
export function useAct<T extends z.ZodType, Input>(
  shape: T,
  request: (input: Input) => readonly [method: string, path: string, body?: unknown],
  /** By which others find it while it is on its way. */
  mutationKey: readonly unknown[] = [],
) {
  const { api } = useSurroundings();
  const client = useQueryClient();
  return useMutation({
    mutationKey,
    mutationFn: async (input: Input) => {
      const [method, path, body] = request(input);
      return api(shape, method, path, body);
    },
    onSettled: () => client.invalidateQueries({ predicate: isAskedAgain }),
  });
}
