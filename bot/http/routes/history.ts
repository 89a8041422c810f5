import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportHistory, readHistory } from '../../mentoring/history/read-history.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/history.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import * as views from '../views/history.ts';

const params = z.object({ id: z.uuid() });

/** What leads have done. Every route is guarded for the lead. */
export function historyRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', requireLead);

    server.get(
      '/programmes/:id/history',
      { schema: { params, querystring: contract.HistoryQuery, response: { 200: contract.History } } },
      async (request, reply) => {
        const { cursor, limit, ...filter } = request.query;
        const { tenantId } = whoAsks(request);
        const found = await readHistory(ports, tenantId, request.params.id, filter, cursor ?? null, limit);
        return found.ok ? views.history(found.value) : sendProblem(reply, found.reason);
      },
    );

    server.get(
      '/programmes/:id/history.csv',
      { schema: { params, querystring: contract.HistoryFilter } },
      async (request, reply) => {
        const who = whoAsks(request);
        const found = await exportHistory(ports, who.tenantId, asLead(who), request.params.id, request.query);
        if (!found.ok) return sendProblem(reply, found.reason);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="history.csv"')
          .send(views.historyCsv(found.value));
      },
    );
  };
}
