import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { sql, type Transaction } from 'kysely';
import pg from 'pg';
import { connect, type Connection } from '../../../bot/storage/connection.ts';
import type { Schema } from '../../../bot/storage/schema.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';

let stored: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  stored = await freshDatabase();
  connection = connect(stored.databaseUrl, () => undefined);
});
afterAll(async () => {
  await connection.database.destroy();
  await stored.drop();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const tenant = randomUUID();
const tenantSeen = async (trx: Transaction<Schema>) => {
  const { rows } = await sql<{ tenant: string }>`select current_setting('vantage.tenant_id', true) as tenant`.execute(
    trx,
  );
  return rows[0]?.tenant;
};

it('has what is asked at once on its way at once', async () => {
  const told: string[] = [];
  const prototype = pg.Query.prototype as unknown as Record<'submit' | 'handleReadyForQuery', () => unknown>;
  for (const [step, word] of [
    ['submit', 'sent'],
    ['handleReadyForQuery', 'answered'],
  ] as const) {
    const original = prototype[step];
    jest.spyOn(prototype, step).mockImplementation(function (this: unknown, ...args: []) {
      told.push(word);
      return original.apply(this, args);
    });
  }
  const seen = await connection.inTenant(tenant, (trx) => Promise.all([1, 2, 3].map(() => tenantSeen(trx))));
  expect(seen).toEqual([tenant, tenant, tenant]);
  // The beginning and three looks, the first of them answered only when all were sent; then the end.
  expect(told.slice(0, 5)).toEqual(['sent', 'sent', 'sent', 'sent', 'answered']);
  expect(told).toHaveLength(10);
});

it('leaves nothing behind where its work fails, neither rows nor the tenant', async () => {
  const failing = connection.inTenant(tenant, async (trx) => {
    await sql`create temporary table left_behind (a int)`.execute(trx);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const { rows } = await sql<{ tenant: string; there: unknown }>`
    select current_setting('vantage.tenant_id', true) as tenant, to_regclass('left_behind') as there`.execute(
    connection.database,
  );
  expect(rows).toEqual([{ tenant: '', there: null }]);
});

it('is not taken for done where the database gave it up', async () => {
  const hidden = connection.inTenant(tenant, async (trx) => {
    await sql`select 1 / 0`.execute(trx).catch(() => undefined);
    return 'done';
  });
  await expect(hidden).rejects.toThrow();
});

it('serves nobody who asks when it is over', async () => {
  const kept = await connection.inTenant(tenant, async (trx) => ({ trx }));
  await expect(tenantSeen(kept.trx)).rejects.toThrow('this transaction is over');
});

it('gives its connection back whatever happens', async () => {
  // More than there are connections.
  for (let count = 0; count < 20; count += 1) {
    await connection.inTenant(tenant, () => Promise.reject(new Error('no'))).catch(() => undefined);
  }
  expect(await connection.inTenant(tenant, tenantSeen)).toBe(tenant);
});
