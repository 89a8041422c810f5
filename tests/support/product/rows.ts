import { z } from 'zod';
import { until } from '../until.ts';
import type { Product } from './product.ts';

/** What is counted and measured, and says nothing of anybody. */
const besides = ['graph_traffic', 'shared_rate'];
const Tables = z.array(z.object({ name: z.string() }));

/** Every row that the product keeps, as text, by its table. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** Waits until no job is left that is not planned for later, and reads all rows. */
export async function rowsAtRest(product: Product): Promise<Rows> {
  let rows: Rows = {};
  await until(async () => {
    const before = await allRows(product);
    const { rows: jobs } = await product.database.asAdmin(
      `select count(*)::int as left from pgboss.job where state < 'completed' and start_after < now() + interval '1 s'`,
    );
    rows = await allRows(product);
    return jobs[0]?.['left'] === 0 && JSON.stringify(before) === JSON.stringify(rows);
  });
  return rows;
}

async function allRows({ database }: Product): Promise<Rows> {
  const known = await database.asAdmin(
    `select tablename as name from pg_tables where schemaname = 'vantage' order by 1`,
  );
  const tables = Tables.parse(known.rows).filter(({ name }) => !besides.includes(name));
  const reads = tables.map(
    ({ name }) => `select '${name}' as name, array(select one::text from "${name}" as one order by 1) as rows`,
  );
  const { rows } = await database.asAdmin(reads.join(' union all '));
  return Object.fromEntries(rows.map((row) => [row['name'], row['rows']])) as Rows;
}
