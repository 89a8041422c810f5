import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { lookAtPhoto } from '../../mentoring/people/look-at-photo.ts';
import type { Ports } from '../../mentoring/ports.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks } from '../sign-in.ts';

const params = z.object({ id: z.uuid() });
/** For the one who asks alone, on a browser that several may use. */
const forThemAlone = { 'cache-control': 'private, max-age=3600', vary: 'authorization' } as const;

/** Pictures of the people whom somebody may see. */
export function photoRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.get('/people/:id/photo', { schema: { params } }, async (request, reply) => {
      const found = await lookAtPhoto(ports, whoAsks(request), request.params.id);
      if (!found.ok) return sendProblem(reply, found.reason);
      const photo = found.value;
      // No picture is no failure: a browser would write a 404 down as one.
      if (!photo) return reply.code(204).header('cache-control', 'private, no-store').send();
      const etag = `"${createHash('sha256').update(photo.bytes).digest('base64url').slice(0, 22)}"`;
      reply.headers({ ...forThemAlone, etag });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(photo.type).send(Buffer.from(photo.bytes));
    });
  };
}
