import type { FastifyReply } from 'fastify';

/** Aborts when whoever asked goes away before they are answered, so that nothing long is done for nobody. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
