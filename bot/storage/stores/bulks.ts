import type { Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { BulkStore } from '../../mentoring/bulk/bulk-store.ts';
import type { Bulk } from '../../mentoring/bulk/bulk.ts';
import type { Schema } from '../schema.ts';
import { chunks, type Scope } from './scope.ts';

function bulk({ tenantId: _tenant, deed, ...rest }: Selectable<Schema['bulkAct']>): Bulk {
  if (deed.kind !== 'pause') return { ...rest, deed };
  return { ...rest, deed: { ...deed, until: deed.until === null ? null : Temporal.PlainDate.from(deed.until) } };
}

export function bulkStore({ tenantId, trx }: Scope): BulkStore {
  const select = () => trx.selectFrom('bulkAct').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? bulk(row) : null;
    },
    async ofProgramme(programmeId, limit) {
      // Ids of version 7 order by time.
      const rows = select().where('programmeId', '=', programmeId).orderBy('id', 'desc').limit(limit);
      return (await rows.execute()).map(bulk);
    },
    async insert({ deed, askedBy, askedAt, endedAt, ...rest }, pairingIds) {
      const json = { deed: JSON.stringify(deed), askedBy: JSON.stringify(askedBy) };
      const at = { askedAt: askedAt.toString(), endedAt: endedAt?.toString() ?? null };
      await trx
        .insertInto('bulkAct')
        .values({ tenantId, ...rest, ...json, ...at })
        .execute();
      const items = pairingIds.map((pairingId, position) => ({
        tenantId,
        bulkId: rest.id,
        position,
        pairingId,
        result: null,
      }));
      for (const rows of chunks(items)) await trx.insertInto('bulkItem').values(rows).execute();
    },
    async end(id, at) {
      await trx.updateTable('bulkAct').set({ endedAt: at.toString() }).where('id', '=', id).execute();
    },
    async nextItem(id) {
      const waiting = trx
        .selectFrom('bulkItem')
        .select(['position', 'pairingId', 'result'])
        .where('bulkId', '=', id)
        .where('result', 'is', null);
      return (await waiting.orderBy('position').limit(1).executeTakeFirst()) ?? null;
    },
    async saveResult(id, position, result) {
      await trx
        .updateTable('bulkItem')
        .set({ result })
        .where('bulkId', '=', id)
        .where('position', '=', position)
        .execute();
    },
    async counts(id) {
      const counted = trx
        .selectFrom('bulkItem')
        .select(['result', (eb) => eb.fn.countAll<string>().as('count')])
        .where('bulkId', '=', id)
        .groupBy('result');
      return new Map((await counted.execute()).map(({ result, count }) => [result, Number(count)]));
    },
    async items(id, { skippedOnly, after, limit }) {
      let rows = trx
        .selectFrom('bulkItem')
        .select(['position', 'pairingId', 'result'])
        .where('bulkId', '=', id)
        .where('position', '>', after);
      if (skippedOnly) rows = rows.where('result', '<>', 'done');
      return rows.orderBy('position').limit(limit).execute();
    },
  };
}
