import { sql, type Kysely } from 'kysely';

/**
 * Matching by rounds that are kept. Proposals from before, which nothing proves, go: the next round makes them anew. The
 * owner sees them only while row-level security does not bind it.
 */
const tables = `
alter table pairing no force row level security;
delete from pairing where state = 'proposed';
alter table pairing force row level security;
drop table unplaced;

create table round (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  number int not null check (number > 0),
  state text not null check (state in ('running', 'proven', 'failed', 'cancelled')),
  requested_by jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  published_at timestamptz,
  phase text not null check (phase in ('waiting', 'reading', 'searching', 'solving', 'proving', 'explaining')),
  progress double precision not null check (progress between 0 and 1),
  rules jsonb not null,
  weights jsonb not null,
  objective text not null check (objective in ('total', 'fairest')),
  seed bigint not null check (seed between 0 and 4294967295),
  started_from uuid,
  decisions_known int not null,
  -- What the result follows from, as text, zipped; its SHA-256 is that of the text.
  input bytea,
  input_hash text,
  result jsonb,
  totals jsonb,
  problem jsonb,
  primary key (tenant_id, id),
  unique (tenant_id, programme_id, number),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, started_from) references round (tenant_id, id),
  check ((state = 'running') = (finished_at is null)),
  check ((state = 'failed') = (problem is not null)),
  check (state <> 'proven' or (input is not null and input_hash is not null and result is not null)),
  check (published_at is null or state = 'proven')
);
create unique index round_one_running on round (tenant_id, programme_id) where state = 'running';

create table matching_decision (
  tenant_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  number int not null check (number > 0),
  kind text not null check (kind in ('lock', 'unlock', 'forbid', 'allow')),
  mentee_id uuid not null,
  mentor_id uuid not null check (mentor_id <> mentee_id),
  decided_by jsonb not null,
  decided_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, programme_id, number),
  foreign key (tenant_id, programme_id) references programme (tenant_id, id),
  foreign key (tenant_id, mentee_id) references person (tenant_id, id),
  foreign key (tenant_id, mentor_id) references person (tenant_id, id)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
  for (const name of ['round', 'matching_decision']) {
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
