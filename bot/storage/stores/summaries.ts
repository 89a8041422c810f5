import type { Selectable } from 'kysely';
import type { CommitmentStore } from '../../mentoring/commitment/commitment-store.ts';
import type { Commitment } from '../../mentoring/commitment/commitment.ts';
import type { SummaryStore } from '../../mentoring/summary/summary-store.ts';
import type { Summary } from '../../mentoring/summary/summary.ts';
import type { Schema } from '../schema.ts';
import { anyOf, type Scope } from './scope.ts';

function summary({ tenantId: _tenant, ...rest }: Selectable<Schema['summary']>): Summary {
  return rest;
}

export function summaryStore({ tenantId, trx }: Scope): SummaryStore {
  return {
    async ofMeetings(meetingIds) {
      const rows = trx.selectFrom('summary').selectAll().where('meetingId', '=', anyOf(meetingIds));
      return (await rows.execute()).map(summary);
    },
    async save({ meetingId, ...rest }) {
      const changing = {
        ...rest,
        writtenAt: rest.writtenAt.toString(),
        verdictAt: rest.verdictAt?.toString() ?? null,
      };
      await trx
        .insertInto('summary')
        .values({ tenantId, meetingId, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'meetingId']).doUpdateSet(changing))
        .execute();
    },
  };
}

function commitment({ tenantId: _tenant, ...rest }: Selectable<Schema['commitment']>): Commitment {
  return rest;
}

export function commitmentStore({ tenantId, trx }: Scope): CommitmentStore {
  const select = () => trx.selectFrom('commitment').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? commitment(row) : null;
    },
    async ofMeeting(meetingId) {
      const row = await select().where('meetingId', '=', meetingId).executeTakeFirst();
      return row ? commitment(row) : null;
    },
    async ofPairings(pairingIds) {
      const rows = select().where('pairingId', '=', anyOf(pairingIds)).orderBy('proposedAt').orderBy('id');
      return (await rows.execute()).map(commitment);
    },
    async openOf(pairingId) {
      const rows = select().where('pairingId', '=', pairingId).where('state', 'in', ['open', 'said-done']);
      return (await rows.orderBy('proposedAt').orderBy('id').execute()).map(commitment);
    },
    async save({ id, ...rest }) {
      const changing = {
        ...rest,
        proposedAt: rest.proposedAt.toString(),
        openedAt: rest.openedAt?.toString() ?? null,
        saidDoneAt: rest.saidDoneAt?.toString() ?? null,
        endedAt: rest.endedAt?.toString() ?? null,
      };
      await trx
        .insertInto('commitment')
        .values({ tenantId, id, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(changing))
        .execute();
    },
    async remove(id) {
      await trx.deleteFrom('commitment').where('id', '=', id).execute();
    },
  };
}
