import { useEffect, useRef, useState } from 'react';
import { useTellPresence } from '../../api/agenda.ts';
import { useLive } from '../../api/use-live.tsx';

/** Milliseconds between two words that one is still there, and after which somebody of whom none came is gone. */
const [again, gone] = [20_000, 45_000];
/** Milliseconds that one is in an item before it is told: not each step of somebody who walks by keyboard. */
const settled = 300;

/** Who is in which item now. */
export interface Presence {
  /** The item that the other one is in; null for none. */
  readonly theirs: string | null;
  /** I am in this item now, or in none. */
  readonly enter: (itemId: string | null) => void;
}

/** Tells the other one in which item I am, and hears the same of them. Nothing of it is kept. */
export function usePresence(meetingId: string): Presence {
  const { onPresence } = useLive();
  const [theirs, setTheirs] = useState<string | null>(null);
  const [mine, setMine] = useState<string | null>(null);
  const tell = useTellPresence(meetingId);
  const latestTell = useRef(tell);
  useEffect(() => {
    latestTell.current = tell;
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onPresence((news) => {
      if (news.meetingId !== meetingId) return;
      clearTimeout(timer);
      setTheirs(news.itemId);
      timer = setTimeout(() => setTheirs(null), gone);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [meetingId, onPresence]);

  const isTold = useRef(false);
  useEffect(() => {
    const say = () => {
      if (mine === null && !isTold.current) return;
      isTold.current = mine !== null;
      void latestTell.current(mine);
    };
    const soon = setTimeout(say, settled);
    const beat = mine === null ? undefined : setInterval(say, again);
    return () => {
      clearTimeout(soon);
      clearInterval(beat);
    };
  }, [mine]);
  useEffect(
    () => () => {
      if (isTold.current) void latestTell.current(null);
    },
    [],
  );
  return { theirs, enter: setMine };
}
