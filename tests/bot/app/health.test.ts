import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { handleErrors } from '../../../bot/http/problems.ts';
import { couples, lead } from '../../support/product/people.ts';
import { openGate, throughPort, type Gate } from '../../support/product/gate.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { programmeAt } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let gate: Gate;
let product: Product;
beforeAll(async () => {
  gate = await openGate();
  product = await startProduct(({ DATABASE_URL = '', DATABASE_MIGRATION_URL = '' }) => {
    gate.leadTo(Number(new URL(DATABASE_URL).port));
    return {
      DATABASE_URL: throughPort(DATABASE_URL, gate.port),
      DATABASE_MIGRATION_URL: throughPort(DATABASE_MIGRATION_URL, gate.port),
    };
  });
});
afterAll(async () => {
  await product.stop();
  await gate.shut();
});

const healthz = () => product.ask('GET', '/healthz');
const readyz = () => product.ask('GET', '/readyz');

describe('a product whose database is there', () => {
  it('is alive and ready, and says so to anybody', async () => {
    expect(await healthz()).toMatchObject({ status: 200, body: { alive: true } });
    expect(await readyz()).toMatchObject({ status: 200, body: { ready: true } });
  });
});

describe('whatever the way in which the database does not answer', () => {
  const ways = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '53100', '53300', '57P01', '57P02', '57P03'];
  it.each(ways)('a request is told to come again, for %s', async (code) => {
    const server = fastify();
    handleErrors(server);
    server.get('/', () => Promise.reject(Object.assign(new Error('the words differ'), { code })));
    const answer = await server.inject('/');
    await server.close();
    expect({ status: answer.statusCode, body: answer.json<unknown>() }).toMatchObject(problem(503, 'not-ready'));
  });
});

describe('a product whose database is away', () => {
  beforeAll(() => gate.shut());

  it('is alive and not ready', async () => {
    expect(await healthz()).toMatchObject({ status: 200, body: { alive: true } });
    expect(await readyz()).toMatchObject(problem(503, 'not-ready'));
  });

  it('says on every request that it cannot just now, and nothing of why', async () => {
    for (const [person, path] of [
      [lead, '/programmes'],
      [couples[0]?.mentee ?? '', '/my/pairings'],
    ] as const) {
      const answer = await product.api(person, 'GET', path);
      expect(answer).toMatchObject(problem(503, 'not-ready'));
      expect(JSON.stringify(answer.body)).not.toMatch(/ECONN|postgres|database|127\.0\.0\.1/i);
    }
  });

  it('is ready again once it is back, and works on what waits', async () => {
    await gate.open();
    await until(async () => (await readyz()).status === 200);
    const { couples: pairs } = await programmeAt(product, 'booked', { couples: couples.slice(0, 1) });
    expect(pairs).toHaveLength(1);
  });
});
