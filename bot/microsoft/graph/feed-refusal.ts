import type { FeedRefusal } from '../../mentoring/meeting/calendar-feed.ts';
import type { GraphRefusal } from './client.ts';

/** What Graph's refusal says of somebody's calendar; null where it says something else. */
export function calendarRefusal({ status, meaning }: GraphRefusal): FeedRefusal | null {
  if (meaning === 'no-mailbox' || meaning === 'access-denied') return meaning;
  if (status === 403) return 'access-denied';
  // A calendar is gone with its owner alone.
  return status === 404 && (meaning === 'person-unknown' || meaning === 'gone') ? 'person-gone' : null;
}
