import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { Erased, MyData } from '../../bot/http/contract/my-data.ts';
import { Participation, Participations, type ParticipationChange } from '../../bot/http/contract/participations.ts';
import {
  Colleagues,
  MyProfile,
  OpenProgrammes,
  shortestSearch,
  type ProfileChange,
  type SignUpInput,
} from '../../bot/http/contract/profile.ts';
import { isAskedAgain, isBelow } from './asked-again.ts';
import { useAct, useApiQuery, useSurroundings } from './queries.ts';

/** What concerns me in every programme. */
export const useMyProfile = () => useApiQuery(MyProfile, '/my/profile');
/** Programmes that I may sign up for. */
export const useOpenProgrammes = () => useApiQuery(OpenProgrammes, '/my/open-programmes');

/** Colleagues of a programme whose names hold `search`; nobody is looked for by less than a few letters. */
export function useColleagues(programmeId: string, search: string) {
  const { api } = useSurroundings();
  const query = new URLSearchParams({ search });
  const path = `/my/participations/${programmeId}/people?${query.toString()}`;
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(Colleagues, 'GET', path, undefined, signal),
    enabled: search.length >= shortestSearch,
    placeholderData: keepPreviousData,
    // Searches are counted: none is made again unasked.
    staleTime: Infinity,
    meta: { isAskedOnce: true },
  });
}

/**
 * Saves what stands under a path: it is shown at once as `change` makes it, as before where the server does not take it, and
 * as the server answers in the end.
 */
function useSave<T extends z.ZodType, Input>(
  shape: T,
  path: string,
  request: (input: Input) => readonly [path: string, body: unknown],
  change: (kept: z.output<T>, input: Input) => z.output<T>,
) {
  const { api } = useSurroundings();
  const client = useQueryClient();
  const queryKey = [path];
  return useMutation({
    mutationFn: (input: Input) => {
      const [at, body] = request(input);
      return api(shape, 'PUT', at, body);
    },
    onMutate: async (input) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<z.output<T>>(queryKey);
      if (before !== undefined) client.setQueryData(queryKey, change(before, input));
      return before;
    },
    onError: (_error, _input, before) => {
      if (before !== undefined) client.setQueryData(queryKey, before);
    },
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
    onSettled: () => client.invalidateQueries({ predicate: isAskedAgain }),
  });
}

export const useSaveProfile = () =>
  useSave(
    MyProfile,
    '/my/profile',
    (input: ProfileChange) => ['/my/profile', input],
    (kept, { languages, ownHours }) => ({
      ...kept,
      ...(languages && { languages }),
      ...(ownHours !== undefined && { ownHours }),
    }),
  );

export const useSaveParticipation = (programmeId: string) =>
  useSave(
    Participations,
    '/my/participations',
    (input: ParticipationChange) => [`/my/participations/${programmeId}`, input],
    ({ participations }, input) => ({
      participations: participations.map((one) =>
        one.programmeId === programmeId ? Participation.parse({ ...one, ...input }) : one,
      ),
    }),
  );

export const useLeave = (programmeId: string) =>
  useAct(Participations, () => ['POST', `/my/participations/${programmeId}/leave`]);
export const useSignUp = () => useAct(Participations, (input: SignUpInput) => ['POST', '/my/sign-ups', input]);

/** Everything that is kept of me. */
export function useMyData(done: (data: MyData) => void) {
  const { api } = useSurroundings();
  return useMutation({ mutationFn: () => api(MyData, 'GET', '/my/data'), onSuccess: done });
}

/** Erases everything that is kept of me; afterwards nothing that was shown of it is known here either. */
export function useEraseMe() {
  const { api } = useSurroundings();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(Erased, 'POST', '/my/data/erase', { confirmed: true }),
    onSuccess: () => {
      window.sessionStorage.clear();
      client.removeQueries({ predicate: (query) => isBelow(query, ['/my/']) });
    },
  });
}
