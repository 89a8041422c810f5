import { sql, type Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { BookingStore } from '../../mentoring/meeting/booking-store.ts';
import type { Booking, PlannedMeeting, Series, Slot } from '../../mentoring/meeting/meeting.ts';
import type { SeriesStore } from '../../mentoring/meeting/series-store.ts';
import type { Schema, StoredMeeting, StoredSlot } from '../schema.ts';
import { anyOf, type Scope } from './scope.ts';

function slot(stored: StoredSlot): Slot {
  const { lengthMinutes, meetings } = stored;
  return {
    // The local time holds; the offset is what the zone had when it was written down.
    start: Temporal.ZonedDateTime.from(stored.start, { offset: 'ignore' }),
    lengthMinutes,
    meetings,
    repeats: 'repeats' in stored ? stored.repeats : { kind: 'weeks', every: stored.everyWeeks },
  };
}

function plannedMeeting({ start, end, from, state }: StoredMeeting): PlannedMeeting {
  const at = { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
  return state === 'moved' && from !== null
    ? { ...at, state, from: Temporal.Instant.from(from) }
    : ({ ...at, state } as PlannedMeeting);
}

function series({ tenantId: _tenant, slot: stored, options, ...rest }: Selectable<Schema['series']>): Series {
  return {
    ...rest,
    slot: stored && slot(stored),
    options: options.map((option) => ({ slot: slot(option.slot), meetings: option.meetings.map(plannedMeeting) })),
  };
}

function seriesColumns({ id: _id, ...rest }: Series) {
  return {
    ...rest,
    slot: rest.slot && JSON.stringify(rest.slot),
    options: JSON.stringify(rest.options),
    decideBy: rest.decideBy?.toString() ?? null,
    pausedUntil: rest.pausedUntil?.toString() ?? null,
    resumedAt: rest.resumedAt?.toString() ?? null,
  };
}

export function seriesStore({ tenantId, trx }: Scope): SeriesStore {
  return {
    async byId(id, options) {
      const query = trx.selectFrom('series').selectAll().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? series(row) : null;
    },
    async ofPairings(pairingIds) {
      const rows = trx.selectFrom('series').selectAll().where('pairingId', '=', anyOf(pairingIds));
      return (await rows.execute()).map(series);
    },
    async insert(one) {
      await trx
        .insertInto('series')
        .values({ tenantId, id: one.id, ...seriesColumns(one) })
        .execute();
    },
    async update(one) {
      await trx.updateTable('series').set(seriesColumns(one)).where('id', '=', one.id).execute();
    },
  };
}

function booking({ tenantId: _tenant, slot: stored, meetings, ...rest }: Selectable<Schema['booking']>): Booking {
  return { ...rest, slot: slot(stored), meetings: meetings?.map(plannedMeeting) ?? null };
}

function bookingColumns({ id: _id, ...rest }: Booking) {
  return {
    ...rest,
    slot: JSON.stringify(rest.slot),
    meetings: rest.meetings && JSON.stringify(rest.meetings),
    organizer: rest.organizer && JSON.stringify(rest.organizer),
  };
}

export function bookingStore({ tenantId, trx }: Scope): BookingStore {
  const select = () => trx.selectFrom('booking').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? booking(row) : null;
    },
    async ofSeries(seriesIds) {
      const rows = select().where('seriesId', '=', anyOf(seriesIds)).orderBy('version').orderBy('id');
      return (await rows.execute()).map(booking);
    },
    async standingWith(organizerId) {
      const rows = select()
        .where('state', 'in', ['made', 'verified'])
        .where(sql<string>`organizer ->> 'entraObjectId'`, '=', organizerId);
      return (await rows.orderBy('id').execute()).map(booking);
    },
    async insert(one) {
      await trx
        .insertInto('booking')
        .values({ tenantId, id: one.id, ...bookingColumns(one) })
        .execute();
    },
    async update(one) {
      await trx.updateTable('booking').set(bookingColumns(one)).where('id', '=', one.id).execute();
    },
  };
}
