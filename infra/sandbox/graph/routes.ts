import type { FastifyInstance, FastifyReply } from 'fastify';
import { GRAPH_AUDIENCE, type Tokens } from '../entra/tokens.ts';
import { refusal, type GraphAnswer } from './answer.ts';
import type { Gateway } from './gateway.ts';

/** Puts Graph under /v1.0; every call needs a token of this tenant for Graph. */
export function graphRoutes(server: FastifyInstance, tokens: Tokens, gateway: Gateway): void {
  server.all('/v1.0/*', async (request, reply) => {
    const claims = await tokens.check(request.headers.authorization, GRAPH_AUDIENCE);
    if (claims === undefined) {
      const message =
        request.headers.authorization === undefined ? 'Access token is empty.' : 'Access token validation failure.';
      return send(reply, refusal(401, 'InvalidAuthenticationToken', message, { 'www-authenticate': 'Bearer' }));
    }
    const asked = new URL(request.url, 'https://localhost');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    );
    const given = await gateway.handle({
      method: request.method,
      path: asked.pathname,
      query: asked.searchParams,
      headers,
      body: request.body,
    });
    return send(reply, given);
  });
}

/** Sends an answer, or breaks the connection where it is to be lost. */
function send(reply: FastifyReply, given: GraphAnswer): unknown {
  if (given.lost === true) {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  reply.code(given.status).headers({ ...given.headers });
  return given.body === undefined ? reply.send() : given.body;
}
