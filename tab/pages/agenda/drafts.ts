import { useState } from 'react';
import { z } from 'zod';
import { keep, readKept } from '../../components/kept.ts';

/** Words that somebody is writing and has not sent. */
const Draft = z.object({
  text: z.string(),
  /** Of the words that they were begun on; 0 for new ones. */
  version: z.int(),
  /** They are on their way to the server: not shown, and kept until they have arrived. */
  isSent: z.boolean(),
});
export type Draft = z.infer<typeof Draft>;
const Kept = z.record(z.string(), Draft);

/** What somebody is writing on a page, by what it is for. */
export interface Drafts {
  readonly all: Readonly<Record<string, Draft>>;
  /** What is being written now; null where nothing is, or where it is on its way. */
  readonly get: (key: string) => Draft | null;
  /** Null lets it go. */
  readonly set: (key: string, draft: Draft | null) => void;
}

/** Keeps what somebody writes in this window, whatever comes from the server and however often the page is loaded anew. */
export function useDrafts(personId: string | null, meetingId: string): Drafts {
  const place = `vantage drafts ${personId ?? ''} ${meetingId}`;
  const [kept, setKept] = useState(() => ({ place, all: read(place) }));
  const all = kept.place === place ? kept.all : read(place);
  return {
    all,
    get: (key) => {
      const draft = all[key];
      return draft && !draft.isSent ? draft : null;
    },
    set: (key, draft) =>
      setKept((before) => {
        const { [key]: _old, ...others } = before.place === place ? before.all : read(place);
        const next = draft ? { ...others, [key]: draft } : others;
        keep(place, Object.keys(next).length === 0 ? undefined : next);
        return { place, all: next };
      }),
  };
}

function read(place: string): z.infer<typeof Kept> {
  // What was on its way when the page was left may not have arrived.
  const kept = Object.entries(readKept(Kept, place) ?? {});
  return Object.fromEntries(kept.map(([key, draft]) => [key, { ...draft, isSent: false }]));
}
