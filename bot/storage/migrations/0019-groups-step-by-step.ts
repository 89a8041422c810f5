import { sql, type Kysely } from 'kysely';

/** A large group takes long to read: what was read is kept until everybody comes in together. */
const changes = `
alter table import
  -- Grows with every step that is kept.
  add column reading_steps int not null default 0,
  -- Null before the first page of members, and after the last.
  add column next_page text,
  add column is_listed boolean not null default false;

create table group_person (
  tenant_id uuid not null,
  import_id uuid not null,
  entra_object_id uuid not null,
  user_principal_name text not null,
  display_name text not null,
  job_title text,
  department text,
  office_location text,
  is_member boolean not null,
  -- Whether it was asked who manages them.
  is_asked boolean not null default false,
  manager_object_id uuid,
  primary key (tenant_id, import_id, entra_object_id),
  foreign key (tenant_id, import_id) references import (tenant_id, id)
);
create index group_person_unasked on group_person (tenant_id, import_id, entra_object_id) where not is_asked;

alter table group_person enable row level security;
alter table group_person force row level security;
create policy own_tenant on group_person
  using (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('vantage.tenant_id', true), '')::uuid);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
