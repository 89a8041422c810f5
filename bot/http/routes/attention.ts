import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attention, attentionCount } from '../../mentoring/attention/attention.ts';
import { settleAsLead } from '../../mentoring/help/settle-help.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks, type SignedIn } from '../sign-in.ts';
import * as views from '../views/attention.ts';

const params = z.object({ id: z.uuid() });
const response = { 200: contract.Attention };

/** What a programme lead may have to see to. Every route is guarded for the lead. */
export function attentionRoutes(ports: Ports): FastifyPluginAsyncZod {
  const send = async (who: SignedIn, programmeId: string, reply: FastifyReply) => {
    const found = await attention(ports, who, programmeId);
    return found.ok ? views.attention(found.value) : sendProblem(reply, found.reason);
  };
  return async (server) => {
    server.addHook('onRequest', requireLead);
    server.get('/programmes/:id/attention', { schema: { params, response } }, async (request, reply) =>
      send(whoAsks(request), request.params.id, reply),
    );
    server.get(
      '/programmes/:id/attention/count',
      { schema: { params, response: { 200: contract.AttentionCount } } },
      async (request, reply) => {
        const found = await attentionCount(ports, whoAsks(request), request.params.id);
        return found.ok ? { count: found.value } : sendProblem(reply, found.reason);
      },
    );
    server.post(
      '/programmes/:id/help/:helpId',
      { schema: { params: params.extend({ helpId: z.uuid() }), body: contract.HelpSettled, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { id, helpId } = request.params;
        const settled = await settleAsLead(ports, who, asLead(who), id, helpId, request.body.state);
        return settled.ok ? send(who, id, reply) : sendProblem(reply, settled.reason);
      },
    );
  };
}
