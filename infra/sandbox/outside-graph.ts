import type { FastifyInstance } from 'fastify';
import type { Faults, Strike } from './faults.ts';
import type { RequestCounts } from './requests.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault that this request met. */
    strike?: Strike | undefined;
  }
}

/** Has Entra, Bot Framework and the chat service meet faults and counts their requests, as the gateway does for Graph. */
export function watchOutsideGraph(server: FastifyInstance, faults: Faults, counts: RequestCounts): void {
  const concerns = (url: string): boolean => !/^\/+(v1\.0|control)\//.test(url);

  server.addHook('preHandler', async (request, reply) => {
    if (!concerns(request.url)) return;
    const strike = faults.take(request.method, new URL(request.url, 'https://localhost').pathname);
    if (strike === undefined) return;
    request.strike = strike;
    await new Promise((resolve) => setTimeout(resolve, strike.delayMilliseconds));
    if (strike.then !== 'instead') return;
    if (strike.answer === undefined) {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    return reply.code(strike.answer.status).headers(strike.answer.headers).send(strike.answer.body);
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const { strike } = request;
    if (strike?.then !== 'after') return payload;
    if (strike.answer === undefined) {
      reply.raw.destroy();
      return payload;
    }
    reply.code(strike.answer.status).headers(strike.answer.headers).type('application/json; charset=utf-8');
    reply.removeHeader('content-length');
    return JSON.stringify(strike.answer.body);
  });

  server.addHook('onResponse', async (request, reply) => {
    if (concerns(request.url))
      counts.count(`${request.method} ${template(request.routeOptions.url)}`, reply.statusCode);
  });
}

/** A route's URL with its parameters written as everywhere else. */
const template = (url: string | undefined): string => (url ?? '/{unknown}').replaceAll(/:(\w+)/g, '{$1}');
