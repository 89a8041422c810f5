import { sql, type Kysely } from 'kysely';

/** What the bot says by itself, each to one person and once; how a check-in is delivered moves there. */
const changes = `
create table notice (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  key text not null,
  -- The id of the pairing, series, meeting … it is about.
  about uuid not null,
  subject jsonb not null,
  state text not null check (state in ('planned', 'sending', 'sent', 'undeliverable', 'dropped')),
  send_after timestamptz not null,
  activity_ids jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, key),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index on notice (tenant_id, about);
create index notice_to_send on notice (send_after) where state = 'planned';

drop function due_check_ins;
drop policy sweep on check_in;
alter table check_in no force row level security;
insert into notice
  select tenant_id, gen_random_uuid(), person_id, 'check-in ' || id, id,
    jsonb_build_object('kind', 'check-in', 'checkInId', id),
    case when state <> 'answered' then state when activity_id is null then 'dropped' else 'sent' end,
    send_after,
    case when activity_id is null then '[]' else jsonb_build_array(activity_id) end
  from check_in;
alter table check_in force row level security;
alter table check_in drop state, drop send_after, drop activity_id;

alter table conversation
  alter reference drop not null,
  add reach text not null default 'open'
    check (reach in ('open', 'not-installed', 'blocked', 'disabled', 'no-conversation', 'left')),
  add muted_at timestamptz,
  add tried_at timestamptz;
alter table conversation alter reach drop default;

alter table notice enable row level security;
alter table notice force row level security;
create policy own_tenant on notice
  using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);
create policy sweep on notice for select to current_user using (true);

create function due_notices(at timestamptz, most int) returns table (tenant_id uuid, notice_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select n.tenant_id, n.id from notice n where n.state = 'planned' and n.send_after <= at
    and not vantage.is_under_way('notice.send', n.tenant_id, n.id)
  order by n.send_after limit most
$$;
revoke all on function due_notices from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
