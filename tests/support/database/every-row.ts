import type { TestDatabase } from './database.ts';

/** Every row of every table, the job queue's own among them, as text by table; what tells which migrations ran by name. */
export async function everyRow({ asAdmin }: Pick<TestDatabase, 'asAdmin'>): Promise<Readonly<Record<string, unknown>>> {
  const { rows: tables } = await asAdmin(
    `select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class
     where relnamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace) and relkind in ('r', 'p')
       and not relispartition and relname not like 'kysely%' order by 1`,
  );
  const reads = tables.map(
    ({ name }) =>
      `select '${String(name)}' as name, array(select one::text from ${String(name)} as one order by 1) as rows`,
  );
  const { rows } = await asAdmin(reads.join(' union all '));
  return Object.fromEntries(rows.map((row) => [String(row['name']), row['rows']]));
}

/** Everything that guards the rows and acts on them: constraints, triggers, policies, rights, indexes, columns. */
export async function everyRule({ asAdmin }: Pick<TestDatabase, 'asAdmin'>): Promise<readonly unknown[]> {
  const { rows } = await asAdmin(
    `with ours as (select oid from pg_class
       where relnamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace) and relname not like 'queue_stats%')
     select 'constraint' as kind, concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid, true),
       condeferrable, condeferred, convalidated) as rule
     from pg_constraint where conrelid in (select oid from ours)
     union all
     select 'trigger', concat_ws(' ', tgrelid::regclass, tgenabled, pg_get_triggerdef(oid))
     from pg_trigger where tgrelid in (select oid from ours) and not tgisinternal
     union all
     select 'policy', concat_ws(' ', polrelid::regclass, polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid),
       pg_get_expr(polwithcheck, polrelid))
     from pg_policy where polrelid in (select oid from ours)
     union all
     select 'relation', concat_ws(' ', oid::regclass, relkind, relrowsecurity, relforcerowsecurity, relacl)
     from pg_class where oid in (select oid from ours)
     union all
     select 'column', concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
     from pg_attribute where attrelid in (select oid from ours) and attnum > 0 and not attisdropped
     order by 1, 2`,
  );
  return rows;
}
