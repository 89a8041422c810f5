import { sql, type Kysely } from 'kysely';

/** Calendars that are followed: who tells us of changes, until when, and how far they have been read. */
const table = `
create table watched_calendar (
  tenant_id uuid not null,
  -- In the directory: whose calendar it is.
  organizer_id uuid not null,
  watch_id text,
  -- The secret itself is kept nowhere.
  secret_hash text,
  expires_at timestamptz,
  mark text,
  window_start timestamptz,
  window_end timestamptz,
  read_at timestamptz,
  watch_again_at timestamptz not null,
  primary key (tenant_id, organizer_id),
  check ((watch_id is null) = (secret_hash is null) and (watch_id is null) = (expires_at is null)),
  check ((mark is null) = (window_start is null) and (mark is null) = (window_end is null)),
  check (window_end > window_start)
);
create unique index watched_calendar_by_watch on watched_calendar (watch_id);
create index watched_calendar_to_read on watched_calendar (coalesce(read_at, '-infinity'));
create index watched_calendar_to_watch on watched_calendar (watch_again_at);

alter table watched_calendar enable row level security;
alter table watched_calendar force row level security;
create policy own_tenant on watched_calendar
  using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);
create policy sweep on watched_calendar for select to current_user using (true);
`;

/** Answers ids, and hashes of secrets, over all tenants. */
const functions = `
create function due_calendars_to_read(unread_since timestamptz, most int)
returns table (tenant_id uuid, organizer_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select c.tenant_id, c.organizer_id from watched_calendar c
  where coalesce(c.read_at, '-infinity') <= unread_since
    and not vantage.is_under_way('calendar.follow', c.tenant_id, c.organizer_id)
  order by coalesce(c.read_at, '-infinity') limit most
$$;
create function due_calendars_to_watch(at timestamptz, most int) returns table (tenant_id uuid, organizer_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select c.tenant_id, c.organizer_id from watched_calendar c
  where c.watch_again_at <= at and not vantage.is_under_way('calendar.watch', c.tenant_id, c.organizer_id)
  order by c.watch_again_at limit most
$$;
create function calendars_of_watches(ids text[])
returns table (watch_id text, tenant_id uuid, organizer_id uuid, secret_hash text)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select c.watch_id, c.tenant_id, c.organizer_id, c.secret_hash from watched_calendar c where c.watch_id = any(ids)
$$;
revoke all on function due_calendars_to_read, due_calendars_to_watch, calendars_of_watches from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(database);
  await sql.raw(functions).execute(database);
}
