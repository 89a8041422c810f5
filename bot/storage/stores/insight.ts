import { sql, type Selectable } from 'kysely';
import type { CheckInAnswers } from '../../mentoring/checkin/check-in.ts';
import type { Key } from '../../mentoring/insight/figure.ts';
import type { InsightStore } from '../../mentoring/insight/insight-store.ts';
import type { MonthOfMeetings } from '../../mentoring/insight/months.ts';
import type { InsightRelease } from '../../mentoring/insight/release.ts';
import type { GivenAnswers } from '../../mentoring/insight/release.ts';
import type { Schema } from '../schema.ts';
import { chunks, type Scope } from './scope.ts';

function release({ tenantId: _tenant, ...rest }: Selectable<Schema['insightRelease']>): InsightRelease {
  return rest;
}

export function insightStore({ tenantId, trx }: Scope): InsightStore {
  return {
    async given(programmeId) {
      const { rows } = await sql<
        Omit<GivenAnswers, 'answers' | 'released'> & { answers: CheckInAnswers; released: Key[] }
      >`
        select c.id as check_in_id, c.person_id, c.answers,
          case when c.person_id = p.mentee_id then 'mentee' else 'mentor' end as side,
          array(select u.key from used_up_answer u where u.check_in_id = c.id) as released
        from pairing p
        join meeting m on m.pairing_id = p.id
        join check_in c on c.meeting_id = m.id
        where p.programme_id = ${programmeId} and c.answers ->> 'tookPlace' = 'yes'
        order by m.starts_at, c.id`.execute(trx);
      return rows;
    },
    async releases(programmeId) {
      const query = trx.selectFrom('insightRelease').selectAll().where('programmeId', '=', programmeId);
      return (await query.orderBy('month').execute()).map(release);
    },
    async insert(one, usedUp) {
      await trx
        .insertInto('insightRelease')
        .values({
          tenantId,
          id: one.id,
          programmeId: one.programmeId,
          month: one.month.toString(),
          releasedAt: one.releasedAt.toString(),
          figures: JSON.stringify(one.figures),
        })
        .execute();
      for (const rows of chunks(usedUp)) {
        await trx
          .insertInto('usedUpAnswer')
          .values(rows.map((used) => ({ tenantId, ...used, releaseId: one.id })))
          .execute();
      }
    },
    async months(programmeId) {
      // Held as `wasHeld` has it for the lead, counted where the rows are: a programme may have tens of thousands.
      const { rows } = await sql<MonthOfMeetings>`
        select month, count(*) filter (where is_held)::int as held, count(*) filter (where state = 'planned')::int as planned,
          count(*) filter (where is_held and agenda_published_at is not null)::int as with_agenda
        from (
          select to_char(m.starts_at at time zone 'UTC', 'YYYY-MM') as month, m.state, m.agenda_published_at,
            m.state = 'held' and not exists (
              select from check_in c where c.meeting_id = m.id and c.answers ->> 'tookPlace' <> 'yes'
            ) as is_held
          from pairing p join meeting m on m.pairing_id = p.id where p.programme_id = ${programmeId}
        ) meetings
        where is_held or state = 'planned'
        group by month order by month`.execute(trx);
      return rows;
    },
  };
}
