import { sql, type Kysely } from 'kysely';

/** Figures of answers as they were released, which answers they used up, and how a programme ends. */
const changes = `
alter table programme add closed_at timestamptz;

create table insight_release (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  -- The first day of the month for which it was made.
  month date not null check (extract(day from month) = 1),
  released_at timestamptz not null,
  figures jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, programme_id, month),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id)
);

create table used_up_answer (
  tenant_id uuid not null,
  check_in_id uuid not null,
  key text not null check (key in ('trust', 'agenda', 'listening', 'summing-up')),
  release_id uuid not null,
  -- No answer is ever counted twice: this is what keeps figures from being subtracted.
  primary key (tenant_id, check_in_id, key),
  foreign key (tenant_id, check_in_id) references check_in (tenant_id, id) on delete cascade,
  foreign key (tenant_id, release_id) references insight_release (tenant_id, id)
);

create table closing (
  tenant_id uuid not null,
  programme_id uuid not null,
  thanked_at timestamptz,
  thanked_by jsonb,
  words text check (length(words) <= 500),
  asks_another_round boolean not null,
  closed_by jsonb,
  primary key (tenant_id, programme_id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  check ((thanked_at is null) = (thanked_by is null))
);

create table another_round (
  tenant_id uuid not null,
  participant_id uuid not null,
  answer text not null check (answer in ('yes', 'not-now', 'no')),
  role text check (role in ('mentor', 'mentee')),
  answered_at timestamptz not null,
  primary key (tenant_id, participant_id),
  foreign key (tenant_id, participant_id) references participant (tenant_id, id) on delete cascade,
  check ((answer = 'yes') = (role is not null))
);
`;

const tables = ['insight_release', 'used_up_answer', 'closing', 'another_round'];

/**
 * Programmes for which nothing was released yet this month: from the month after they began to the second after they end,
 * since the last answers come later. What is looked at here is looked at again before anything is released.
 */
const sweeps = `
create policy sweep on insight_release for select to current_user using (true);
create function due_releases(at timestamptz, most int) returns table (tenant_id uuid, programme_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select g.tenant_id, g.id from programme g
  cross join (select date_trunc('month', at at time zone 'UTC')::date as month) now
  where date_trunc('month', g.starts_on)::date < now.month
    and date_trunc('month', least(g.ends_on, (g.closed_at at time zone 'UTC')::date) + interval '2 months')::date >= now.month
    and exists (
      select from pairing p
      where p.tenant_id = g.tenant_id and p.programme_id = g.id and p.state in ('active', 'paused', 'closed')
    )
    and not exists (
      select from insight_release r
      where r.tenant_id = g.tenant_id and r.programme_id = g.id and r.month = now.month
    )
    and not vantage.is_under_way('insight.release', g.tenant_id, g.id)
  order by g.id limit most
$$;
revoke all on function due_releases from public;
`;

/** The lead's page shows these as they come. Who says no to another round is not even told to have said something. */
const tellers = `
create trigger tell after insert on insight_release for each row execute function tell_of_programme('programme_id');
create trigger tell after insert or update on closing for each row execute function tell_of_programme('programme_id');
create function tell_of_another_round() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
begin
  perform tell_programme(new.tenant_id, p.programme_id) from participant p
  where p.tenant_id = new.tenant_id and p.id = new.participant_id;
  return null;
end $$;
create trigger tell after insert on another_round for each row when (new.answer = 'yes')
  execute function tell_of_another_round();
create trigger tell_update after update on another_round for each row when (new.answer = 'yes' or old.answer = 'yes')
  execute function tell_of_another_round();
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
  for (const table of tables) {
    await sql
      .raw(
        `alter table ${table} enable row level security;
         alter table ${table} force row level security;
         create policy own_tenant on ${table}
           using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
           with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);`,
      )
      .execute(database);
  }
  await sql.raw(sweeps).execute(database);
  await sql.raw(tellers).execute(database);
}
