import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PresenceTold, type AgendaItem } from '../../bot/http/contract/agenda.ts';
import { MeetingOfChat, MyMeeting } from '../../bot/http/contract/my-meeting.ts';
import { isAskedAgain, isBelow } from './asked-again.ts';
import { useApiQuery, useSurroundings } from './queries.ts';

/** What somebody does to the agenda of a meeting; what is done with an item says which version of its words they saw. */
export type AgendaEdit =
  | { readonly kind: 'add'; readonly text: string }
  | {
      readonly kind: 'change';
      readonly itemId: string;
      readonly version: number;
      readonly text?: string;
      readonly questions?: readonly string[];
    }
  | { readonly kind: 'take-in'; readonly itemId: string }
  | { readonly kind: 'move'; readonly itemId: string; readonly position: number }
  | { readonly kind: 'remove'; readonly itemId: string; readonly version: number }
  | { readonly kind: 'reach'; readonly itemId: string; readonly isReached: boolean }
  | { readonly kind: 'publish' }
  | { readonly kind: 'carry-over'; readonly itemId: string | null };

/** An item that is being added has this id until the server has given it one. */
export const pendingId = 'pending';
/** Whether an item is on its way to the server, so that nothing can be done with it yet. */
export const isPending = ({ id }: Pick<AgendaItem, 'id'>): boolean => id.startsWith(pendingId);

const meetingPath = (meetingId: string) => `/my/meetings/${meetingId}`;
/** Milliseconds to the next look while nobody tells what changes. */
const pace = 3_000;

/** One meeting with its agenda as the server has it. */
export const useMyMeeting = (meetingId: string) => useApiQuery(MyMeeting, meetingPath(meetingId), () => pace);

/** The meeting that is meant in a chat of Teams, else the one that is on now or next. */
export function useMeetingOfChat(chat: string | null) {
  const query = chat === null ? '' : `?${new URLSearchParams({ chat }).toString()}`;
  return useApiQuery(MeetingOfChat, `/my/meetings/of-chat${query}`, () => 30_000);
}

/**
 * Edits an agenda. What is done shows at once, over whatever the server has meanwhile, and goes to the server one after the
 * other. What it refuses is taken back and told in `error`; `settled` hears of each edit whether it was done.
 */
