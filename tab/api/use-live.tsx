import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { LiveNews } from '../../bot/http/contract/live.ts';
import { isAskedAgain, isBelow } from './asked-again.ts';
import type { Follow, LiveState } from './live.ts';

/** Milliseconds within which several changes are asked for at once: a booked series tells of each meeting. */
const together = 150;

type Presence = Extract<LiveNews, { kind: 'presence' }>;
/** What is known of the news, and whom else to tell of who is where. */
interface Heard {
  readonly state: LiveState;
  /** Calls back when the other one of a pairing goes into an item of an agenda; answers how to stop. */
  readonly onPresence: (heard: (presence: Presence) => void) => () => void;
  /** Tries at once to hear news, rather than when it is next time. */
  readonly followAnew: () => void;
}
const LiveContext = createContext<Heard>({
  state: 'waiting',
  onPresence: () => () => undefined,
  followAnew: () => undefined,
});

/** Whether news comes, and who is where. */
export const useLive = (): Heard => use(LiveContext);

/** Has what is shown asked for anew when it changes on the server. */
export function LiveUpdates({ follow, children }: { readonly follow: Follow; readonly children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('waiting');
  const [attempt, setAttempt] = useState(0);
  const [listeners] = useState(() => new Set<(presence: Presence) => void>());
  useEffect(() => {
    const changes = gather(client);
    const stop = follow((news) => {
      if (news.kind === 'presence') for (const listener of listeners) listener(news);
      else changes.add(news);
    }, setState);
    return () => {
      stop();
      changes.drop();
    };
  }, [client, follow, listeners, attempt]);
  const [onPresence] = useState(() => (heard: (presence: Presence) => void) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  });
  const [followAnew] = useState(() => () => setAttempt((before) => before + 1));
  return <LiveContext value={{ state, onPresence, followAnew }}>{children}</LiveContext>;
}

/**
 * Gathers changes for a moment, then has what they touch asked for anew. What comes while that goes on waits for its end, so
 * that a stream of changes never keeps an answer from arriving.
 */
function gather(client: QueryClient) {
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const ask = async () => {
    const prefixes = [...touched];
    touched.clear();
    await client.invalidateQueries({
      predicate: (query) => isAskedAgain(query) && isBelow(query, prefixes),
    });
    timer = null;
    if (touched.size > 0) wait();
  };
  const wait = () => (timer ??= setTimeout(() => void ask(), together));
  return {
    add(news: Exclude<LiveNews, { kind: 'presence' }>) {
      touched.add(pathsOf(news));
      wait();
    },
    drop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** How the paths begin of everything that news may touch. */
function pathsOf(news: Exclude<LiveNews, { kind: 'presence' }>): string {
  switch (news.kind) {
    case 'missed':
      return '/';
    case 'pairing':
      return '/my/';
    case 'programme':
      return `/programmes/${news.id}`;
  }
}
