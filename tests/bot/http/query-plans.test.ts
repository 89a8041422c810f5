import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { z } from 'zod';
import { lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { isForTheLead, pathOf, routesOf } from '../../support/product/routes.ts';
import { programmeAt, type Cast } from '../../support/product/stages.ts';

/** Statements as they were sent for somebody's tenant, in the order of their first time. */
const sent = new Set<string>();
let product: Product;
let cast: Cast;
beforeAll(async () => {
  product = await startProduct();
  const prototype = pg.Query.prototype as unknown as Record<'submit', (...args: unknown[]) => unknown>;
  const { submit } = prototype;
  jest.spyOn(prototype, 'submit').mockImplementation(function (this: unknown, ...args: unknown[]) {
    sent.add(String((this as { text: unknown }).text));
    return submit.apply(this, args);
  });
  cast = await programmeAt(product, 'met');
  const [couple] = cast.couples;
  for (const route of await routesOf(product)) {
    if (route.method !== 'GET') continue;
    const ids = [cast.path.split('/').at(-1) ?? '', couple?.pairingId ?? ''];
    const mine = route.template.startsWith('/api/my/pairings') ? [couple?.pairingId ?? ''] : ids;
    await product.api(isForTheLead(route) ? lead : (couple?.mentee ?? ''), 'GET', pathOf(route, mine));
  }
  jest.restoreAllMocks();
}, 120_000);
afterAll(() => product.stop());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Plans?: readonly Plan[];
}
const Plan: z.ZodType<Plan> = z.lazy(() =>
  z.looseObject({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Cond': z.string().optional(),
    'Recheck Cond': z.string().optional(),
    Plans: z.array(Plan).optional(),
  }),
) as z.ZodType<Plan>;
const Explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan })) }));

/** Every look into a table, wherever it stands in a plan. */
const scans = (plan: Plan): readonly Plan[] => [
  ...(plan['Relation Name'] !== undefined && / Scan$/.test(plan['Node Type']) ? [plan] : []),
  ...(plan.Plans ?? []).flatMap(scans),
];

it('looks by the tenant first in every table of tenants, whatever is asked', async () => {
  const { rows } = await product.database.asAdmin(
    `select table_name from information_schema.columns where table_schema = 'vantage' and column_name = 'tenant_id'`,
  );
  const tables = new Set(rows.map((row) => row['table_name']));
  const client = new pg.Client({
    connectionString: product.settings['DATABASE_URL'],
    // Few rows stand in a test: what is asked for here is whether there is a way by the tenant, not whether it pays.
    options: '-c search_path=vantage -c enable_seqscan=off',
  });
  const astray: { table: unknown; by: unknown; statement: string }[] = [];
  let looked = 0;
  await client.connect();
  try {
    await client.query(`select set_config('vantage.tenant_id', $1, false)`, [product.settings['ENTRA_TENANT_IDS']]);
    for (const statement of sent) {
      const isOurs =
        /^(select|insert|update|delete|with) /i.test(statement.trim()) &&
        !/pgboss|due_\w+\(|set_config|pg_notify/.test(statement);
      if (!isOurs) continue;
      const { rows: explained } = await client.query(`explain (generic_plan, format json) ${statement}`);
      for (const { 'QUERY PLAN': plans } of Explained.parse(explained)) {
        for (const scan of plans.flatMap(({ Plan: plan }) => scans(plan))) {
          if (!tables.has(scan['Relation Name'])) continue;
          looked += 1;
          const by = scan['Index Cond'] ?? scan['Recheck Cond'] ?? null;
          if (!/\btenant_id\b/.test(by ?? '')) astray.push({ table: scan['Relation Name'], by, statement });
        }
      }
    }
  } finally {
    await client.end();
  }
  expect(looked).toBeGreaterThan(100);
  expect(astray).toEqual([]);
});