export function useAgenda(meetingId: string, settled: (edit: AgendaEdit, isDone: boolean) => void) {
  const { api } = useSurroundings();
  const client = useQueryClient();
  const path = meetingPath(meetingId);
  const [pending, setPending] = useState<readonly AgendaEdit[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const mutation = useMutation({
    mutationKey: ['agenda', meetingId],
    scope: { id: `agenda ${meetingId}` },
    mutationFn: (edit: AgendaEdit) => {
      const { method, below, body, ifMatch } = requestOf(edit);
      return api(MyMeeting, method, `${path}/agenda${below}`, body, undefined, ifMatch);
    },
    onMutate: (edit) => {
      setError(null);
      setPending((all) => [...all, edit]);
    },
    onSuccess: async (stands) => {
      // An answer that was asked for before would show the old again for a moment.
      await client.cancelQueries({ queryKey: [path] });
      client.setQueryData([path], stands);
    },
    onError: async (refused) => {
      setError(refused);
      await client.invalidateQueries({ queryKey: [path] });
    },
    onSettled: (_answer, refused, edit) => {
      setPending((all) => all.filter((one) => one !== edit));
      settled(edit, refused === null);
      void client.invalidateQueries({
        predicate: (query) => isAskedAgain(query) && isBelow(query, ['/my/']) && query.queryKey[0] !== path,
      });
    },
  });
  return {
    act: mutation.mutate,
    /** How the meeting looks with all that is on its way. */
    withPending: (meeting: MyMeeting): MyMeeting => pending.reduce(applyEdit, meeting),
    error,
  };
}

/** An edit as a request below the agenda's path. */
export function requestOf(edit: AgendaEdit): {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly below: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
} {
  switch (edit.kind) {
    case 'add':
      return { method: 'POST', below: '', body: { text: edit.text } };
    case 'change': {
      const { itemId, version, text, questions } = edit;
      return { method: 'PUT', below: `/${itemId}`, body: { text, questions }, ifMatch: `"${version}"` };
    }
    case 'take-in':
      return { method: 'PUT', below: `/${edit.itemId}`, body: { takeIn: true } };
    case 'move':
      return { method: 'PUT', below: `/${edit.itemId}`, body: { position: edit.position } };
    case 'remove':
      return { method: 'DELETE', below: `/${edit.itemId}`, ifMatch: `"${edit.version}"` };
    case 'reach':
      return { method: 'POST', below: `/${edit.itemId}/reached`, body: { isReached: edit.isReached } };
    case 'publish':
      return { method: 'POST', below: '/publish' };
    case 'carry-over':
      return { method: 'POST', below: '/carry-over', body: { itemId: edit.itemId } };
  }
}

/** How a meeting looks once an edit has been done; an edit of an item that is gone changes nothing. */
export function applyEdit(meeting: MyMeeting, edit: AgendaEdit): MyMeeting {
  const { agenda } = meeting;
  const withItem = (itemId: string, change: (item: AgendaItem) => AgendaItem): MyMeeting => ({
    ...meeting,
    agenda: agenda.map((item) => (item.id === itemId ? change(item) : item)),
  });
  switch (edit.kind) {
    case 'add': {
      const item: AgendaItem = {
        id: `${pendingId} ${agenda.length}`,
        text: edit.text,
        questions: [],
        version: 1,
        state: meeting.role === 'mentee' ? 'taken-in' : 'suggested',
        reachedAt: null,
        isCarriedOver: false,
        mine: true,
      };
      return { ...meeting, agenda: [...agenda, item] };
    }
    case 'change':
      return withItem(edit.itemId, (item) => {
        const { text = item.text, questions = item.questions } = edit;
        // Somebody was first: the server will say so.
        if (item.version !== edit.version) return item;
        const isSaidAnew = text !== item.text || JSON.stringify(questions) !== JSON.stringify(item.questions);
        return { ...item, text, questions: [...questions], version: isSaidAnew ? item.version + 1 : item.version };
      });
    case 'take-in':
      return withItem(edit.itemId, (item) => (item.state === 'suggested' ? { ...item, state: 'taken-in' } : item));
    case 'move': {
      const moved = agenda.find(({ id }) => id === edit.itemId);
      const others = agenda.filter((item) => item !== moved);
      return moved ? { ...meeting, agenda: others.toSpliced(edit.position, 0, moved) } : meeting;
    }
    case 'remove':
      return { ...meeting, agenda: agenda.filter(({ id }) => id !== edit.itemId) };
    case 'reach':
      return withItem(edit.itemId, (item) =>
        edit.isReached
          ? { ...item, state: 'reached' }
          : { ...item, state: item.state === 'reached' ? 'taken-in' : item.state, reachedAt: null },
      );
    case 'publish':
      return meeting;
    case 'carry-over':
      return {
        ...meeting,
        agenda: agenda.map((item) =>
          isLeft(item, meeting.role) && (edit.itemId === null || edit.itemId === item.id)
            ? { ...item, state: 'carried-over' }
            : item,
        ),
      };
  }
}

/** Whether an item of a meeting that is over is left for somebody to carry over. */
export const isLeft = ({ state, mine }: AgendaItem, role: MyMeeting['role']): boolean =>
  role === 'mentee' ? state === 'taken-in' || state === 'suggested' : state === 'suggested' && mine;

/** Whether somebody may change an item: the mentee sets the agenda, the mentor has their suggestions. */
export const mayChange = ({ state, mine }: AgendaItem, role: MyMeeting['role']): boolean =>
  role === 'mentee' || (mine && state === 'suggested');

/** Tells the other one in which item I am; that it may not be heard is no trouble. */
export function useTellPresence(meetingId: string): (itemId: string | null) => Promise<void> {
  const { api } = useSurroundings();
  return async (itemId) => {
    await api(PresenceTold, 'POST', `${meetingPath(meetingId)}/agenda/presence`, { itemId }).catch(() => null);
  };
}
