import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askForHelp } from '../../mentoring/help/ask-for-help.ts';
import { myHelp } from '../../mentoring/help/look-for-help.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks, type SignedIn } from '../sign-in.ts';
import { helpChoices } from '../views/attention.ts';

const params = z.object({ id: z.uuid() });
const response = { 200: contract.HelpChoices };

/** Help that one of the two of a pairing asks for, privately. */
export function helpRoutes(ports: Ports): FastifyPluginAsyncZod {
  const send = async (who: SignedIn, pairingId: string, reply: FastifyReply) => {
    const mine = await myHelp(ports, who, pairingId);
    return mine ? helpChoices(mine.choice, mine.requests) : sendProblem(reply, 'not-found');
  };
  return async (server) => {
    server.get('/my/pairings/:id/help', { schema: { params, response } }, async (request, reply) =>
      send(whoAsks(request), request.params.id, reply),
    );
    server.post(
      '/my/pairings/:id/help',
      { schema: { params, body: contract.HelpInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const asked = await askForHelp(ports, who, request.params.id, request.body);
        if (!asked.ok) return sendProblem(reply, asked.reason);
        if (asked.value.kind === 'contact-away') return sendProblem(reply, 'contact-away');
        return send(who, request.params.id, reply);
      },
    );
  };
}
