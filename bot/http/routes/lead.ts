import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Ports } from '../../mentoring/ports.ts';
import type { Programme } from '../../mentoring/programme/programme.ts';
import { changeProgramme, createProgramme } from '../../mentoring/programme/programmes.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import * as views from '../views/programmes.ts';

const params = z.object({ id: z.uuid() });

/** The tag of what was read, as this server gives it: the version between quotation marks. */
const IfMatch = z.string().regex(/^"\d{1,9}"$/, { error: 'must be the ETag of what was read' });

/** A programme with the tag by which two who change it at once are told apart. */
function sendProgramme(reply: FastifyReply, programme: Programme): contract.Programme {
  reply.header('etag', `"${programme.version}"`);
  return views.programme(programme);
}

/** What a programme lead does. Every route is guarded for the lead. */
export function leadRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    // Before anything of the request is read: nobody else learns what a field has to be.
    server.addHook('onRequest', requireLead);

    server.get(
      '/programmes',
      { schema: { response: { 200: z.object({ programmes: z.array(contract.Programme) }) } } },
      async (request) => {
        const all = await ports.inTenant(whoAsks(request).tenantId, (stores) => stores.programmes.all());
        return { programmes: all.map(views.programme) };
      },
    );

    server.post(
      '/programmes',
      { schema: { body: contract.ProgrammeInput, response: { 201: contract.Programme } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const made = await createProgramme(ports, who.tenantId, asLead(who), views.draft(request.body));
        if (!made.ok) return sendProblem(reply, 'bad-request', [...made.problems]);
        return reply.code(201).send(views.programme(made.value));
      },
    );

    server.get(
      '/programmes/:id',
      { schema: { params, response: { 200: contract.Programme } } },
      async (request, reply) => {
        const found = await ports.inTenant(whoAsks(request).tenantId, (stores) =>
          stores.programmes.byId(request.params.id),
        );
        return found ? sendProgramme(reply, found) : sendProblem(reply, 'not-found');
      },
    );

    server.put(
      '/programmes/:id',
      {
        schema: {
          params,
          headers: z.object({ 'if-match': IfMatch.optional() }),
          body: contract.ProgrammeChange,
          response: { 200: contract.Programme },
        },
      },
      async (request, reply) => {
        const { version: told, ...input } = request.body;
        // What a client has read is told by its tag, and by the version within it to those who know no tags.
        const tag = request.headers['if-match'];
        const version = tag === undefined ? told : Number(tag.slice(1, -1));
        const who = whoAsks(request);
        const changed = await changeProgramme(
          ports,
          who.tenantId,
          asLead(who),
          request.params.id,
          version,
          views.draft(input),
        );
        if (changed.ok) return sendProgramme(reply, changed.value);
        return 'problems' in changed
          ? sendProblem(reply, 'bad-request', [...changed.problems])
          : sendProblem(reply, changed.reason);
      },
    );
  };
}
