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
}
