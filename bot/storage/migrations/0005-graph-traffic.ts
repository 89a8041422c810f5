import { sql, type Kysely } from 'kysely';

/**
 * What servers agree on about their traffic to Graph: one row, which each changes only as it last saw it. It is no tenant's
 * data but ids of mailboxes, and has to hold for the app over all tenants, so that row-level security has no part in it.
 */
const tables = `
create table graph_traffic (
  id int primary key check (id = 1),
  version bigint not null,
  state jsonb
) with (fillfactor = 10);
insert into graph_traffic (id, version) values (1, 0);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
