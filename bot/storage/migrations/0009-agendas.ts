import { sql, type Kysely } from 'kysely';

/** What is asked before a meeting is planned for the time at which it is: a meeting that moved is found by the difference. */
const changes = `
alter table meeting add agenda_planned_for timestamptz;

create function due_agendas(at timestamptz, most int) returns table (tenant_id uuid, meeting_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select m.tenant_id, m.id from meeting m
  where (
      (m.state = 'planned' and m.starts_at > at and m.agenda_planned_for is distinct from m.starts_at
        and (m.starts_at <= at + interval '14 days' or m.agenda_planned_for is not null))
      or (m.state <> 'planned' and m.agenda_planned_for is not null))
    and not vantage.is_under_way('agenda.plan', m.tenant_id, m.id)
  order by m.starts_at limit most
$$;
revoke all on function due_agendas from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
