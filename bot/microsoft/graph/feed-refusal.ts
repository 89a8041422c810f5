import type { FeedRefusal } from '../../mentoring/ports.ts';
import type { GraphRefusal } from './client.ts';

/** What Graph's refusal says of somebody's calendar; null where it says something else. */
export function calendarRefusal({ status, code }: GraphRefusal): FeedRefusal | null {
  // Comes with 403 or 404, by document.
  if (code === 'MailboxNotEnabledForRESTAPI') return 'no-mailbox';
  if (status === 403) return 'access-denied';
  return status === 404 && /^(ErrorInvalidUser|Request_ResourceNotFound|ResourceNotFound)$/.test(code)
    ? 'person-gone'
    : null;
}
