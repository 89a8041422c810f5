import { sql, type Kysely } from 'kysely';

/**
 * Lets whoever signs in as the owner see the rows of all tenants, since backups hold them all; the owner could take the guard
 * away at any time. Functions that run as the owner for somebody else stay bound: there the session is not the owner's own.
 * A table that comes later gets this policy beside `own_tenant`.
 */
const policies = `
do $$
declare guarded regclass;
begin
  for guarded in
    select oid from pg_class where relnamespace = 'vantage'::regnamespace and relrowsecurity and relkind = 'r'
  loop
    execute format('create policy copies on %s to current_user
      using (session_user = current_user) with check (session_user = current_user)', guarded);
  end loop;
end $$;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(policies).execute(database);
}
