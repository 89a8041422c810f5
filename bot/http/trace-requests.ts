import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timed } from '../telemetry/metrics.ts';
import { beginStep, type OpenStep } from '../telemetry/spans.ts';
import { onTrail } from '../telemetry/trail.ts';

const steps = new WeakMap<FastifyRequest, OpenStep>();

/** Only what a trace is: a header may hold anything. */
const traceParent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Has every request be a step of the trace that its client began, if it did, and everything that is logged for it carry its
 * reference. Signs of life are not traced.
 */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || route === '/healthz' || route === '/readyz') {
      done();
      return;
    }
    const from = request.headers['traceparent'];
    const step = beginStep({
      name: `${request.method} ${route}`,
      kind: 'asked-of-us',
      from: typeof from === 'string' && traceParent.test(from) ? { traceparent: from } : {},
      attributes: { 'http.request.method': request.method, 'http.route': route, 'vantage.request': request.id },
    });
    steps.set(request, step);
    onTrail({ request: request.id }, () => step.run(done));
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    steps.get(request)?.end({ 'http.response.status_code': status }, status >= 500);
    timed('requests', reply.elapsedTime, { method: request.method, route, status });
    done();
  });
}
