import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { openGate, throughPort } from '../../support/product/gate.ts';
import { couples, lead } from '../../support/product/people.ts';
import { startProduct } from '../../support/product/product.ts';

it('an installation that cannot be kept is not answered as if it were', async () => {
  const gate = await openGate();
  const product = await startProduct(({ DATABASE_URL = '', DATABASE_MIGRATION_URL = '' }) => {
    gate.leadTo(Number(new URL(DATABASE_URL).port));
    return {
      DATABASE_URL: throughPort(DATABASE_URL, gate.port),
      DATABASE_MIGRATION_URL: throughPort(DATABASE_MIGRATION_URL, gate.port),
    };
  });
  await gate.shut();
  const answered = (await product.control('POST', `/chat/${couples[0]?.mentee ?? ''}/install`)) as { status: number };
  await gate.open();
  await product.stop();
  await gate.shut();
  expect(answered.status).toBeGreaterThanOrEqual(500);
});

it('a connection on which nothing is ever sent does not keep the server from stopping', async () => {
  const product = await startProduct();
  const silent = connect(Number(new URL(product.address).port), '127.0.0.1');
  await new Promise((done) => silent.once('connect', done));
  await product.api(lead, 'GET', '/me');
  // Ends by the test's own time limit where it does not stop.
  await product.close();
  silent.destroy();
  await product.stop();
}, 30_000);
