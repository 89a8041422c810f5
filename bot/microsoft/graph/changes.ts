import { z } from 'zod';
import type { CalendarFeed } from '../../mentoring/meeting/calendar-feed.ts';
import { done, refused } from '../../mentoring/outcome.ts';
import { calendarRefusal } from './feed-refusal.ts';
import { GraphRefusal, type Graph } from './client.ts';

/** Events to a page. Outlook takes no `$select` here, so each comes with its body. */
const pageSize = 200;

const Page = z.object({
  value: z.array(
    z.object({ id: z.string(), seriesMasterId: z.string().nullish(), '@removed': z.object({}).optional() }),
  ),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

/** Reads what changed in a calendar by Graph's delta query. A mark is the link that Graph gave for the next reading. */
export function readChanges(graph: Graph): CalendarFeed['changes'] {
  return async (tenantId, organizer, mark, window) => {
    const mailbox = organizer.entraObjectId;
    const range = `startDateTime=${window.start.toString()}&endDateTime=${window.end.toString()}`;
    const changed = new Set<string>();
    const removed = new Set<string>();
    let path = mark ?? `/users/${mailbox}/calendarView/delta?${range}`;
    try {
      for (;;) {
        const headers = { Prefer: `odata.maxpagesize=${pageSize}` };
        const page = Page.parse(await graph({ tenantId, path, headers, mailbox }));
        for (const { id, seriesMasterId, '@removed': isRemoved } of page.value) {
          if (isRemoved) removed.add(id);
          else changed.add(seriesMasterId ?? id);
        }
        const { '@odata.nextLink': next, '@odata.deltaLink': end } = page;
        if (end !== undefined) return done({ changed: [...changed], removed: [...removed], mark: end });
        if (next === undefined) throw new Error('a page of changes says neither how it goes on nor that it ends');
        path = next;
      }
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      // 410 by document; a link that is not understood any more comes to the same, and reading all is always right.
      if (mark !== null && (error.status === 410 || error.status === 400)) return refused('mark-lost');
      const reason = calendarRefusal(error);
      if (reason === null) throw error;
      return refused(reason);
    }
  };
}
