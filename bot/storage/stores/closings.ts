import { sql, type Selectable } from 'kysely';
import type { ClosingStore } from '../../mentoring/closing/closing-store.ts';
import type { AnotherRoundAnswer, Closing } from '../../mentoring/closing/closing.ts';
import type { Schema } from '../schema.ts';
import type { Scope } from './scope.ts';

function closing({ tenantId: _tenant, ...rest }: Selectable<Schema['closing']>): Closing {
  return rest;
}

function columns({ programmeId: _programme, ...rest }: Closing) {
  return {
    ...rest,
    thankedAt: rest.thankedAt?.toString() ?? null,
    thankedBy: rest.thankedBy && JSON.stringify(rest.thankedBy),
    closedBy: rest.closedBy && JSON.stringify(rest.closedBy),
  };
}

export function closingStore({ tenantId, trx }: Scope): ClosingStore {
  return {
    async ofProgramme(programmeId) {
      const query = trx.selectFrom('closing').selectAll().where('programmeId', '=', programmeId);
      const row = await query.executeTakeFirst();
      return row ? closing(row) : null;
    },
    async save(one) {
      const changing = columns(one);
      await trx
        .insertInto('closing')
        .values({ tenantId, programmeId: one.programmeId, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'programmeId']).doUpdateSet(changing))
        .execute();
    },
    async outcomes(programmeId) {
      const { rows } = await sql<{
        pairings: number;
        people: number;
        commitmentsMade: number;
        commitmentsClosed: number;
      }>`
        with begun as (
          select id, mentee_id, mentor_id from pairing
          where programme_id = ${programmeId} and mentee_signed_at is not null and mentor_signed_at is not null
        ), agreed as (
          select c.state from commitment c join begun b on b.id = c.pairing_id where c.state <> 'proposed'
        )
        select
          (select count(*) from begun)::int as pairings,
          (select count(*) from (select mentee_id from begun union select mentor_id from begun) of_them)::int as people,
          (select count(*) from agreed)::int as commitments_made,
          (select count(*) from agreed where state = 'closed')::int as commitments_closed`.execute(trx);
      const [found] = rows;
      if (!found) throw new Error('counting gave no row');
      return found;
    },
    async answerOf(participantId) {
      const { rows } = await sql<AnotherRoundAnswer>`
        select answer, role from another_round where participant_id = ${participantId}`.execute(trx);
      return rows[0] ?? null;
    },
    async answers(programmeId) {
      const { rows } = await sql<{ participantId: string } & AnotherRoundAnswer>`
        select a.participant_id, a.answer, a.role from another_round a
        join participant p on p.id = a.participant_id where p.programme_id = ${programmeId}`.execute(trx);
      return new Map(rows.map(({ participantId, ...answer }) => [participantId, answer]));
    },
    async saveAnswer(participantId, { answer, role }, at) {
      const changing = { answer, role, answeredAt: at.toString() };
      await trx
        .insertInto('anotherRound')
        .values({ tenantId, participantId, ...changing })
        .onConflict((conflict) => conflict.columns(['tenantId', 'participantId']).doUpdateSet(changing))
        .execute();
    },
  };
}
