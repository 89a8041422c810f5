import type { Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { AgendaStore } from '../../mentoring/agenda/agenda-store.ts';
import type { AgendaItem } from '../../mentoring/agenda/agenda.ts';
import type { CheckInStore } from '../../mentoring/checkin/check-in-store.ts';
import type { CheckIn } from '../../mentoring/checkin/check-in.ts';
import type { MeetingChangeStore } from '../../mentoring/meeting/meeting-change-store.ts';
import type { MeetingStore } from '../../mentoring/meeting/meeting-store.ts';
import type { Meeting, MeetingOrder } from '../../mentoring/meeting/meeting.ts';
import type { Schema, StoredOrder } from '../schema.ts';
import { anyOf, type Scope } from './scope.ts';

function meeting(row: Selectable<Schema['meeting']>): Meeting {
  const { tenantId: _tenant, agendaPlannedFor: _plannedFor, meetingOrder, response, options, ...rest } = row;
  return {
    ...rest,
    response: response && { ...response, at: Temporal.Instant.from(response.at) },
    order: meetingOrder && order(meetingOrder),
    options: options.map((start) => Temporal.Instant.from(start)),
  };
}

const order = (stored: StoredOrder): MeetingOrder =>
  stored.kind === 'move' ? { ...stored, startsAt: Temporal.Instant.from(stored.startsAt) } : stored;

function meetingColumns({ id: _id, order, ...rest }: Meeting) {
  return {
    ...rest,
    startsAt: rest.startsAt.toString(),
    endsAt: rest.endsAt.toString(),
    response: rest.response && JSON.stringify(rest.response),
    meetingOrder: order && JSON.stringify(order),
    options: JSON.stringify(rest.options),
    decideBy: rest.decideBy?.toString() ?? null,
    agendaPublishedAt: rest.agendaPublishedAt?.toString() ?? null,
  };
}

export function meetingStore({ tenantId, trx }: Scope): MeetingStore {
  return {
    async byId(id, options) {
      const query = trx.selectFrom('meeting').selectAll().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? meeting(row) : null;
    },
    async ofPairings(pairingIds) {
      const rows = trx.selectFrom('meeting').selectAll().where('pairingId', '=', anyOf(pairingIds));
      return (await rows.orderBy('pairingId').orderBy('number').execute()).map(meeting);
    },
    async ofBookings(bookingIds) {
      const rows = trx.selectFrom('meeting').selectAll().where('bookingId', '=', anyOf(bookingIds));
      return (await rows.orderBy('number').execute()).map(meeting);
    },
    async save(meetings) {
      for (const one of meetings) {
        const changing = meetingColumns(one);
        await trx
          .insertInto('meeting')
          .values({ tenantId, id: one.id, ...changing })
          .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(changing))
          .execute();
      }
    },
    async noteAgendaPlanned(id, startsAt) {
      const agendaPlannedFor = startsAt?.toString() ?? null;
      await trx.updateTable('meeting').set({ agendaPlannedFor }).where('id', '=', id).execute();
    },
  };
}

export function meetingChangeStore({ tenantId, trx }: Scope): MeetingChangeStore {
  return {
    async ofMeetings(meetingIds) {
      const rows = trx.selectFrom('meetingChange').selectAll().where('meetingId', '=', anyOf(meetingIds));
      return (await rows.orderBy('at').orderBy('id').execute()).map(
        ({ tenantId: _tenant, changedBy: by, ...rest }) => ({ ...rest, by }),
      );
    },
    async insert(changes) {
      for (const { by, at, ...rest } of changes) {
        await trx
          .insertInto('meetingChange')
          .values({ tenantId, ...rest, changedBy: by, at: at.toString() })
          .execute();
      }
    },
  };
}

function agendaItem({ tenantId: _tenant, ...rest }: Selectable<Schema['agendaItem']>): AgendaItem {
  return rest;
}

function agendaItemColumns({ questions, reachedAt, ...rest }: AgendaItem) {
  return { ...rest, questions: JSON.stringify(questions), reachedAt: reachedAt?.toString() ?? null };
}

export function agendaStore({ tenantId, trx }: Scope): AgendaStore {
  const select = () => trx.selectFrom('agendaItem').selectAll();
  return {
    async ofMeeting(meetingId) {
      const rows = select().where('meetingId', '=', meetingId).orderBy('position').orderBy('id');
      return (await rows.execute()).map(agendaItem);
    },
    async ofMeetings(meetingIds) {
      const rows = select().where('meetingId', '=', anyOf(meetingIds)).orderBy('position').orderBy('id');
      return (await rows.execute()).map(agendaItem);
    },
    async byId(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? agendaItem(row) : null;
    },
    async save(item) {
      const { id, ...changing } = agendaItemColumns(item);
      await trx
        .insertInto('agendaItem')
        .values({ tenantId, id, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(changing))
        .execute();
    },
    async remove(id) {
      await trx.deleteFrom('agendaItem').where('id', '=', id).execute();
    },
  };
}

function checkIn({ tenantId: _tenant, ...rest }: Selectable<Schema['checkIn']>): CheckIn {
  return rest;
}

function checkInColumns({ id: _id, ...rest }: CheckIn) {
  return { ...rest, answers: rest.answers && JSON.stringify(rest.answers) };
}

export function checkInStore({ tenantId, trx }: Scope): CheckInStore {
  return {
    async byId(id, options) {
      const query = trx.selectFrom('checkIn').selectAll().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? checkIn(row) : null;
    },
    async ofMeetings(meetingIds) {
      const rows = trx.selectFrom('checkIn').selectAll().where('meetingId', '=', anyOf(meetingIds));
      return (await rows.execute()).map(checkIn);
    },
    async insert(one) {
      await trx
        .insertInto('checkIn')
        .values({ tenantId, id: one.id, ...checkInColumns(one) })
        .execute();
    },
    async update(one) {
      await trx.updateTable('checkIn').set(checkInColumns(one)).where('id', '=', one.id).execute();
    },
  };
}
