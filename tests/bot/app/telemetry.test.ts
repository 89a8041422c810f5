import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { createLog } from '../../../bot/log.ts';
import { gauges } from '../../../bot/telemetry/metrics.ts';
import { startCollector, type Collector, type Span } from '../../support/collector.ts';
import { lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { importEnds, makeProgramme } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let collector: Collector;
let product: Product;
let logged = '';
beforeAll(async () => {
  collector = await startCollector();
  product = await startProduct(
    () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TELEMETRY_SECONDS: '1' }),
    createLog('debug', { write: (line) => (logged += line) }),
  );
});
afterAll(async () => {
  await product.stop();
  await collector.stop();
});

const traceId = '0af7651916cd43dd8448eb211c80319c';
const tap = 'b7ad6b7169203331';

it('follows a tap in the tab through the job that it leaves to what is asked of Graph', async () => {
  const { id } = await makeProgramme(product);
  const Groups = z.object({ value: z.array(z.object({ id: z.string() })) });
  const [group] = Groups.parse((await product.graph('GET', '/groups')).body).value;
  const token = await product.token(lead);
  const response = await fetch(`${product.address}/api/programmes/${id}/people/group`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${tap}-01`,
    },
    body: JSON.stringify({ groupId: group?.id, role: 'mentor' }),
  });
  const started = contract.ImportRun.parse(await response.json());
  await importEnds(product, `/programmes/${id}`, started.id);

  const inTrace = () => collector.spans.filter((span) => span.traceId === traceId);
  await until(() => inTrace().some(({ name }) => name.startsWith('GET /groups')));
  const spans = inTrace();
  const parentOf = ({ parentSpanId }: Span) => spans.find(({ spanId }) => spanId === parentSpanId);
  const way: string[] = [];
  let last: Span | undefined;
  for (let at = spans.find(({ name }) => name.startsWith('GET /groups')); at; at = parentOf(at)) {
    way.unshift(at.name);
    last = at;
  }
  expect(way[0]).toBe('POST /api/programmes/:id/people/group');
  expect(way).toContain('job people.import-group');
  expect(last?.parentSpanId).toBe(tap);
});

it('gives lines of the log the request, or the job, its tenant and the trace that they belong to', async () => {
  const Line = z.record(z.string(), z.unknown());
  const line = (message: string) => {
    const lines = logged.split('\n').filter((one) => one !== '');
    return lines.map((one) => Line.parse(JSON.parse(one))).find(({ msg }) => msg === message);
  };
  const refused = await product.ask('GET', '/api/me', { headers: { authorization: 'Bearer a.b.c' } });
  expect(refused.status).toBe(401);
  const { reference } = z.object({ reference: z.string() }).parse(refused.body);
  expect(line('a token was refused')).toMatchObject({ request: reference, trace: expect.any(String) });

  await product.control('POST', '/faults', { path: '/v1.0/groups', status: 503, times: 20 });
  const { id } = await makeProgramme(product);
  await product.want(contract.ImportRun, lead, 'POST', `/programmes/${id}/people/group`, {
    groupId: randomUUID(),
    role: 'mentor',
  });
  await until(() => line('a job waits for another service') !== undefined);
  expect(line('lead.acted')).toMatchObject({ event: { act: 'programme-made' }, request: expect.any(String) });
  expect(line('a job waits for another service')).toMatchObject({
    tenant: product.settings['ENTRA_TENANT_IDS'],
    job: 'people.import-group',
    jobId: expect.any(String),
    trace: expect.any(String),
  });
});

it('tells how much waits in every queue', async () => {
  await until(() => collector.metrics.get(gauges.queueDepth.name)?.has('queue=notice.send') === true);
  expect([...(collector.metrics.get(gauges.queueAge.name) ?? [])]).toContain('queue=booking.make');
});

it('is told no name and no address', async () => {
  const people = z.array(z.object({ displayName: z.string(), userPrincipalName: z.string() }));
  const everybody = people.parse(await product.control('GET', '/people'));
  await until(() => collector.metrics.has('http.client.request.duration'));
  expect(everybody.length).toBeGreaterThan(10);
  for (const { displayName, userPrincipalName } of everybody) {
    expect(collector.text).not.toContain(displayName);
    expect(collector.text.toLowerCase()).not.toContain(userPrincipalName.toLowerCase());
  }
});
