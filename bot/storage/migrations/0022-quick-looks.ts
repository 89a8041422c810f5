import { sql, type Kysely } from 'kysely';

/**
 * Every server looks every other second for what is due, over all tenants. So a look must cost what it finds and not what
 * there is: each reads an index that holds little but what is due. Only who is stalled follows from several tables: there the
 * many who met lately are sorted out at once, before anything is looked up for one pairing alone.
 */
const changes = `
create index series_to_decide on series (decide_by) where state = 'offered';
create index series_to_resume on series (paused_until) where state = 'paused';
create index meeting_to_decide on meeting (decide_by) where state = 'open';
create index meeting_to_plan on meeting (starts_at) where state = 'planned' and agenda_planned_for is null;
create index meeting_to_plan_anew on meeting (starts_at) where agenda_planned_for is not null
  and (state <> 'planned' or agenda_planned_for <> starts_at);

create or replace function due_series(at timestamptz, most int) returns table (tenant_id uuid, series_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select s.tenant_id, s.id from (
    select o.tenant_id, o.id, o.decide_by from series o where o.state = 'offered' and o.decide_by <= at
    union all
    select o.tenant_id, o.id, o.decide_by from series o
    where o.state = 'paused' and o.paused_until <= (at at time zone 'UTC')::date
  ) s
  where not vantage.is_under_way('series.book', s.tenant_id, s.id)
  order by s.decide_by limit most
$$;

create or replace function due_agendas(at timestamptz, most int) returns table (tenant_id uuid, meeting_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select m.tenant_id, m.id from (
    select o.tenant_id, o.id, o.starts_at from meeting o
    where o.state = 'planned' and o.agenda_planned_for is null
      and o.starts_at > at and o.starts_at <= at + interval '14 days'
    union all
    select o.tenant_id, o.id, o.starts_at from meeting o
    where o.agenda_planned_for is not null and (o.state <> 'planned' or o.agenda_planned_for <> o.starts_at)
      and (o.state <> 'planned' or o.starts_at > at)
  ) m
  where not vantage.is_under_way('agenda.plan', m.tenant_id, m.id)
  order by m.starts_at limit most
$$;

create or replace function due_stalled(at timestamptz, most int) returns table (tenant_id uuid, pairing_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  with quiet as materialized (
    select p.tenant_id, p.id, p.programme_id, p.mentee_signed_at, p.mentor_signed_at, s.resumed_at, s.cadence
    from pairing p
    join series s on s.tenant_id = p.tenant_id and s.pairing_id = p.id
    where p.state = 'active' and s.state not in ('paused', 'ending', 'ended')
      and not exists (
        select from meeting m
        where m.tenant_id = p.tenant_id and m.pairing_id = p.id and m.state = 'held' and m.ends_at > at - interval '21 days'
      )
  )
  select q.tenant_id, q.id from quiet q
  join programme g on g.tenant_id = q.tenant_id and g.id = q.programme_id
  cross join lateral (
    select greatest(q.mentee_signed_at, q.mentor_signed_at, q.resumed_at, (
      select max(m.ends_at) from meeting m
      where m.tenant_id = q.tenant_id and m.pairing_id = q.id and m.state = 'held'
    )) as since
  ) gap
  where gap.since <= at - interval '21 days'
    and g.ends_on >= (at at time zone 'UTC')::date
    and not exists (
      select from meeting m where m.tenant_id = q.tenant_id and m.pairing_id = q.id and m.state = 'planned'
        and m.starts_at <= at + case when q.cadence = 'monthly' then interval '14 days' else interval '7 days' end
    )
    and (
      exists (
        select from meeting m
        where m.tenant_id = q.tenant_id and m.pairing_id = q.id and m.state in ('planned', 'open')
      )
      or not exists (select from meeting m where m.tenant_id = q.tenant_id and m.pairing_id = q.id)
    )
    and not exists (
      select from notice n where n.tenant_id = q.tenant_id and n.about = q.id and n.subject ->> 'kind' = 'stalled'
        and (n.subject ->> 'occasion')::timestamptz >= date_trunc('second', gap.since)
    )
    and not vantage.is_under_way('pairing.stalled', q.tenant_id, q.id)
  order by gap.since limit most
$$;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
