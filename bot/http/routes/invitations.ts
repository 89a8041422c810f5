import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Outcome } from '../../mentoring/outcome.ts';
import type { Ports } from '../../mentoring/ports.ts';
import { invite, lookAtInvitations, type Invitations as Seen } from '../../mentoring/signup/invite.ts';
import { Invitations } from '../contract/invitations.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';

const schema = { params: z.object({ id: z.uuid() }), response: { 200: Invitations } };

/** Who knows that they take part, and having the others told. Every route is guarded for the lead. */
export function invitationRoutes(ports: Ports): FastifyPluginAsyncZod {
  const send = (found: Outcome<Seen, 'not-found'>, reply: FastifyReply) => {
    if (!found.ok) return sendProblem(reply, found.reason);
    const { people, told, unreached, signUpLink } = found.value;
    return { people, told, unreached: unreached.map((one) => ({ ...one })), signUpLink };
  };
  return async (server) => {
    server.addHook('onRequest', requireLead);
    server.get('/programmes/:id/invitations', { schema }, async (request, reply) =>
      send(await lookAtInvitations(ports, whoAsks(request).tenantId, request.params.id), reply),
    );
    server.post('/programmes/:id/invitations', { schema }, async (request, reply) => {
      const who = whoAsks(request);
      return send(await invite(ports, who.tenantId, asLead(who), request.params.id), reply);
    });
  };
}
