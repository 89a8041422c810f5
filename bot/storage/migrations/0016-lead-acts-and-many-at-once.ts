import { sql, type Kysely } from 'kysely';

/** What leads have done, and what they have asked to be done with many pairings at once. */
const changes = `
create table lead_act (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  kind text not null,
  lead_id uuid not null,
  lead_name text not null,
  at timestamptz not null,
  about jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id)
);
create index on lead_act (tenant_id, programme_id, id desc);

create index notice_undeliverable on notice (tenant_id, person_id) where state = 'undeliverable';

create table bulk_act (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  deed jsonb not null,
  asked_by jsonb not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id)
);
-- One at a time in a programme, whoever asks.
create unique index bulk_act_one_running on bulk_act (tenant_id, programme_id) where ended_at is null;

create table bulk_item (
  tenant_id uuid not null,
  bulk_id uuid not null,
  position int not null,
  pairing_id uuid not null,
  -- 'done', or why nothing was done; null as long as it has not been its turn.
  result text,
  primary key (tenant_id, bulk_id, position),
  unique (tenant_id, bulk_id, pairing_id),
  foreign key (tenant_id, bulk_id) references bulk_act (tenant_id, id),
  foreign key (tenant_id, pairing_id) references pairing (tenant_id, id)
);
`;

/** What the pages show of it is told as it comes, see the migration that tells of everything else. */
const tellers = `
create function forget_who_acted(who uuid) returns void
language sql security definer set search_path = vantage, pg_temp as $$
  update lead_act set lead_id = '00000000-0000-0000-0000-000000000000', lead_name = '—' where lead_id = who
$$;
revoke all on function forget_who_acted from public;
create function tell_of_bulk() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
begin
  perform tell_programme(b.tenant_id, b.programme_id) from bulk_act b
  where b.tenant_id = new.tenant_id and b.id = new.bulk_id;
  return null;
end $$;
create trigger tell after insert on lead_act for each row execute function tell_of_programme('programme_id');
create trigger tell after insert or update on bulk_act for each row execute function tell_of_programme('programme_id');
create trigger tell after update on bulk_item for each row execute function tell_of_bulk();
`;

const names = ['lead_act', 'bulk_act', 'bulk_item'];

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
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
  await sql.raw(tellers).execute(database);
}
