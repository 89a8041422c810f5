import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listBulks, readBulk } from '../../mentoring/bulk/read-bulk.ts';
import { startBulk } from '../../mentoring/bulk/start-bulk.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/bulk.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import * as views from '../views/bulk.ts';

const params = z.object({ id: z.uuid() });
const bulkParams = params.extend({ bulkId: z.uuid() });

/** What a lead has done with many pairings at once. Every route is guarded for the lead. */
export function bulkRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', requireLead);

    server.get(
      '/programmes/:id/bulk',
      { schema: { params, response: { 200: contract.Bulks } } },
      async (request, reply) => {
        const found = await listBulks(ports, whoAsks(request).tenantId, request.params.id);
        return found.ok ? { bulks: found.value.map(views.bulk) } : sendProblem(reply, found.reason);
      },
    );

    server.post(
      '/programmes/:id/bulk',
      { schema: { params, body: contract.BulkInput, response: { 202: z.object({ id: z.uuid() }) } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { deed, selection } = request.body;
        const wanted = views.deedAsked(deed);
        const started = await startBulk(ports, who.tenantId, asLead(who), request.params.id, wanted, selection);
        return started.ok ? reply.code(202).send({ id: started.value.id }) : sendProblem(reply, started.reason);
      },
    );

    server.get(
      '/programmes/:id/bulk/:bulkId',
      { schema: { params: bulkParams, querystring: contract.BulkQuery, response: { 200: contract.BulkPage } } },
      async (request, reply) => {
        const { id, bulkId } = request.params;
        const { skipped, cursor, limit } = request.query;
        const wanted = { skippedOnly: skipped, after: cursor ?? -1, limit };
        const found = await readBulk(ports, whoAsks(request).tenantId, id, bulkId, wanted);
        return found.ok ? views.bulkPage(found.value) : sendProblem(reply, found.reason);
      },
    );
  };
}
