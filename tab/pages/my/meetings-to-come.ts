import type { Meeting } from '../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../bot/http/contract/my-pairings.ts';
import type { SeriesSummary } from '../../../bot/http/contract/series.ts';

/** Whether the meetings of a series stand, so that they can be changed. */
export const stands = (series: SeriesSummary | null): series is SeriesSummary =>
  series?.state === 'booked' || series?.state === 'verified';

/** Whether a meeting is still to come, with a time or without. */
export const isToCome = ({ state }: Meeting): boolean => state === 'planned' || state === 'open';

/** Whether somebody can do something about a meeting now. */
export const canChange = ({ state, series }: MyPairing, meeting: Meeting): boolean =>
  state === 'active' && stands(series) && isToCome(meeting) && meeting.pending === null;

/** Meetings as they come, whatever number they had first. */
export const inOrder = (meetings: readonly Meeting[]): readonly Meeting[] =>
  meetings.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
