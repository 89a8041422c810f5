import type { Selectable } from 'kysely';
import type { HelpRequest } from '../../mentoring/help/help-request.ts';
import type { HelpStore } from '../../mentoring/help/help-store.ts';
import type { Schema } from '../schema.ts';
import type { Scope } from './scope.ts';

function request({ tenantId: _tenant, askedOf: to, ...rest }: Selectable<Schema['helpRequest']>): HelpRequest {
  return { ...rest, to };
}

function columns({ id: _id, to: askedOf, ...rest }: HelpRequest) {
  return {
    ...rest,
    askedOf,
    askedAt: rest.askedAt.toString(),
    seenAt: rest.seenAt?.toString() ?? null,
    doneAt: rest.doneAt?.toString() ?? null,
  };
}

export function helpStore({ tenantId, trx }: Scope): HelpStore {
  const select = () => trx.selectFrom('helpRequest').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? request(row) : null;
    },
    async ofProgramme(programmeId) {
      // Ids of version 7 order by time.
      return (await select().where('programmeId', '=', programmeId).orderBy('id').execute()).map(request);
    },
    async ofPerson(personId) {
      return (await select().where('personId', '=', personId).orderBy('id').execute()).map(request);
    },
    async save(one) {
      const changing = columns(one);
      await trx
        .insertInto('helpRequest')
        .values({ tenantId, id: one.id, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(changing))
        .execute();
    },
  };
}
