import { z } from 'zod';
import { until } from '../until.ts';
import type { Product } from './product.ts';

/** What is counted and measured, and says nothing of anybody. */
const besides = ['graph_traffic', 'shared_rate'];
const Tables = z.array(z.object({ name: z.string() }));

/** Every row that the product keeps, as text, by its table. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** What time has made due and no job has taken up yet. */
const dueNow = ['due_agendas', 'due_stalled', 'due_notices']
  .map((name) => `(select count(*) from vantage.${name}($1, 1))`)
  .join(' + ');

/** Waits until nothing is left to be done now, by a job or for one, and reads all rows. */
export async function rowsAtRest(product: Product): Promise<Rows> {
  let rows: Rows = {};
  await until(async () => {
    const before = await allRows(product);
    const { rows: jobs } = await product.database.asAdmin(
      `select ${dueNow} + (
         select count(*) from pgboss.job where state < 'completed' and start_after < now() + interval '1 s'
       ) = 0 as none`,
      // The clock is told in whole seconds: what becomes due within this one counts too.
      [(await product.now()).add({ seconds: 1 }).toString()],
    );
    rows = await allRows(product);
    return jobs[0]?.['none'] === true && JSON.stringify(before) === JSON.stringify(rows);
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
