import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const Value = z.object({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() });
const Attributes = z.array(z.object({ key: z.string(), value: Value })).default([]);
const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes: Attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});
const Points = z.object({ dataPoints: z.array(z.object({ attributes: Attributes })) }).optional();
const Metrics = z.object({
  resourceMetrics: z.array(
    z.object({
      scopeMetrics: z.array(
        z.object({
          metrics: z.array(z.object({ name: z.string(), sum: Points, gauge: Points, histogram: Points })),
        }),
      ),
    }),
  ),
});

export type Span = z.infer<typeof Traces>['resourceSpans'][number]['scopeSpans'][number]['spans'][number];

/** A receiver of OpenTelemetry, as far as it takes to see what is told. */
export interface Collector {
  readonly url: string;
  readonly spans: readonly Span[];
  /** Names of metrics with what each was told of, as `key=value`. */
  readonly metrics: ReadonlyMap<string, ReadonlySet<string>>;
  /** All that arrived, as it was sent. */
  readonly text: string;
  stop(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: Span[] = [];
  const metrics = new Map<string, Set<string>>();
  let text = '';
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      text += body;
      if (request.url === '/v1/traces') {
        for (const { scopeSpans } of Traces.parse(JSON.parse(body)).resourceSpans) {
          for (const scope of scopeSpans) spans.push(...scope.spans);
        }
      } else {
        for (const { scopeMetrics } of Metrics.parse(JSON.parse(body)).resourceMetrics) {
          for (const { name, sum, gauge, histogram } of scopeMetrics.flatMap((scope) => scope.metrics)) {
            const told = metrics.get(name) ?? new Set();
            for (const { attributes } of (sum ?? gauge ?? histogram)?.dataPoints ?? []) {
              for (const { key, value } of attributes) told.add(`${key}=${value.stringValue ?? value.intValue ?? ''}`);
            }
            metrics.set(name, told);
          }
        }
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    metrics,
    get text() {
      return text;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
