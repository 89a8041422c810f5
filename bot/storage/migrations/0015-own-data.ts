import { sql, type Kysely } from 'kysely';

/**
 * When somebody works as they say themselves; and what is needed so that somebody can be forgotten: a round may lose what it
 * came from, and whoever decided something their name. Decisions themselves only grow, so that the runtime role cannot change
 * them: a function takes the name away, of one tenant and one person, and nothing else.
 */
const changes = `
alter table person add own_hours jsonb;

do $$
declare old text;
begin
  select conname into strict old from pg_constraint
  where conrelid = 'round'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%input IS NOT NULL%';
  execute format('alter table round drop constraint %I', old);
end $$;
alter table round add check (state <> 'proven' or (input_hash is not null and result is not null));

create function forget_who_decided(who uuid) returns void
language sql security definer set search_path = vantage, pg_temp as $$
  update matching_decision
  set decided_by = jsonb_build_object('entraObjectId', '00000000-0000-0000-0000-000000000000', 'name', '—')
  where decided_by ->> 'entraObjectId' = who::text
$$;
revoke all on function forget_who_decided from public;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
