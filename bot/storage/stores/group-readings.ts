import { sql } from 'kysely';
import type { DirectoryPerson } from '../../mentoring/people/directory.ts';
import type { GroupPerson, GroupReadingStore } from '../../mentoring/people/group-reading.ts';
import { chunks, type Scope } from './scope.ts';

export function groupReadingStore({ tenantId, trx }: Scope): GroupReadingStore {
  const people = () => trx.selectFrom('groupPerson');
  /** Somebody may be a member and a member's manager, and is told of by every page and answer that has them. */
  const add = async (importId: string, found: readonly DirectoryPerson[], isMember: boolean) => {
    const once = [...new Map(found.map((person) => [person.entraObjectId, person])).values()];
    for (const rows of chunks(once)) {
      const insert = trx.insertInto('groupPerson').values(
        rows.map(({ entraObjectId, userPrincipalName, displayName, jobTitle, department, officeLocation }) => ({
          tenantId,
          importId,
          entraObjectId,
          userPrincipalName,
          displayName,
          jobTitle,
          department,
          officeLocation,
          isMember,
        })),
      );
      await insert
        .onConflict((conflict) => {
          const known = conflict.columns(['tenantId', 'importId', 'entraObjectId']);
          return isMember ? known.doUpdateSet({ isMember }) : known.doNothing();
        })
        .execute();
    }
  };
  return {
    async byImport(importId, options) {
      const query = trx
        .selectFrom('import')
        .select(['readingSteps as steps', 'nextPage', 'isListed'])
        .where('id', '=', importId);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ?? null;
    },
    async save(importId, { steps, nextPage, isListed }) {
      await trx
        .updateTable('import')
        .set({ readingSteps: steps, nextPage, isListed })
        .where('id', '=', importId)
        .execute();
    },
    addMembers: (importId, members) => add(importId, members, true),
    async addManagers(importId, line) {
      await add(
        importId,
        [...line.values()].filter((manager) => manager !== null),
        false,
      );
      const above = [...line.values()].map((manager) => manager?.entraObjectId ?? null);
      await sql`
        update group_person as g set is_asked = true, manager_object_id = told.above
        from unnest(${[...line.keys()]}::uuid[], ${above}::uuid[]) as told (id, above)
        where g.import_id = ${importId} and g.entra_object_id = told.id`.execute(trx);
    },
    async unasked(importId, limit) {
      const rows = await people()
        .select('entraObjectId')
        .where('importId', '=', importId)
        .where('isAsked', '=', false)
        .orderBy('entraObjectId')
        .limit(limit)
        .execute();
      return rows.map(({ entraObjectId }) => entraObjectId);
    },
    async everybody(importId) {
      const rows = await people().selectAll().where('importId', '=', importId).orderBy('entraObjectId').execute();
      return rows.map(({ tenantId: _tenant, importId: _import, isAsked: _asked, ...rest }): GroupPerson => rest);
    },
    async forget(importId) {
      await trx.deleteFrom('groupPerson').where('importId', '=', importId).execute();
    },
  };
}
