import type { Selectable } from 'kysely';
import type { WatchedCalendarStore } from '../../mentoring/meeting/watched-calendar-store.ts';
import type { WatchedCalendar } from '../../mentoring/meeting/watched-calendar.ts';
import type { Schema } from '../schema.ts';
import type { Scope } from './scope.ts';

export function watchedCalendarStore({ tenantId, trx }: Scope): WatchedCalendarStore {
  return {
    async byOrganizer(organizerId, options) {
      const query = trx.selectFrom('watchedCalendar').selectAll().where('organizerId', '=', organizerId);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? calendar(row) : null;
    },
    async insertMissing(organizerId, watchAgainAt) {
      await trx
        .insertInto('watchedCalendar')
        .values({ tenantId, organizerId, watchAgainAt: watchAgainAt.toString() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async update({ organizerId, watch, reading, readAt, watchAgainAt }) {
      const updated = await trx
        .updateTable('watchedCalendar')
        .set({
          watchId: watch?.watchId ?? null,
          secretHash: watch?.secretHash ?? null,
          expiresAt: watch?.expiresAt.toString() ?? null,
          mark: reading?.mark ?? null,
          windowStart: reading?.window.start.toString() ?? null,
          windowEnd: reading?.window.end.toString() ?? null,
          readAt: readAt?.toString() ?? null,
          watchAgainAt: watchAgainAt.toString(),
        })
        .where('organizerId', '=', organizerId)
        .executeTakeFirst();
      if (updated.numUpdatedRows !== 1n) throw new Error('the calendar is not there to be changed');
    },
    async remove(organizerId) {
      await trx.deleteFrom('watchedCalendar').where('organizerId', '=', organizerId).execute();
    },
  };
}

function calendar(row: Selectable<Schema['watchedCalendar']>): WatchedCalendar {
  const { organizerId, watchId, secretHash, expiresAt, mark, windowStart, windowEnd, readAt, watchAgainAt } = row;
  return {
    organizerId,
    watch: watchId !== null && secretHash !== null && expiresAt !== null ? { watchId, secretHash, expiresAt } : null,
    reading:
      mark !== null && windowStart !== null && windowEnd !== null
        ? { mark, window: { start: windowStart, end: windowEnd } }
        : null,
    readAt,
    watchAgainAt,
  };
}
