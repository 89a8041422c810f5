import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askWhatIf } from '../../mentoring/matching/ask-what-if.ts';
import { cancelRound } from '../../mentoring/matching/cancel-round.ts';
import { listCandidatePairs } from '../../mentoring/matching/candidate-pairs.ts';
import { couldPair } from '../../mentoring/matching/could-pair.ts';
import { decide } from '../../mentoring/matching/decide.ts';
import { replayRound } from '../../mentoring/matching/replay-round.ts';
import { listRounds, readRound, reviewMatching } from '../../mentoring/matching/review.ts';
import { startRound } from '../../mentoring/matching/start-round.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { CouldPair, CouldPairInput } from '../contract/could-pair.ts';
import { whenGone } from '../gone.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import { candidatePairsCsv } from '../views/candidate-pairs.ts';
import * as views from '../views/matching.ts';

const params = z.object({ id: z.uuid() });
const roundParams = params.extend({ roundId: z.uuid() });

/** How a lead finds pairings: rounds, decisions, questions. Every route is guarded for the lead. */
export function matchingRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.addHook('onRequest', requireLead);

    server.get(
      '/programmes/:id/matching',
      { schema: { params, response: { 200: contract.MatchingReview } } },
      async (request, reply) => {
        const found = await reviewMatching(ports, whoAsks(request).tenantId, request.params.id);
        return found.ok ? views.review(found.value) : sendProblem(reply, found.reason);
      },
    );

    server.post(
      '/programmes/:id/matching',
      { schema: { params, body: contract.RoundInput, response: { 202: contract.Round } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const started = await startRound(ports, who.tenantId, asLead(who), request.params.id, request.body);
        if (!started.ok) return sendProblem(reply, started.reason);
        return reply.code(202).send(views.round(started.value, new Map()));
      },
    );

    server.get(
      '/programmes/:id/rounds',
      { schema: { params, response: { 200: contract.Rounds } } },
      async (request, reply) => {
        const found = await listRounds(ports, whoAsks(request).tenantId, request.params.id);
        if (!found.ok) return sendProblem(reply, found.reason);
        const { rounds, people } = found.value;
        return { rounds: rounds.map((one) => views.round(one, people)) };
      },
    );

    server.get(
      '/programmes/:id/rounds/:roundId',
      { schema: { params: roundParams, response: { 200: contract.Round } } },
      async (request, reply) => {
        const { id, roundId } = request.params;
        const found = await readRound(ports, whoAsks(request).tenantId, id, roundId);
        return found.ok ? views.round(found.value.round, found.value.people) : sendProblem(reply, found.reason);
      },
    );

    server.post(
      '/programmes/:id/rounds/:roundId/cancel',
      { schema: { params: roundParams, response: { 200: contract.Round } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { id, roundId } = request.params;
        const cancelled = await cancelRound(ports, who.tenantId, asLead(who), id, roundId);
        return cancelled.ok ? views.round(cancelled.value, new Map()) : sendProblem(reply, cancelled.reason);
      },
    );

    server.post(
      '/programmes/:id/rounds/:roundId/replay',
      { schema: { params: roundParams, response: { 200: contract.Replay } } },
      async (request, reply) => {
        const { id, roundId } = request.params;
        const replayed = await replayRound(ports, whoAsks(request).tenantId, id, roundId, whenGone(reply));
        return replayed.ok ? replayed.value : sendProblem(reply, replayed.reason);
      },
    );

    server.post(
      '/programmes/:id/decisions',
      { schema: { params, body: contract.DecisionsInput, response: { 200: contract.Decisions } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { id } = request.params;
        const decided = await decide(ports, who.tenantId, asLead(who), id, request.body.decisions);
        if (!decided.ok) {
          return 'problems' in decided
            ? sendProblem(reply, 'bad-request', [...decided.problems])
            : sendProblem(reply, decided.reason);
        }
        const found = await reviewMatching(ports, who.tenantId, id);
        return found.ok ? { decisions: views.review(found.value).decisions } : sendProblem(reply, found.reason);
      },
    );

    server.post(
      '/programmes/:id/what-if',
      { schema: { params, body: contract.WhatIfInput, response: { 200: contract.WhatIf } } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const answered = await askWhatIf(ports, tenantId, request.params.id, request.body, whenGone(reply));
        if (answered.ok) return views.whatIf(answered.value);
        return 'problems' in answered
          ? sendProblem(reply, 'bad-request', [...answered.problems])
          : sendProblem(reply, answered.reason);
      },
    );

    server.post(
      '/programmes/:id/could-pair',
      { schema: { params, body: CouldPairInput, response: { 200: CouldPair } } },
      async (request, reply) => {
        const { tenantId } = whoAsks(request);
        const { rules } = request.body;
        const counted = await couldPair(ports, tenantId, request.params.id, rules, whenGone(reply));
        if (!counted.ok) return sendProblem(reply, counted.reason);
        return { ...counted.value, perRule: counted.value.perRule.map((one) => ({ ...one })) };
      },
    );

    server.get('/programmes/:id/candidate-pairs.csv', { schema: { params } }, async (request, reply) => {
      const who = whoAsks(request);
      const found = await listCandidatePairs(ports, who.tenantId, asLead(who), request.params.id);
      if (!found.ok) return sendProblem(reply, found.reason);
      const { pairs, people } = found.value;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="candidate-pairs.csv"')
        .send(Readable.from(candidatePairsCsv(pairs, people)));
    });
  };
}
