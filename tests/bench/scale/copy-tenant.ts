import type pg from 'pg';

/**
 * Writes all that there is of one tenant down for another as well, row by row the same but for whose it is: to write it anew
 * through the stores takes as long as all else that is measured. Possible since every key and every reference of tenants' rows
 * begins with the tenant. `admin` is a superuser: references and triggers are left out.
 */
export async function copyTenant(admin: pg.Client, from: string, to: string): Promise<void> {
  const { rows: tables } = await admin.query<{ name: string; columns: string[] }>(
    `select quote_ident(table_name) as name, array_agg(quote_ident(column_name)::text) as columns
     from information_schema.columns
     where table_schema = 'vantage' and is_generated = 'NEVER' and is_identity = 'NO'
     group by table_name having bool_or(column_name = 'tenant_id')`,
  );
  await admin.query(`begin; set local session_replication_role = replica`);
  for (const { name, columns } of tables) {
    const values = columns.map((column) => (column === 'tenant_id' ? '$2' : column));
    await admin.query(
      `insert into vantage.${name} (${columns.join(', ')}) select ${values.join(', ')} from vantage.${name} where tenant_id = $1`,
      [from, to],
    );
  }
  await admin.query('commit');
}
