import type pg from 'pg';

/** What an older version may lean on, as Postgres tells it. */
export interface SchemaShape {
  readonly tables: readonly string[];
  readonly columns: readonly {
    readonly table: string;
    readonly name: string;
    readonly type: string;
    readonly must: boolean;
    readonly hasDefault: boolean;
  }[];
  readonly constraints: readonly {
    readonly table: string;
    readonly kind: 'c' | 'u' | 'p' | 'f' | 'x';
    readonly columns: readonly string[];
    readonly rule: string;
  }[];
  /** Unique indexes that no constraint stands for. */
  readonly uniques: readonly { readonly table: string; readonly rule: string }[];
  readonly functions: readonly string[];
  readonly triggers: readonly string[];
  readonly policies: readonly { readonly name: string; readonly rule: string; readonly isRestrictive: boolean }[];
}

const relations = `select oid, relname from pg_class where relnamespace = 'vantage'::regnamespace and relkind in ('r', 'p')`;

/** Reads the shape of the product's own schema. */
export async function shapeOf(client: Pick<pg.ClientBase, 'query'>): Promise<SchemaShape> {
  const all = async <T>(sql: string) => (await client.query<{ one: T }>(sql)).rows.map(({ one }) => one);
  return {
    tables: await all(`with t as (${relations}) select relname::text as one from t order by 1`),
    columns: await all(
      `with t as (${relations}) select json_build_object('table', relname, 'name', attname,
         'type', format_type(atttypid, atttypmod), 'must', attnotnull,
         'hasDefault', atthasdef or attidentity <> '') as one
       from t join pg_attribute on attrelid = t.oid where attnum > 0 and not attisdropped`,
    ),
    constraints: await all(
      `with t as (${relations}) select json_build_object('table', relname, 'kind', contype,
         'rule', pg_get_constraintdef(c.oid),
         'columns', array(select attname from pg_attribute where attrelid = t.oid and attnum = any(conkey))) as one
       from t join pg_constraint c on conrelid = t.oid where contype <> 'n'`,
    ),
    uniques: await all(
      `with t as (${relations}) select json_build_object('table', relname,
         'rule', regexp_replace(pg_get_indexdef(indexrelid), '^CREATE UNIQUE INDEX \\S+ ON', 'unique index on')) as one
       from t join pg_index on indrelid = t.oid
       where indisunique and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))`,
    ),
    functions: await all(
      `select format('%s(%s) returns %s', proname, pg_get_function_identity_arguments(oid), pg_get_function_result(oid)) as one
       from pg_proc where pronamespace = 'vantage'::regnamespace`,
    ),
    triggers: await all(
      `with t as (${relations}) select format('%s on %s', tgname, relname) as one
       from t join pg_trigger on tgrelid = t.oid where not tgisinternal`,
    ),
    policies: await all(
      `with t as (${relations}) select json_build_object('name', format('%s on %s', polname, relname),
         'isRestrictive', not polpermissive,
         'rule', concat_ws(' ', polcmd, polroles, pg_get_expr(polqual, t.oid), pg_get_expr(polwithcheck, t.oid))) as one
       from t join pg_policy on polrelid = t.oid`,
    ),
  };
}

/** What a version that was written for `before` would not survive of `after`, in words; empty where it goes on. */
export function breaksBetween(before: SchemaShape, after: SchemaShape): readonly string[] {
  const known = new Set(before.tables);
  const columnsBefore = new Map(before.columns.map((column) => [`${column.table}.${column.name}`, column]));
  const columnsAfter = new Map(after.columns.map((column) => [`${column.table}.${column.name}`, column]));
  const gone = (what: string, was: readonly string[], is: readonly string[]) =>
    was.filter((name) => !is.includes(name)).map((name) => `${what} ${name} is gone`);
  const breaks = [
    ...gone('table', before.tables, after.tables),
    ...gone('function', before.functions, after.functions),
    ...gone('trigger', before.triggers, after.triggers),
  ];
  for (const [name, was] of columnsBefore) {
    const is = columnsAfter.get(name);
    if (!is) breaks.push(`column ${name} is gone`);
    else if (is.type !== was.type) breaks.push(`column ${name} is ${is.type} instead of ${was.type}`);
    else if (is.must && !was.must) breaks.push(`column ${name} must not be null any more`);
    else if (is.must && was.hasDefault && !is.hasDefault) breaks.push(`column ${name} has lost its default`);
  }
  for (const [name, is] of columnsAfter) {
    if (columnsBefore.has(name) || !known.has(is.table)) continue;
    if (is.must && !is.hasDefault) breaks.push(`column ${name} is new, must not be null and has no default`);
  }
  const sameRule = (one: SchemaShape['constraints'][number]) => (other: SchemaShape['constraints'][number]) =>
    other.table === one.table && other.rule === one.rule;
  for (const is of after.constraints) {
    if (!known.has(is.table) || before.constraints.some(sameRule(is))) continue;
    const isOfNew = is.columns.length > 0 && is.columns.every((column) => !columnsBefore.has(`${is.table}.${column}`));
    if (isOfNew && (is.kind === 'c' || is.kind === 'f')) continue;
    if (before.constraints.some((was) => was.table === is.table && isWider(was.rule, is.rule))) continue;
    breaks.push(`constraint of ${is.table} is new: ${is.rule}`);
  }
  for (const was of before.constraints) {
    // What is named in an `on conflict` has to be there.
    if (was.kind !== 'u' && was.kind !== 'p') continue;
    if (!after.constraints.some(sameRule(was))) breaks.push(`constraint of ${was.table} is gone: ${was.rule}`);
  }
  const rules = ({ uniques }: SchemaShape) => uniques.filter(({ table }) => known.has(table)).map(({ rule }) => rule);
  for (const rule of rules(after)) if (!rules(before).includes(rule)) breaks.push(`new: ${rule}`);
  breaks.push(...gone('what keeps rows apart,', rules(before), rules(after)));
  for (const was of before.policies) {
    const is = after.policies.find(({ name }) => name === was.name);
    if (is?.rule !== was.rule) breaks.push(`policy ${was.name} is gone or another`);
  }
  for (const { name, isRestrictive } of after.policies) {
    const isKnown = before.policies.some((was) => was.name === name);
    if (isRestrictive && !isKnown) breaks.push(`policy ${name} is new and restricts`);
  }
  return breaks;
}

/** Whether two checks name the values that a column may have, and the second all of the first. */
function isWider(was: string, is: string): boolean {
  const [one, other] = [listOf(was), listOf(is)];
  return (
    one !== null && other !== null && one.column === other.column && one.values.every((v) => other.values.includes(v))
  );
}

function listOf(rule: string): { readonly column: string; readonly values: readonly string[] } | null {
  const found = /^CHECK \(\((\w+) = ANY \(ARRAY\[([^\]]*)\]\)\)\)$/.exec(rule);
  const [, column, values] = found ?? [];
  return column === undefined || values === undefined ? null : { column, values: values.split(', ') };
}
