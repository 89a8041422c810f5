import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getMany } from '../../../../bot/microsoft/graph/batch.ts';
import type { Graph, GraphRequest } from '../../../../bot/microsoft/graph/client.ts';
import { inBackground } from '../../../../bot/urgency.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { withoutWaiting } from '../../../support/microsoft/time.ts';

const settings = 'GET /v1.0/users/{id}/mailboxSettings';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());
beforeEach(async () => {
  await tenant.quiet();
  // Long enough for all that may run at once to do so.
  await tenant.limits({ latencyMilliseconds: 40, concurrencyScope: 'mailbox' });
});

const owners = () => tenant.people.filter((person) => person.mailbox);
const read = (person: string): GraphRequest => ({
  tenantId: tenant.tenantId,
  path: `/users/${person}/mailboxSettings`,
  mailbox: person,
});
/** So many reads of the mailboxes of the first `people`, all asked for at once. */
const many = (graph: Graph, count: number, people: number): Promise<unknown[]> => {
  const some = owners().slice(0, people);
  const asked = Array.from({ length: count }, (_, index) => read(some[index % people]?.id ?? ''));
  return Promise.all(asked.map(graph));
};
const throttled = async (): Promise<number> => (await tenant.counts()).statuses['429'] ?? 0;
const highest = async (): Promise<number> => Math.max(...Object.values((await tenant.counts()).highestConcurrency));

describe('where each mailbox has its own limit', () => {
  it('one mailbox never gets more than four at once, and never says it was too much', async () => {
    const answers = await many(tenant.newGraph(), 60, 1);
    expect(answers).toHaveLength(60);
    expect(await highest()).toBe(4);
    expect(await throttled()).toBe(0);
  });

  it('many mailboxes are read beside each other, each within its own', async () => {
    const graph = tenant.newGraph();
    await many(graph, 200, 20);
    expect(await highest()).toBeLessThanOrEqual(4);
    expect(await throttled()).toBe(0);
    expect(await tenant.asked(settings)).toBe(200);
  });
});

describe('where one limit holds for the whole app', () => {
  beforeEach(() => tenant.limits({ concurrencyScope: 'app' }));

  it('everything is read all the same, and one request alone is turned away to find that out', async () => {
    await withoutWaiting(async () => {
      const answers = await many(tenant.newGraph(), 200, 20);
      expect(answers).toHaveLength(200);
    });
    expect(await tenant.counts()).toMatchObject({ throttled: { concurrency: 1 }, early: 0, highestAtOnce: 4 });
  });

  it('batches of many mailboxes keep to it, beside single requests', async () => {
    await withoutWaiting(async () => {
      const graph = tenant.newGraph();
      const paths = new Map(owners().map(({ id }) => [id, `/users/${id}/mailboxSettings`]));
      const [answers] = await Promise.all([
        getMany(graph, tenant.tenantId, paths, (id) => id),
        many(graph, 40, 20),
        many(graph, 40, 1),
      ]);
      expect([...answers.values()].every(({ ok }) => ok)).toBe(true);
    });
    const { throttled: refused, early, highestAtOnce } = await tenant.counts();
    expect(refused['concurrency'] ?? 0).toBeLessThanOrEqual(1);
    expect({ early, highestAtOnce }).toEqual({ early: 0, highestAtOnce: 4 });
  });

  it('what somebody waits for goes before what was begun in the background', async () => {
    const graph = tenant.newGraph();
    const [hers = '', ...others] = owners().map(({ id }) => id);
    const order: string[] = [];
    const note = (name: string, asked: Promise<unknown>) => asked.then(() => void order.push(name));
    const behind = others.slice(0, 20).map((id) =>
      note(
        'background',
        inBackground(() => graph(read(id))),
      ),
    );
    const urgent = note('urgent', graph(read(hers)));
    await Promise.all([...behind, urgent]);
    // Four were under way, and those that left with it may be answered first.
    expect(order.indexOf('urgent')).toBeLessThan(10);
  });

  it('nothing is turned away at the very beginning', async () => {
    await many(tenant.newGraph(), 4, 4);
    expect(await throttled()).toBe(0);
  });
});
