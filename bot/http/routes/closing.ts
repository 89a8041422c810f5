import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerAnotherRound } from '../../mentoring/closing/answer-another-round.ts';
import { closeProgramme } from '../../mentoring/closing/close-programme.ts';
import { lookAtClosing, myClosings } from '../../mentoring/closing/look-at-closing.ts';
import { sayThanks } from '../../mentoring/closing/say-thanks.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/closing.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks, type SignedIn } from '../sign-in.ts';
import * as views from '../views/closing.ts';

const params = z.object({ id: z.uuid() });

/** How a lead brings a programme to its end. Every route is guarded for the lead. */
export function closingRoutes(ports: Ports): FastifyPluginAsyncZod {
  const response = { 200: contract.Closing };
  const send = async (who: SignedIn, programmeId: string, reply: FastifyReply) => {
    const found = await lookAtClosing(ports, who.tenantId, programmeId);
    return found.ok ? views.closing(found.value) : sendProblem(reply, found.reason);
  };
  return async (server) => {
    server.addHook('onRequest', requireLead);
    server.get('/programmes/:id/closing', { schema: { params, response } }, async (request, reply) =>
      send(whoAsks(request), request.params.id, reply),
    );
    server.post(
      '/programmes/:id/closing/thanks',
      { schema: { params, body: contract.ThanksInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const said = await sayThanks(ports, who.tenantId, asLead(who), request.params.id, request.body);
        return said.ok ? send(who, request.params.id, reply) : sendProblem(reply, said.reason);
      },
    );
    server.post('/programmes/:id/closing/close', { schema: { params, response } }, async (request, reply) => {
      const who = whoAsks(request);
      const closed = await closeProgramme(ports, who.tenantId, asLead(who), request.params.id);
      return closed.ok ? send(who, request.params.id, reply) : sendProblem(reply, closed.reason);
    });
  };
}

/** What somebody who took part sees of the end of a programme, and what they say to another round. */
export function myClosingRoutes(ports: Ports): FastifyPluginAsyncZod {
  const response = { 200: contract.MyClosings };
  return async (server) => {
    server.get('/my/closings', { schema: { response } }, async (request) =>
      views.myClosings(await myClosings(ports, whoAsks(request))),
    );
    server.post(
      '/my/closings/:id/another-round',
      { schema: { params, body: contract.AnotherRoundInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const answered = await answerAnotherRound(ports, who, { programmeId: request.params.id }, request.body);
        return answered.ok ? views.myClosings(await myClosings(ports, who)) : sendProblem(reply, answered.reason);
      },
    );
  };
}
