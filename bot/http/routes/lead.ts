import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { endPairing, pausePairing, resumePairing } from '../../mentoring/meeting/pause-and-end.ts';
import { retryBooking } from '../../mentoring/meeting/retry-booking.ts';
import { programmeOverview } from '../../mentoring/pairing/lead-view.ts';
import { publishPairings } from '../../mentoring/pairing/publish.ts';
import { replaceParticipant } from '../../mentoring/pairing/replace-participant.ts';
import type { Ports } from '../../mentoring/ports.ts';
import type { Programme } from '../../mentoring/programme/programme.ts';
import { changeProgramme, createProgramme } from '../../mentoring/programme/programmes.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import { leadPairing, pairings } from '../views/pairings.ts';
import * as views from '../views/programmes.ts';

const params = z.object({ id: z.uuid() });

/** The tag of what was read, as this server gives it: the version between quotation marks. */
const IfMatch = z
  .string()
  .regex(/^"\d{1,9}"$/, { error: 'must be the ETag of what was read' })
  .transform((tag) => Number(tag.slice(1, -1)));

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
        const { tenantId, entraObjectId } = whoAsks(request);
        const made = await createProgramme(ports, tenantId, entraObjectId, views.draft(request.body));
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
        const version = request.headers['if-match'] ?? told;
        const { tenantId, entraObjectId } = whoAsks(request);
        const changed = await changeProgramme(
          ports,
          tenantId,
          entraObjectId,
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

    const overview = async (tenantId: string, id: string) => {
      const found = await programmeOverview(ports, tenantId, id);
      return found.ok ? pairings(found.value) : null;
    };
    server.get(
      '/programmes/:id/pairings',
      { schema: { params, response: { 200: contract.Pairings } } },
      async (request, reply) => {
        return (await overview(whoAsks(request).tenantId, request.params.id)) ?? sendProblem(reply, 'not-found');
      },
    );

    server.post(
      '/programmes/:id/publish',
      { schema: { params, response: { 200: contract.Pairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const published = await publishPairings(ports, who.tenantId, asLead(who), request.params.id);
        if (!published.ok) return sendProblem(reply, published.reason);
        return (await overview(who.tenantId, request.params.id)) ?? sendProblem(reply, 'not-found');
      },
    );

    const pairingParams = params.extend({ pairingId: z.uuid() });
    const accepted = { 202: contract.LeadPairing };
    const sendPairing = async (tenantId: string, id: string, pairingId: string, reply: FastifyReply) => {
      const all = await programmeOverview(ports, tenantId, id);
      if (!all.ok) return sendProblem(reply, all.reason);
      const one = all.value.pairings.find(({ pairing }) => pairing.id === pairingId);
      if (!one) return sendProblem(reply, 'not-found');
      return reply.code(202).send(leadPairing(one, all.value.programme.topics));
    };
    server.post(
      '/programmes/:id/pairings/:pairingId/book',
      { schema: { params: pairingParams, response: accepted } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const { id, pairingId } = request.params;
        const retried = await retryBooking(ports, tenantId, id, pairingId);
        return retried.ok ? sendPairing(tenantId, id, pairingId, reply) : sendProblem(reply, retried.reason);
      },
    );
    server.post(
      '/programmes/:id/pairings/:pairingId/pause',
      { schema: { params: pairingParams, body: contract.PauseInput, response: accepted } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const { id, pairingId } = request.params;
        const { until } = request.body;
        const day = until === null ? null : Temporal.PlainDate.from(until);
        const paused = await pausePairing(ports, { kind: 'lead', tenantId, programmeId: id }, pairingId, day);
        return paused.ok ? sendPairing(tenantId, id, pairingId, reply) : sendProblem(reply, paused.reason);
      },
    );
    for (const [what, act] of [
      ['resume', resumePairing],
      ['end', endPairing],
    ] as const) {
      server.post(
        `/programmes/:id/pairings/:pairingId/${what}`,
        { schema: { params: pairingParams, response: accepted } },
        async (request, reply) => {
          const { tenantId } = whoAsks(request);
          const { id, pairingId } = request.params;
          const acted = await act(ports, { kind: 'lead', tenantId, programmeId: id }, pairingId);
          return acted.ok ? sendPairing(tenantId, id, pairingId, reply) : sendProblem(reply, acted.reason);
        },
      );
    }
    server.post(
      '/programmes/:id/pairings/:pairingId/replace',
      { schema: { params: pairingParams, body: contract.ReplaceInput, response: accepted } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const { id, pairingId } = request.params;
        const { role, personId } = request.body;
        const lead = { kind: 'lead', tenantId, programmeId: id } as const;
        const replaced = await replaceParticipant(ports, lead, pairingId, role, personId);
        return replaced.ok ? sendPairing(tenantId, id, replaced.value.id, reply) : sendProblem(reply, replaced.reason);
      },
    );
  };
}
