import { sql, type Kysely } from 'kysely';

/**
 * Every table carries its tenant, is readable and writable only for the tenant that the transaction names, and refers to
 * other rows together with their tenant, so that no row can ever point at another tenant's.
 */
const tables = `
create table person (
  tenant_id uuid not null,
  id uuid not null,
  user_principal_name text not null check (user_principal_name = lower(user_principal_name)),
  entra_object_id uuid,
  display_name text not null,
  job_title text,
  grade text,
  seniority int,
  department text,
  profession text,
  office_location text,
  time_zone text,
  manager_id uuid,
  mailbox jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, user_principal_name) deferrable initially immediate,
  unique (tenant_id, entra_object_id) deferrable initially immediate,
  foreign key (tenant_id, manager_id) references person (tenant_id, id) deferrable initially deferred
);

create table programme (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  cadence text not null check (cadence in ('weekly', 'every-two-weeks', 'monthly')),
  meetings int not null check (meetings > 0),
  length_minutes int not null check (length_minutes in (30, 45, 60)),
  topics jsonb not null,
  rules jsonb not null,
  grade_ladder jsonb not null,
  version int not null,
  primary key (tenant_id, id)
);

create table participant (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('mentor', 'mentee')),
  topics jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, programme_id, person_id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index on participant (tenant_id, person_id);

create table import (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  source jsonb not null,
  state text not null check (state in ('reading', 'done', 'failed')),
  people int not null,
  to_read int not null,
  read int not null,
  failure text,
  primary key (tenant_id, id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id)
);
create index on import (tenant_id, programme_id);

create table pairing (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  mentee_id uuid not null,
  mentor_id uuid not null check (mentor_id <> mentee_id),
  state text not null check (state in ('proposed', 'offered', 'active', 'paused', 'closed', 'declined')),
  fit int not null,
  reasons jsonb not null,
  mentee_accepted_at timestamptz,
  mentee_signed_at timestamptz,
  mentor_accepted_at timestamptz,
  mentor_signed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, mentee_id) references person (tenant_id, id),
  foreign key (tenant_id, mentor_id) references person (tenant_id, id)
);
create unique index pairing_one_open_per_mentee on pairing (tenant_id, programme_id, mentee_id)
  where state not in ('closed', 'declined');
create unique index pairing_one_open_per_mentor on pairing (tenant_id, programme_id, mentor_id)
  where state not in ('closed', 'declined');
create index on pairing (tenant_id, mentee_id);
create index on pairing (tenant_id, mentor_id);

create table unplaced (
  tenant_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('mentor', 'mentee')),
  reason text not null,
  possible_partners int not null,
  primary key (tenant_id, programme_id, person_id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);

create table series (
  tenant_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  state text not null check (state in ('planned', 'booking', 'booked', 'failed')),
  slot jsonb,
  event_id text,
  join_url text,
  problem text,
  primary key (tenant_id, id),
  unique (tenant_id, pairing_id),
  foreign key (tenant_id, pairing_id) references pairing (tenant_id, id)
);

create table meeting (
  tenant_id uuid not null,
  id uuid not null,
  series_id uuid not null,
  pairing_id uuid not null,
  number int not null check (number > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  event_id text not null,
  state text not null check (state in ('planned', 'held', 'cancelled')),
  agenda_published_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, series_id, number),
  unique (tenant_id, series_id, event_id),
  foreign key (tenant_id, series_id) references series (tenant_id, id),
  foreign key (tenant_id, pairing_id) references pairing (tenant_id, id)
);
create index on meeting (tenant_id, pairing_id);
create index meeting_to_end on meeting (ends_at) where state = 'planned';

create table agenda_item (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  author_id uuid not null,
  text text not null,
  state text not null check (state in ('suggested', 'taken-in')),
  position int not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id),
  foreign key (tenant_id, author_id) references person (tenant_id, id)
);
create index on agenda_item (tenant_id, meeting_id);

create table check_in (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('planned', 'sending', 'sent', 'answered', 'undeliverable')),
  send_after timestamptz not null,
  activity_id text,
  answers jsonb,
  primary key (tenant_id, id),
  unique (tenant_id, meeting_id, person_id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index check_in_to_send on check_in (send_after) where state = 'planned';

create table conversation (
  tenant_id uuid not null,
  entra_object_id uuid not null,
  reference jsonb not null,
  primary key (tenant_id, entra_object_id)
);
`;

const names = [
  'person',
  'programme',
  'participant',
  'import',
  'pairing',
  'unplaced',
  'series',
  'meeting',
  'agenda_item',
  'check_in',
  'conversation',
];

/** Answers ids alone, over all tenants: the owner may see the rows, those who call the functions get nothing else. */
const sweeps = `
create policy sweep on meeting for select to current_user using (true);
create policy sweep on check_in for select to current_user using (true);

-- What has a job already is not found again: many that get nowhere must not hide those after them.
create function is_under_way(queue text, tenant uuid, subject uuid) returns boolean
language sql stable set search_path = pg_temp as $$
  select exists (
    select from pgboss.job j
    where j.name = queue and j.singleton_key = tenant || ' ' || subject and j.state < 'completed')
$$;
create function due_meetings(at timestamptz, most int) returns table (tenant_id uuid, meeting_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select m.tenant_id, m.id from meeting m where m.state = 'planned' and m.ends_at <= at
    and not vantage.is_under_way('meeting.ended', m.tenant_id, m.id)
  order by m.ends_at limit most
$$;
create function due_check_ins(at timestamptz, most int) returns table (tenant_id uuid, check_in_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select c.tenant_id, c.id from check_in c where c.state = 'planned' and c.send_after <= at
    and not vantage.is_under_way('check-in.send', c.tenant_id, c.id)
  order by c.send_after limit most
$$;
revoke all on function is_under_way, due_meetings, due_check_ins from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
  for (const name of names) {
    await sql
      .raw(
        `alter table ${name} enable row level security;
         alter table ${name} force row level security;
         create policy own_tenant on ${name}
           using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
           with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);`,
      )
      .execute(database);
  }
  await sql.raw(sweeps).execute(database);
}
