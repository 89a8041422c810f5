import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportInsight, lookAtInsight } from '../../mentoring/insight/look-at-insight.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/insight.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import { insight, insightCsv } from '../views/insight.ts';

const params = z.object({ id: z.uuid() });

/** How a programme goes. Every route is guarded for the lead. */
export function insightRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', requireLead);
    server.get(
      '/programmes/:id/insight',
      { schema: { params, response: { 200: contract.Insight } } },
      async (request, reply) => {
        const found = await lookAtInsight(ports, whoAsks(request).tenantId, request.params.id);
        return found.ok ? insight(found.value) : sendProblem(reply, found.reason);
      },
    );
    server.get('/programmes/:id/insight.csv', { schema: { params } }, async (request, reply) => {
      const who = whoAsks(request);
      const found = await exportInsight(ports, who.tenantId, asLead(who), request.params.id);
      if (!found.ok) return sendProblem(reply, found.reason);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="insight.csv"')
        .send(insightCsv(found.value));
    });
  };
}
