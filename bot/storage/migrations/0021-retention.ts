import { sql, type Kysely } from 'kysely';

/** How long what was said in a programme is kept after its end, and how it goes then. */
const changes = `
alter table programme
  add kept_months int not null default 12 check (kept_months between 1 and 60),
  -- When what was said in it was last deleted for its age.
  add forgotten_at timestamptz;
`;

/**
 * The end of the time for which a programme is kept: as \`kept-until.ts\` has it, where it is looked at again. And what only
 * grows while it is kept, which the runtime role cannot change: it goes with its programme, and nothing else does.
 */
const functions = `
create function due_to_forget(at timestamptz, most int) returns table (tenant_id uuid, programme_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select g.tenant_id, g.id from programme g
  cross join lateral (
    select (coalesce(g.closed_at at time zone 'UTC', g.ends_on + interval '1 day')
      + make_interval(months => g.kept_months)) at time zone 'UTC' as until
  ) kept
  where kept.until <= at and (g.forgotten_at is null or g.forgotten_at < kept.until)
    and not exists (
      select from pairing p join meeting m on m.tenant_id = p.tenant_id and m.pairing_id = p.id
      where p.tenant_id = g.tenant_id and p.programme_id = g.id and m.state = 'planned' and m.starts_at > at
    )
    and not vantage.is_under_way('programme.forget', g.tenant_id, g.id)
  order by g.id limit most
$$;
create function forget_history(programme uuid) returns void
language sql security definer set search_path = vantage, pg_temp as $$
  delete from lead_act where programme_id = programme;
  delete from matching_decision where programme_id = programme;
  delete from meeting_change where meeting_id in (
    select m.id from meeting m join pairing p on p.tenant_id = m.tenant_id and p.id = m.pairing_id
    where p.programme_id = programme and p.tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
$$;
revoke all on function due_to_forget, forget_history from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
  await sql.raw(functions).execute(database);
}
