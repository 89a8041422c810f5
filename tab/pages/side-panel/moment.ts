import type { AgendaItem } from '../../../bot/http/contract/agenda.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';

/** Milliseconds on one item after which a question may help, and before the end from which it is time to sum up. */
const [longOnOne, lastBit] = [10 * 60_000, 5 * 60_000];

/** Where the two are in their meeting. */
export interface Moment {
  /** What they are on; null where nothing is left. */
  readonly current: AgendaItem | null;
  readonly next: AgendaItem | null;
  /** The last that they were done with. */
  readonly before: AgendaItem | null;
  readonly reached: number;
  readonly items: number;
  /** A quiet word: a question may help, or it is time to sum up. */
  readonly word: 'question' | 'heard' | null;
}

/** Both sides come to the same: it follows from the agenda and the clock alone. `now`: milliseconds since 1970. */
export function momentOf(
  { agenda, startsAt, endsAt }: Pick<MyMeeting, 'agenda' | 'startsAt' | 'endsAt'>,
  now: number,
): Moment {
  const items = agenda.filter(({ state }) => state === 'taken-in' || state === 'reached');
  const [current = null, next = null] = items.filter(({ state }) => state === 'taken-in');
  const reached = items.filter(({ state }) => state === 'reached');
  const start = Date.parse(startsAt);
  const since = Math.max(
    start,
    ...reached.map(({ reachedAt }) => (reachedAt === null ? start : Date.parse(reachedAt))),
  );
  const before = reached.toSorted((a, b) => (a.reachedAt ?? '').localeCompare(b.reachedAt ?? '')).at(-1) ?? null;
  const hasBegun = now >= start;
  const isTimeToSumUp = now >= Date.parse(endsAt) - lastBit || (items.length > 0 && current === null);
  const isLong = current !== null && now - since >= longOnOne;
  return {
    current,
    next,
    before,
    reached: reached.length,
    items: items.length,
    word: !hasBegun ? null : isTimeToSumUp ? 'heard' : isLong ? 'question' : null,
  };
}
