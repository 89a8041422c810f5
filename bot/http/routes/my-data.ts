import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { eraseMe } from '../../mentoring/my-data/erase-me.ts';
import { exportMyData } from '../../mentoring/my-data/export-my-data.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/my-data.ts';
import { whoAsks } from '../sign-in.ts';

/** What is kept of somebody: theirs to have, and to have erased. */
export function myDataRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.get('/my/data', { schema: { response: { 200: contract.MyData } } }, async (request, reply) => {
      const data = await exportMyData(ports, whoAsks(request));
      reply.header('cache-control', 'no-store');
      return {
        exportedAt: ports.clock.now().toString({ smallestUnit: 'second' }),
        data: Object.fromEntries(Object.entries(data).map(([part, rows]) => [part, [...rows]])),
      };
    });
    server.post(
      '/my/data/erase',
      { schema: { body: contract.EraseInput, response: { 200: contract.Erased } } },
      async (request) => {
        await eraseMe(ports, whoAsks(request));
        return { erased: true as const };
      },
    );
  };
}
