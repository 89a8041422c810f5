import { sql, type Kysely } from 'kysely';

/** Help that people ask for, whom they can ask, and which pairings have not met for long. */
const changes = `
alter table programme
  -- Who has no part in it and can be asked for help, by userPrincipalName in lower case.
  add neutral_contact text,
  -- Object id in the directory of whoever made it.
  add led_by uuid;
alter table series add resumed_at timestamptz;

create table help_request (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  pairing_id uuid,
  person_id uuid not null,
  asked_of text not null check (asked_of in ('lead', 'contact')),
  contact_id uuid,
  wants text not null check (wants in ('talk', 'way-out')),
  words text check (length(words) <= 500),
  state text not null check (state in ('open', 'seen', 'done')),
  asked_at timestamptz not null,
  seen_at timestamptz,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, pairing_id) references pairing (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id),
  foreign key (tenant_id, contact_id) references person (tenant_id, id),
  check ((asked_of = 'contact') = (contact_id is not null)),
  check ((state = 'open') = (seen_at is null) and (state = 'done') = (done_at is not null))
);
create index on help_request (tenant_id, programme_id);
create index on help_request (tenant_id, person_id);

alter table help_request enable row level security;
alter table help_request force row level security;
create policy own_tenant on help_request
  using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);
`;

/**
 * Pairings whose two have not met for three weeks and have not been asked about it since. What is looked at here is looked
 * at again, by the rule, before anybody is asked.
 */
const sweeps = `
create policy sweep on pairing for select to current_user using (true);
create policy sweep on programme for select to current_user using (true);

create index meeting_by_pairing_held on meeting (tenant_id, pairing_id, ends_at) where state = 'held';
create function due_stalled(at timestamptz, most int) returns table (tenant_id uuid, pairing_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select p.tenant_id, p.id from pairing p
  join series s on s.tenant_id = p.tenant_id and s.pairing_id = p.id
  join programme g on g.tenant_id = p.tenant_id and g.id = p.programme_id
  cross join lateral (
    select greatest(p.mentee_signed_at, p.mentor_signed_at, s.resumed_at, (
      select max(m.ends_at) from meeting m
      where m.tenant_id = p.tenant_id and m.pairing_id = p.id and m.state = 'held'
    )) as since
  ) gap
  where p.state = 'active' and gap.since <= at - interval '21 days'
    and s.state not in ('paused', 'ending', 'ended')
    and g.ends_on >= (at at time zone 'UTC')::date
    and not exists (
      select from meeting m where m.tenant_id = p.tenant_id and m.pairing_id = p.id and m.state = 'planned'
        and m.starts_at <= at + case when s.cadence = 'monthly' then interval '14 days' else interval '7 days' end
    )
    and (
      exists (
        select from meeting m
        where m.tenant_id = p.tenant_id and m.pairing_id = p.id and m.state in ('planned', 'open')
      )
      or not exists (select from meeting m where m.tenant_id = p.tenant_id and m.pairing_id = p.id)
    )
    and not exists (
      select from notice n where n.tenant_id = p.tenant_id and n.about = p.id and n.subject ->> 'kind' = 'stalled'
        and (n.subject ->> 'occasion')::timestamptz >= date_trunc('second', gap.since)
    )
    and not vantage.is_under_way('pairing.stalled', p.tenant_id, p.id)
  order by gap.since limit most
$$;
revoke all on function due_stalled from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
  await sql.raw(sweeps).execute(database);
}
