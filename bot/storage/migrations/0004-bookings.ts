import { sql, type Kysely } from 'kysely';

/**
 * An event in Outlook becomes a thing of its own, so that a series can be booked anew and one meeting be given a time of its
 * own. What stood in the series moves there. Row-level security binds the owner too, so it is lifted while rows move.
 */
const changes = `
alter table programme
  add booking jsonb not null default
    '{"organizer": "mentee", "sharedMailbox": null, "decideWithinDays": 2, "blackouts": []}';
alter table programme alter booking drop default;

create table booking (
  tenant_id uuid not null,
  id uuid not null,
  series_id uuid not null,
  meeting_id uuid,
  version int not null check (version > 0),
  state text not null check (state in ('making', 'made', 'verified', 'removing', 'removed', 'refused')),
  slot jsonb not null,
  meetings jsonb,
  organizer jsonb,
  is_asked boolean not null,
  event_id text,
  join_url text,
  uid text,
  farewell text,
  primary key (tenant_id, id),
  foreign key (tenant_id, series_id) references series (tenant_id, id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id),
  check (state not in ('made', 'verified') or (event_id is not null and join_url is not null))
);
create index on booking (tenant_id, series_id);
create index on booking (tenant_id, (organizer ->> 'entraObjectId')) where state in ('made', 'verified');
create unique index booking_one_per_version on booking (tenant_id, series_id, version) where meeting_id is null;

create table meeting_change (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  kind text not null check (kind in ('moved', 'cancelled', 'declined', 'accepted', 'given-a-new-time')),
  changed_by text not null check (changed_by in ('mentee', 'mentor', 'lead', 'vantage')),
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id)
);
create index on meeting_change (tenant_id, meeting_id);

alter table series drop constraint series_state_check;
alter table series
  add check (state in ('planned', 'offered', 'booking', 'booked', 'verified', 'changing', 'paused', 'ending', 'ended',
    'failed')),
  add version int not null default 0 check (version >= 0),
  add cadence text check (cadence in ('weekly', 'every-two-weeks', 'monthly')),
  add length_minutes int check (length_minutes in (30, 45, 60)),
  add options jsonb not null default '[]',
  add decide_by timestamptz,
  add paused_until date,
  add change_problem text;

alter table meeting drop constraint meeting_state_check;
alter table meeting
  add check (state in ('planned', 'open', 'held', 'cancelled')),
  add booking_id uuid,
  add response jsonb,
  add meeting_order jsonb,
  add order_problem text,
  add options jsonb not null default '[]',
  add decide_by timestamptz,
  alter event_id drop not null,
  add foreign key (tenant_id, booking_id) references booking (tenant_id, id);
create index on meeting (tenant_id, booking_id);
-- A series that is moved as a whole gives its meetings the occurrences of one another.
alter table meeting drop constraint meeting_tenant_id_series_id_event_id_key;
alter table meeting add unique (tenant_id, series_id, event_id) deferrable initially deferred;

alter table series no force row level security;
alter table meeting no force row level security;
alter table pairing no force row level security;
alter table programme no force row level security;
alter table person no force row level security;
update series s set cadence = g.cadence, length_minutes = g.length_minutes
  from pairing p join programme g on g.tenant_id = p.tenant_id and g.id = p.programme_id
  where p.tenant_id = s.tenant_id and p.id = s.pairing_id;
-- Its own id marks the event of a series from before; so it is the booking's too.
insert into booking (tenant_id, id, series_id, version, state, slot, organizer, is_asked, event_id, join_url)
  select s.tenant_id, s.id, s.id, 1, case when s.state = 'booked' then 'made' else 'making' end, s.slot,
    jsonb_build_object('entraObjectId', m.entra_object_id, 'userPrincipalName', m.user_principal_name, 'displayName',
      m.display_name),
    true, s.event_id, s.join_url
  from series s
  join pairing p on p.tenant_id = s.tenant_id and p.id = s.pairing_id
  join person m on m.tenant_id = p.tenant_id and m.id = p.mentee_id
  where s.slot is not null and (s.state = 'booking' or s.state = 'booked');
update series set version = 1 where slot is not null and state in ('booking', 'booked');
update series set slot = null where state = 'failed';
update meeting set booking_id = series_id;
alter table series force row level security;
alter table meeting force row level security;
alter table pairing force row level security;
alter table programme force row level security;
alter table person force row level security;

alter table series
  alter cadence set not null,
  alter length_minutes set not null,
  drop event_id,
  drop join_url;
`;

/** Answers ids alone, over all tenants, as those of the first migration do. */
const sweeps = `
create policy sweep on series for select to current_user using (true);

create function due_series(at timestamptz, most int) returns table (tenant_id uuid, series_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select s.tenant_id, s.id from series s
  where ((s.state = 'offered' and s.decide_by <= at) or (s.state = 'paused' and s.paused_until <= (at at time zone 'UTC')::date))
    and not vantage.is_under_way('series.book', s.tenant_id, s.id)
  order by s.decide_by limit most
$$;
create function due_open_meetings(at timestamptz, most int) returns table (tenant_id uuid, meeting_id uuid)
language sql stable security definer set search_path = vantage, pg_temp as $$
  select m.tenant_id, m.id from meeting m where m.state = 'open' and m.decide_by <= at
    and not vantage.is_under_way('meeting.offer', m.tenant_id, m.id)
  order by m.decide_by limit most
$$;
revoke all on function due_series, due_open_meetings from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
  for (const name of ['booking', 'meeting_change']) {
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
