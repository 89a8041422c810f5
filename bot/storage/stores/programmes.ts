import { sql, type Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { ProgrammeStore } from '../../mentoring/programme/programme-store.ts';
import type { Programme } from '../../mentoring/programme/programme.ts';
import type { Schema } from '../schema.ts';
import { anyOf, type Scope } from './scope.ts';

function programme({ tenantId: _tenant, booking, ...rest }: Selectable<Schema['programme']>): Programme {
  const blackouts = booking.blackouts.map(({ name, from, to }) => ({
    name,
    from: Temporal.PlainDate.from(from),
    to: Temporal.PlainDate.from(to),
  }));
  return { ...rest, booking: { ...booking, blackouts } };
}

function columns({ id: _id, closedAt: _closed, forgottenAt: _forgotten, ...rest }: Programme) {
  return {
    ...rest,
    startsOn: rest.startsOn.toString(),
    endsOn: rest.endsOn.toString(),
    topics: JSON.stringify(rest.topics),
    rules: JSON.stringify(rest.rules),
    weights: JSON.stringify(rest.weights),
    gradeLadder: JSON.stringify(rest.gradeLadder),
    booking: JSON.stringify(rest.booking),
  };
}

export function programmeStore({ tenantId, trx }: Scope): ProgrammeStore {
  return {
    async byId(id) {
      const row = await trx.selectFrom('programme').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? programme(row) : null;
    },
    async byIds(ids) {
      const rows = trx.selectFrom('programme').selectAll().where('id', '=', anyOf(ids));
      return (await rows.execute()).map(programme);
    },
    async all() {
      return (await trx.selectFrom('programme').selectAll().orderBy('id').execute()).map(programme);
    },
    async insert(one) {
      await trx
        .insertInto('programme')
        .values({ tenantId, id: one.id, ...columns(one) })
        .execute();
    },
    async update(one) {
      const updated = await trx
        .updateTable('programme')
        .set(columns(one))
        .where('id', '=', one.id)
        .where('version', '=', one.version - 1)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },
    async close(id, at) {
      await trx.updateTable('programme').set({ closedAt: at.toString() }).where('id', '=', id).execute();
    },
    async lock(id) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} ${id}`}, 0))`.execute(trx);
    },
  };
}
