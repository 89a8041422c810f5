import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { endPairing, pausePairing, resumePairing } from '../../mentoring/meeting/pause-and-end.ts';
import { retryBooking } from '../../mentoring/meeting/retry-booking.ts';
import { listPairings, onePairing } from '../../mentoring/pairing/list-pairings.ts';
import { publishPairings } from '../../mentoring/pairing/publish.ts';
import { replaceParticipant } from '../../mentoring/pairing/replace-participant.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { OnePairing, PairingOrder, PairingsQuery } from '../contract/pairings.ts';
import { placeAt } from '../cursor.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import { detailedPairing, leadPairing, pairings } from '../views/pairings.ts';

const params = z.object({ id: z.uuid() });
const pairingParams = params.extend({ pairingId: z.uuid() });
/** Where a page of pairings ends. */
const Place = z.object({ order: PairingOrder, key: z.union([z.string(), z.number()]), id: z.uuid() });
const accepted = { 202: contract.LeadPairing };
/** What follows on the offers: the first page of what was published. */
const firstPage = { filter: {}, order: 'best-fit', after: null, limit: 100 } as const;

/** Where the published pairings stand, and what a lead does about them. Every route is guarded for the lead. */
export function pairingRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', requireLead);

    server.get(
      '/programmes/:id/pairings',
      { schema: { params, querystring: PairingsQuery, response: { 200: contract.Pairings } } },
      async (request, reply) => {
        const { order, cursor, limit, ...filter } = request.query;
        const after = cursor === undefined ? null : placeAt(Place, cursor);
        if (cursor !== undefined && after?.order !== order) {
          const rule = 'must be that of the page before, in the same order';
          return sendProblem(reply, 'bad-request', [{ field: 'cursor', value: cursor.slice(0, 100), rule }]);
        }
        const wanted = { filter, order, after, limit };
        const found = await listPairings(ports, whoAsks(request).tenantId, request.params.id, wanted);
        return found.ok ? pairings(found.value) : sendProblem(reply, found.reason);
      },
    );

    server.post(
      '/programmes/:id/publish',
      { schema: { params, response: { 200: contract.Pairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const published = await publishPairings(ports, who.tenantId, asLead(who), request.params.id);
        if (!published.ok) return sendProblem(reply, published.reason);
        const found = await listPairings(ports, who.tenantId, request.params.id, firstPage);
        return found.ok ? pairings(found.value) : sendProblem(reply, found.reason);
      },
    );

    server.get(
      '/programmes/:id/pairings/:pairingId',
      { schema: { params: pairingParams, response: { 200: OnePairing } } },
      async (request, reply) => {
        const { id, pairingId } = request.params;
        const found = await onePairing(ports, whoAsks(request).tenantId, id, pairingId);
        return found.ok
          ? detailedPairing(found.value.overview, found.value.programme.topics)
          : sendProblem(reply, found.reason);
      },
    );

    const asker = (request: FastifyRequest<{ Params: { id: string } }>) => {
      const who = whoAsks(request);
      return { kind: 'lead', tenantId: who.tenantId, programmeId: request.params.id, lead: asLead(who) } as const;
    };
    const sendPairing = async (tenantId: string, id: string, pairingId: string, reply: FastifyReply) => {
      const found = await onePairing(ports, tenantId, id, pairingId);
      if (!found.ok) return sendProblem(reply, found.reason);
      return reply.code(202).send(leadPairing(found.value.overview, found.value.programme.topics));
    };
    server.post(
      '/programmes/:id/pairings/:pairingId/book',
      { schema: { params: pairingParams, response: accepted } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const { id, pairingId } = request.params;
        const retried = await retryBooking(ports, asker(request), pairingId);
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
        const paused = await pausePairing(ports, asker(request), pairingId, day);
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
          const acted = await act(ports, asker(request), pairingId);
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
        const replaced = await replaceParticipant(ports, asker(request), pairingId, role, personId);
        return replaced.ok ? sendPairing(tenantId, id, replaced.value.id, reply) : sendProblem(reply, replaced.reason);
      },
    );
  };
}
