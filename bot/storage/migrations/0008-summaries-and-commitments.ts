import { sql, type Kysely } from 'kysely';

/** Check-ins ask about the four keys; what was heard is summed up and confirmed, and commitments come back. */
const changes = `
alter table check_in no force row level security;
update check_in set answers = jsonb_build_object(
  'tookPlace', answers -> 'tookPlace',
  'spokeOpenly', null,
  'menteesAgenda', null,
  'whoTalked', answers -> 'whoTalked',
  'summedUp', null,
  'words', null,
  'areWordsShared', false
) where answers is not null;
alter table check_in force row level security;

create table summary (
  tenant_id uuid not null,
  meeting_id uuid not null,
  version int not null check (version > 0),
  text text not null,
  written_at timestamptz not null,
  state text not null check (state in ('written', 'confirmed', 'to-be-mended')),
  verdict text check (verdict in ('yes', 'partly', 'no')),
  correction text,
  verdict_at timestamptz,
  primary key (tenant_id, meeting_id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id),
  check ((state = 'written') = (verdict is null) and (verdict is null) = (verdict_at is null)),
  check (state <> 'confirmed' or verdict = 'yes')
);

create table commitment (
  tenant_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  meeting_id uuid not null,
  text text not null,
  state text not null check (state in ('proposed', 'open', 'said-done', 'closed', 'dropped')),
  verdict text check (verdict in ('yes', 'partly', 'no')),
  mentee_answered_before uuid,
  mentor_answered_before uuid,
  proposed_at timestamptz not null,
  opened_at timestamptz,
  said_done_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, meeting_id),
  foreign key (tenant_id, pairing_id) references pairing (tenant_id, id),
  foreign key (tenant_id, meeting_id) references meeting (tenant_id, id),
  check ((state = 'proposed') = (opened_at is null)),
  check ((state in ('closed', 'dropped')) = (ended_at is not null))
);
create index on commitment (tenant_id, pairing_id);
`;

const tables = ['summary', 'commitment'];

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
}
