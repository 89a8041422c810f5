import proxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import type { Chats } from './routes.ts';

/**
 * Where the bot answers: one address for each person that stays the same, whichever port that person's Playground has.
 * A message for somebody whose Playground does not run yet starts it and is asked to come again.
 */
export async function chatRoutes(
  server: FastifyInstance,
  chats: Chats,
  warn: (problem: string) => void,
): Promise<void> {
  const upstreams = new WeakMap<object, string>();
  await server.register(proxy, {
    prefix: '/sandbox/chat/:personId/connector',
    rewritePrefix: '/_connector',
    upstream: '',
    preHandler: (request, reply, done) => {
      const { personId } = request.params as { personId: string };
      if (!chats.has(personId)) {
        chats.of(personId).catch((error: unknown) => warn(`A chat did not start: ${String(error)}`));
        void reply
          .code(503)
          .header('retry-after', '5')
          .send({ error: { code: 'ServiceUnavailable' } });
        return;
      }
      chats.of(personId).then(({ url }) => {
        upstreams.set(request, url);
        done();
      }, done);
    },
    replyOptions: {
      getUpstream: (request) => upstreams.get(request) ?? '',
    },
  });
}
