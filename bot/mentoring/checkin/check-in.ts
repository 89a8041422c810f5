/** Who talked more, as one side saw it: the one answer that both sides see. */
export type WhoTalked = 'mostly-me' | 'balanced' | 'mostly-the-other';

/** Whether it was so, as one side saw it. */
export type Degree = 'yes' | 'partly' | 'no';

/** What one side taps after a meeting. Seen by its author alone, but for `whoTalked` and words shown on purpose. */
export interface CheckInAnswers {
  readonly tookPlace: 'yes' | 'moved' | 'no';
  /** Whether they could say what they think. */
  readonly spokeOpenly: Degree | null;
  /** Whether they worked on what the mentee set. */
  readonly menteesAgenda: Degree | null;
  readonly whoTalked: WhoTalked | null;
  /** Whether one of the two summed something up. */
  readonly summedUp: 'yes' | 'no' | null;
  /** At most `wordsLimit` characters. */
  readonly words: string | null;
  /** Whether the other side may read the words. */
  readonly areWordsShared: boolean;
}

/** The feedback one participant gives after one meeting. */
export interface CheckIn {
  readonly id: string;
  readonly meetingId: string;
  readonly personId: string;
  /** Null until they have answered. */
  readonly answers: CheckInAnswers | null;
}

/** Most characters of the words of a check-in. */
export const wordsLimit = 1_000;

/** What the other side of a meeting lets its partner see. */
export interface Shared {
  /** Null until both have said who talked more: nobody's answer leans on the other's. */
  readonly whoTalked: WhoTalked | null;
  readonly words: string | null;
}

/** Of the other side's check-in what this side may see. */
export function sharedWith(mine: CheckInAnswers | null, theirs: CheckInAnswers | null): Shared {
  return {
    whoTalked: mine?.whoTalked ? (theirs?.whoTalked ?? null) : null,
    words: theirs?.areWordsShared === true ? theirs.words : null,
  };
}

/** What is kept of what somebody answers: a meeting that did not take place has nothing more to tell. */
export function keptOf(answers: CheckInAnswers): CheckInAnswers {
  const { tookPlace, words, areWordsShared } = answers;
  if (tookPlace === 'yes') return { ...answers, areWordsShared: areWordsShared && words !== null };
  const nothing = { spokeOpenly: null, menteesAgenda: null, whoTalked: null, summedUp: null, words: null };
  return { tookPlace, ...nothing, areWordsShared: false };
}
