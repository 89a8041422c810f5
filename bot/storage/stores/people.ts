import { sql, type Selectable } from 'kysely';
import { reachOf } from '../../mentoring/attention/reach.ts';
import type { ImportStore } from '../../mentoring/people/import-store.ts';
import type { ParticipantStore } from '../../mentoring/people/participant-store.ts';
import type { PersonStore } from '../../mentoring/people/person-store.ts';
import type { Participant, Person } from '../../mentoring/people/person.ts';
import type { Schema } from '../schema.ts';
import { anyOf, chunks, type Scope } from './scope.ts';

export function personOf({ tenantId: _tenant, ...rest }: Selectable<Schema['person']>): Person {
  return rest;
}

/** Those on one side of a pairing that binds them. */
const pairedIn = (trx: Scope['trx'], programmeId: string, side: 'menteeId' | 'mentorId') =>
  trx
    .selectFrom('pairing')
    .select(`${side} as id`)
    .where('programmeId', '=', programmeId)
    .where('state', 'in', ['offered', 'active', 'paused']);

export function personStore({ tenantId, trx }: Scope): PersonStore {
  const select = () => trx.selectFrom('person').selectAll();
  return {
    async byId(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? personOf(row) : null;
    },
    async byIds(ids) {
      return (await select().where('id', '=', anyOf(ids)).orderBy('id').execute()).map(personOf);
    },
    async byEntraObjectId(objectId) {
      const row = await select().where('entraObjectId', '=', objectId).executeTakeFirst();
      return row ? personOf(row) : null;
    },
    async byUserPrincipalNames(names) {
      return (await select().where('userPrincipalName', '=', anyOf(names)).execute()).map(personOf);
    },
    async all() {
      return (await select().orderBy('id').execute()).map(personOf);
    },
    async ranks() {
      return trx.selectFrom('person').select(['id', 'managerId', 'seniority', 'grade']).orderBy('id').execute();
    },
    async unreadOf(programmeId, limit) {
      const unread = select().where(sql<string>`mailbox ->> 'state'`, '=', sql.lit('unread'));
      const among = trx.selectFrom('participant').select('personId').where('programmeId', '=', programmeId);
      return (await unread.where('id', 'in', among).orderBy('id').limit(limit).execute()).map(personOf);
    },
    async languages() {
      const spoken = sql<{ language: string }>`
        select distinct jsonb_array_elements_text(languages) as language from person order by language`;
      return (await spoken.execute(trx)).rows.map(({ language }) => language);
    },
    async saveLanguages(id, languages) {
      await trx
        .updateTable('person')
        .set({ languages: JSON.stringify(languages) })
        .where('id', '=', id)
        .execute();
    },
    async saveOwnHours(id, hours) {
      await trx
        .updateTable('person')
        .set({ ownHours: hours && JSON.stringify(hours) })
        .where('id', '=', id)
        .execute();
    },
    async search({ programmeId, text, exceptId, most }) {
      const found = await trx
        .selectFrom('person')
        .innerJoin('participant', 'participant.personId', 'person.id')
        .select(['person.id', 'person.displayName', 'person.jobTitle'])
        .where('participant.programmeId', '=', programmeId)
        .where('person.id', '<>', exceptId)
        .where('person.displayName', 'ilike', `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
        .orderBy('person.displayName')
        .orderBy('person.id')
        .limit(most)
        .execute();
      return found;
    },
    async save(people) {
      for (const rows of chunks(people)) {
        await trx
          .insertInto('person')
          .values(
            rows.map((row) => ({
              ...row,
              tenantId,
              languages: JSON.stringify(row.languages),
              mailbox: JSON.stringify(row.mailbox),
              ownHours: row.ownHours && JSON.stringify(row.ownHours),
            })),
          )
          .onConflict((conflict) =>
            conflict.columns(['tenantId', 'id']).doUpdateSet((eb) => ({
              userPrincipalName: eb.ref('excluded.userPrincipalName'),
              entraObjectId: eb.ref('excluded.entraObjectId'),
              displayName: eb.ref('excluded.displayName'),
              jobTitle: eb.ref('excluded.jobTitle'),
              grade: eb.ref('excluded.grade'),
              seniority: eb.ref('excluded.seniority'),
              department: eb.ref('excluded.department'),
              profession: eb.ref('excluded.profession'),
              officeLocation: eb.ref('excluded.officeLocation'),
              timeZone: eb.ref('excluded.timeZone'),
              languages: eb.ref('excluded.languages'),
              managerId: eb.ref('excluded.managerId'),
              mailbox: eb.ref('excluded.mailbox'),
            })),
          )
          .execute();
      }
    },
    async saveRead(read) {
      for (const { id, entraObjectId, timeZone, languages, mailbox } of read) {
        const facts = { entraObjectId, timeZone, mailbox: JSON.stringify(mailbox) };
        const spoken = sql<string>`case languages when '[]' then ${JSON.stringify(languages)}::jsonb else languages end`;
        await trx
          .updateTable('person')
          .set({ ...facts, languages: spoken })
          .where('id', '=', id)
          .execute();
      }
    },
    async outOfReach(programmeId, limit) {
      const concerned = trx
        .selectFrom('participant')
        .select('personId as id')
        .where('programmeId', '=', programmeId)
        .union(pairedIn(trx, programmeId, 'menteeId'))
        .union(pairedIn(trx, programmeId, 'mentorId'));
      const unreached = trx
        .selectFrom('person')
        .leftJoin('conversation', 'conversation.entraObjectId', 'person.entraObjectId')
        .where('person.id', 'in', concerned)
        .where((eb) => eb.or([eb('conversation.reach', 'is', null), eb('conversation.reach', '<>', 'open')]));
      const { count, notAllowed } = await unreached
        .select((eb) => [
          eb.fn.countAll<string>().as('count'),
          // As `reachOf` has it.
          eb.fn
            .countAll<string>()
            .filterWhere('conversation.reach', '=', 'not-installed')
            .filterWhere('conversation.triedAt', 'is not', null)
            .filterWhere('conversation.refused', '=', 'not-allowed')
            .as('notAllowed'),
        ])
        .executeTakeFirstOrThrow();
      const rows =
        limit === 0
          ? []
          : await unreached
              .selectAll('person')
              .select(['conversation.reach', 'conversation.triedAt', 'conversation.refused'])
              .orderBy('person.displayName')
              .orderBy('person.id')
              .limit(limit)
              .execute();
      const people = rows.flatMap(({ reach, triedAt, refused, ...rest }) => {
        const one = personOf(rest);
        const why = reachOf(one, reach && { reach, triedAt, refused });
        return why === 'reached' ? [] : [{ person: one, why }];
      });
      return { people, count: Number(count), notAllowed: Number(notAllowed) };
    },
    async unpaired(programmeId, day, limit) {
      const left = trx
        .selectFrom('participant')
        .innerJoin('person', 'person.id', 'participant.personId')
        .where('participant.programmeId', '=', programmeId)
        .where((eb) =>
          eb.or([
            eb('participant.pausedUntil', 'is', null),
            eb('participant.pausedUntil', '<=', sql<never>`${day.toString()}::date`),
          ]),
        )
        .where(
          'participant.personId',
          'not in',
          pairedIn(trx, programmeId, 'menteeId').union(pairedIn(trx, programmeId, 'mentorId')),
        );
      const { count } = await left.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
      const rows =
        limit === 0
          ? []
          : await left
              .selectAll('person')
              .select('participant.role')
              .orderBy('person.displayName')
              .orderBy('person.id')
              .limit(limit)
              .execute();
      return { people: rows.map(({ role, ...rest }) => ({ person: personOf(rest), role })), count: Number(count) };
    },
    async lockAll() {
      await lockOf(tenantId, 'people').execute(trx);
    },
    async lock(ids) {
      // In one order everywhere, so that no two wait for each other.
      for (const id of ids.toSorted()) await lockOf(tenantId, `person ${id}`).execute(trx);
    },
  };
}

function lockOf(tenantId: string, what: string) {
  return sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} ${what}`}, 0))`;
}

function participant({ tenantId: _tenant, ...rest }: Selectable<Schema['participant']>): Participant {
  return rest;
}

export function participantStore({ tenantId, trx }: Scope): ParticipantStore {
  const select = () => trx.selectFrom('participant').selectAll();
  return {
    async byId(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? participant(row) : null;
    },
    async ofProgramme(programmeId) {
      return (await select().where('programmeId', '=', programmeId).orderBy('id').execute()).map(participant);
    },
    async ofPeople(programmeId, personIds) {
      const among = select().where('programmeId', '=', programmeId).where('personId', '=', anyOf(personIds));
      return (await among.orderBy('id').execute()).map(participant);
    },
    async isAnybodyIn(programmeId) {
      const one = trx.selectFrom('participant').select('id').where('programmeId', '=', programmeId).limit(1);
      return (await one.execute()).length > 0;
    },
    async ofPerson(personId) {
      return (await select().where('personId', '=', personId).orderBy('id').execute()).map(participant);
    },
    async save(participants) {
      for (const rows of chunks(participants)) {
        await trx
          .insertInto('participant')
          .values(
            rows.map((row) => ({
              ...row,
              tenantId,
              topics: JSON.stringify(row.topics),
              preferences: JSON.stringify(row.preferences),
              wishes: JSON.stringify(row.wishes),
              exclusions: JSON.stringify(row.exclusions),
              pausedUntil: row.pausedUntil?.toString() ?? null,
            })),
          )
          .onConflict((conflict) =>
            conflict.columns(['tenantId', 'programmeId', 'personId']).doUpdateSet((eb) => ({
              role: eb.ref('excluded.role'),
              topics: eb.ref('excluded.topics'),
              capacity: eb.ref('excluded.capacity'),
              preferences: eb.ref('excluded.preferences'),
              wishes: eb.ref('excluded.wishes'),
              exclusions: eb.ref('excluded.exclusions'),
              pausedUntil: eb.ref('excluded.pausedUntil'),
            })),
          )
          .execute();
      }
    },
    async remove(id) {
      await trx.deleteFrom('participant').where('id', '=', id).execute();
    },
    async markTold(programmeId, personIds) {
      const untold = trx
        .updateTable('participant')
        .set({ isTold: true })
        .where('programmeId', '=', programmeId)
        .where('personId', '=', anyOf(personIds))
        .where('isTold', '=', false);
      return (await untold.returningAll().execute()).map(participant);
    },
  };
}

const importColumns = ['id', 'programmeId', 'source', 'state', 'people', 'toRead', 'read', 'failure'] as const;

export function importStore({ tenantId, trx }: Scope): ImportStore {
  const select = () => trx.selectFrom('import').select(importColumns);
  return {
    async byId(id) {
      return (await select().where('id', '=', id).executeTakeFirst()) ?? null;
    },
    async ofProgramme(programmeId) {
      // Ids of version 7 order by time.
      return select().where('programmeId', '=', programmeId).orderBy('id', 'desc').execute();
    },
    async save(run) {
      const { id, programmeId, ...changing } = { ...run, source: JSON.stringify(run.source) };
      await trx
        .insertInto('import')
        .values({ tenantId, id, programmeId, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(changing))
        .execute();
    },
  };
}
