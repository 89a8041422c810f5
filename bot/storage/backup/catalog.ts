import type pg from 'pg';

/** A table as its rows are copied. */
export interface Table {
  /** With its schema, quoted where it has to be. */
  readonly name: string;
  /** Those that are written: what the database works out itself is left to it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Whether single values may be so large that few rows are read at once. */
  readonly isHeavy: boolean;
}

/** What is not copied: each database keeps its own. Of the queue's statistics none are kept. */
const notCopied = ['vantage.kysely_migration', 'vantage.kysely_migration_lock', 'pgboss.queue_stats'];
/** What a database holds as soon as it is brought up to date, or servers agree on while they run. */
const notCounted = [
  'vantage.graph_traffic',
  'vantage.shared_rate',
  'pgboss.version',
  'pgboss.queue',
  'pgboss.instance',
  'pgboss.bam',
  'pgboss.warning',
];

/** Whether a row in it means that somebody uses the database. */
export const isCounted = ({ name }: Table): boolean => !notCounted.includes(name);

/** The tables of the product and its job queue, parts of a table as that table. */
export async function tablesOf(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: Table['columns']; is_heavy: boolean }>(
    `select format('%I.%I', c.relnamespace::regnamespace, c.relname) as name, bool_or(a.atttypid = 'bytea'::regtype) as is_heavy,
       json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod))
         order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace)
       and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and format('%I.%I', c.relnamespace::regnamespace, c.relname) <> all($1)
     group by c.oid order by 1`,
    [notCopied],
  );
  return rows.map(({ name, columns, is_heavy: isHeavy }) => ({ name, columns, isHeavy }));
}

/** Tables whose rows are hidden from whoever asks: a copy would be without them. */
export async function hiddenTables(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace) and row_security_active(c.oid)
       and not exists (select from pg_policy p
         where p.polrelid = c.oid and p.polname = 'copies'
           and (select oid from pg_roles where rolname = current_user) = any(p.polroles))`,
  );
  return rows.map(({ name }) => name);
}

/** Where numbers are counted on from. */
export async function sequencesOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class
     where relnamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace) and relkind = 'S' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Foreign keys that are looked at with every row, each as its table and its name. */
export async function strictKeysOf(
  client: pg.ClientBase,
): Promise<readonly { readonly table: string; readonly name: string }[]> {
  const { rows } = await client.query<{ table: string; name: string }>(
    `select format('%I.%I', c.relnamespace::regnamespace, c.relname) as table, quote_ident(conname) as name
     from pg_constraint join pg_class c on c.oid = conrelid
     where connamespace in ('vantage'::regnamespace, 'pgboss'::regnamespace)
       and contype = 'f' and conparentid = 0 and not condeferrable order by 1, 2`,
  );
  return rows;
}

/** Has values written as text that every Postgres reads back as the same, wherever it stands. */
export const exactly = `
  set local datestyle to 'ISO, YMD';
  set local intervalstyle to 'postgres';
  set local timezone to 'UTC';
  set local bytea_output to 'hex';
  set local extra_float_digits to 1;`;
