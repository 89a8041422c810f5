import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { CouldPair } from '../../bot/http/contract/could-pair.ts';
import { Groups, GroupWithPeople, ImportPreview } from '../../bot/http/contract/imports.ts';
import { Invitations } from '../../bot/http/contract/invitations.ts';
import { PeoplePage } from '../../bot/http/contract/people.ts';
import type { Rules } from '../../bot/http/contract/programme.ts';
import { useApiQuery, usePages, useSurroundings } from './queries.ts';

/** Who could be paired if the rules were these; null while they are none that can be counted with. */
export function useCouldPair(programmeId: string, rules: z.infer<typeof Rules> | null) {
  const { api } = useSurroundings();
  const path = `/programmes/${programmeId}/could-pair`;
  return useQuery({
    queryKey: [path, rules],
    queryFn: ({ signal }) => api(CouldPair, 'POST', path, { rules }, signal),
    enabled: rules !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

/** People of a page. */
const pageSize = 100;

/** The people of a programme that a query is for, page after page. */
export function usePeoplePages(programmeId: string, query: Readonly<Record<string, string>>) {
  const wanted = new URLSearchParams({ ...query, limit: String(pageSize) });
  return usePages(PeoplePage, `/programmes/${programmeId}/people?${wanted.toString()}`, false);
}

/** How many are in a programme. */
export const usePeopleCounts = (programmeId: string) =>
  useApiQuery(PeoplePage, `/programmes/${programmeId}/people?limit=1`);

/** Groups in whose names words begin like these; null while too little is written to look for. */
export function useFoundGroups(search: string | null) {
  const { api } = useSurroundings();
  const path = `/groups?${new URLSearchParams({ search: search ?? '' }).toString()}`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(Groups, 'GET', path, undefined, signal),
    enabled: search !== null,
    placeholderData: keepPreviousData,
    meta: { isAskedOnce: true },
  });
}

/** A group, and how many people are in it. */
export function useGroup(groupId: string | null) {
  const { api } = useSurroundings();
  const path = `/groups/${groupId ?? ''}`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(GroupWithPeople, 'GET', path, undefined, signal),
    enabled: groupId !== null,
    meta: { isAskedOnce: true },
  });
}

/** Who knows that they take part; looked at more often while somebody is being told. */
export function useInvitations(programmeId: string) {
  const { api } = useSurroundings();
  const path = `/programmes/${programmeId}/invitations`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(Invitations, 'GET', path, undefined, signal),
    refetchInterval: ({ state }) => ((state.data?.told['on-its-way'] ?? 0) > 0 ? 3_000 : 20_000),
  });
}

/** Problems of a file that are named at once. */
const problemsAtOnce = 100;

/** What a file would do, and what is wrong with it, page after page. */
export function useFilePreview(programmeId: string, file: File) {
  const { api } = useSurroundings();
  const path = `/programmes/${programmeId}/people/file?preview=true&limit=${problemsAtOnce}`;
  return useInfiniteQuery({
    queryKey: [path, file.name, file.size, file.lastModified],
    queryFn: ({ pageParam, signal }) => api(ImportPreview, 'POST', `${path}&from=${pageParam}`, file, signal),
    initialPageParam: 0,
    getNextPageParam: ({ problemCount }, all) => {
      const named = all.reduce((sum, { problems }) => sum + problems.length, 0);
      return named < problemCount ? named : null;
    },
    gcTime: 0,
    refetchOnWindowFocus: false,
    meta: { isAskedOnce: true },
  });
}
