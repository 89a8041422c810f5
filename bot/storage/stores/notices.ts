import type { Selectable } from 'kysely';
import type { ConversationStore } from '../../mentoring/chat/conversation-store.ts';
import type { Conversation } from '../../mentoring/chat/conversation.ts';
import type { NoticeStore } from '../../mentoring/notice/notice-store.ts';
import { aboutOf, keyOf, type Notice } from '../../mentoring/notice/notice.ts';
import type { Schema } from '../schema.ts';
import { anyOf, chunks, type Scope } from './scope.ts';

function notice({ tenantId: _tenant, key: _key, about: _about, ...rest }: Selectable<Schema['notice']>): Notice {
  return rest;
}

function noticeColumns({ id: _id, subject, ...rest }: Notice) {
  return {
    ...rest,
    key: keyOf(subject),
    about: aboutOf(subject),
    subject: JSON.stringify(subject),
    sendAfter: rest.sendAfter.toString(),
    activityIds: JSON.stringify(rest.activityIds),
  };
}

export function noticeStore({ tenantId, trx }: Scope): NoticeStore {
  const select = () => trx.selectFrom('notice').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? notice(row) : null;
    },
    async ofPerson(personId) {
      // Ids of version 7 order by time.
      return (await select().where('personId', '=', personId).orderBy('id').execute()).map(notice);
    },
    async about(ids, options) {
      const query = select().where('about', '=', anyOf(ids)).orderBy('id');
      return (await (options?.forUpdate === true ? query.forUpdate() : query).execute()).map(notice);
    },
    async insertMissing(one) {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('notice')
        .values({ tenantId, id: one.id, ...noticeColumns(one) })
        .onConflict((conflict) => conflict.columns(['tenantId', 'personId', 'key']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async insertAll(notices) {
      for (const rows of chunks(notices)) {
        await trx
          .insertInto('notice')
          .values(rows.map((one) => ({ tenantId, id: one.id, ...noticeColumns(one) })))
          .onConflict((conflict) => conflict.columns(['tenantId', 'personId', 'key']).doNothing())
          .execute();
      }
    },
    async undeliverable(programmeId) {
      const query = trx.selectFrom('notice').select((eb) => eb.fn.countAll<string>().as('count'));
      const { count } = await query
        .where(
          'personId',
          'in',
          trx.selectFrom('participant').select('personId').where('programmeId', '=', programmeId),
        )
        .where('state', '=', 'undeliverable')
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async update(one) {
      await trx.updateTable('notice').set(noticeColumns(one)).where('id', '=', one.id).execute();
    },
  };
}

function conversation(row: Selectable<Schema['conversation']>): Conversation {
  const { tenantId: _tenant, entraObjectId: _person, ...rest } = row;
  return rest;
}

const conversationColumns = ({ reference, reach, mutedAt, triedAt, refused }: Conversation) => ({
  reference: reference && JSON.stringify(reference),
  reach,
  mutedAt: mutedAt?.toString() ?? null,
  triedAt: triedAt?.toString() ?? null,
  refused,
});

export function conversationStore({ tenantId, trx }: Scope): ConversationStore {
  const select = () => trx.selectFrom('conversation').selectAll();
  const upsert = (entraObjectId: string, value: Conversation, isOpenKept: boolean) => {
    const changing = conversationColumns(value);
    return trx
      .insertInto('conversation')
      .values({ tenantId, entraObjectId, ...changing })
      .onConflict((conflict) => {
        const update = conflict.columns(['tenantId', 'entraObjectId']).doUpdateSet(changing);
        return isOpenKept ? update.where('conversation.reach', '<>', 'open') : update;
      });
  };
  return {
    async ofPerson(entraObjectId) {
      const row = await select().where('entraObjectId', '=', entraObjectId).executeTakeFirst();
      return row ? conversation(row) : null;
    },
    async ofPeople(entraObjectIds) {
      const rows = await select().where('entraObjectId', '=', anyOf(entraObjectIds)).execute();
      return new Map(rows.map((row) => [row.entraObjectId, conversation(row)]));
    },
    async save(entraObjectId, value) {
      await upsert(entraObjectId, value, false).execute();
    },
    async saveUnlessOpen(entraObjectId, value) {
      await upsert(entraObjectId, value, true).execute();
    },
  };
}
