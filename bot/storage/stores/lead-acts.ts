import type { Selectable } from 'kysely';
import type { LeadActStore } from '../../mentoring/history/lead-act-store.ts';
import type { LeadAct } from '../../mentoring/history/lead-act.ts';
import type { Schema } from '../schema.ts';
import type { Scope } from './scope.ts';

function act({ tenantId: _tenant, leadId, leadName, ...rest }: Selectable<Schema['leadAct']>): LeadAct {
  return { ...rest, by: { entraObjectId: leadId, name: leadName } };
}

export function leadActStore({ tenantId, trx }: Scope): LeadActStore {
  return {
    async insert({ by, at, about, ...rest }) {
      const who = { leadId: by.entraObjectId, leadName: by.name };
      await trx
        .insertInto('leadAct')
        .values({ tenantId, ...rest, ...who, at: at.toString(), about: JSON.stringify(about) })
        .execute();
    },
    async ofProgramme(programmeId, { by, kind, before, limit }) {
      let rows = trx.selectFrom('leadAct').selectAll().where('programmeId', '=', programmeId);
      if (by !== undefined) rows = rows.where('leadId', '=', by);
      if (kind !== undefined) rows = rows.where('kind', '=', kind);
      if (before !== null) rows = rows.where('id', '<', before);
      if (limit !== undefined) rows = rows.limit(limit);
      // Ids of version 7 order by time.
      return (await rows.orderBy('id', 'desc').execute()).map(act);
    },
    async leadsOf(programmeId) {
      const newest = trx
        .selectFrom('leadAct')
        .select(['leadId as entraObjectId', 'leadName as name'])
        .distinctOn('leadId')
        .where('programmeId', '=', programmeId);
      return newest.orderBy('leadId').orderBy('id', 'desc').execute();
    },
  };
}
