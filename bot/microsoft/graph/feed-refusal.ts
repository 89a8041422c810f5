import type { FeedRefusal } from '../../mentoring/ports.ts';
import type { GraphRefusal } from './client.ts';

/** What Graph's refusal says of somebody's calendar; null where it says something else. */
export function calendarRefusal({ meaning }: GraphRefusal): FeedRefusal | null {
  if (meaning === 'no-mailbox' || meaning === 'access-denied') return meaning;
  return meaning === 'person-unknown' ? 'person-gone' : null;
}
