import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerCheckIn } from '../../mentoring/checkin/answer-check-in.ts';
import { answerCommitment } from '../../mentoring/commitment/answer-commitment.ts';
import { answerPairing, type PairingAnswer } from '../../mentoring/pairing/answer-pairing.ts';
import { myMentoring, myParticipations, type MyMentoring } from '../../mentoring/pairing/my-view.ts';
import { changeParticipation } from '../../mentoring/people/change-participation.ts';
import { zoneOf } from '../../mentoring/people/person.ts';
import { judgeSummary } from '../../mentoring/summary/judge-summary.ts';
import { writeSummary } from '../../mentoring/summary/write-summary.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks, type SignedIn } from '../sign-in.ts';
import * as views from '../views/pairings.ts';
import { participation, participationChange } from '../views/participations.ts';

const params = z.object({ id: z.uuid() });

function pairings({ me, pairings }: MyMentoring): contract.MyPairings {
  return { pairings: me ? pairings.map((one) => views.myPairing(one, me.id)) : [] };
}

async function participations(ports: Ports, who: SignedIn): Promise<{ participations: contract.Participation[] }> {
  return { participations: (await myParticipations(ports, who)).map(participation) };
}

/** What a participant sees and does; everything is checked against who they are. */
export function myRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.get('/me', { schema: { response: { 200: contract.Me } } }, async (request) => {
      const who = whoAsks(request);
      const me = await ports.inTenant(who.tenantId, (stores) => stores.people.byEntraObjectId(who.entraObjectId));
      return {
        displayName: me?.displayName ?? who.name,
        isLead: who.isLead,
        personId: me?.id ?? null,
        timeZone: me && zoneOf(me),
        now: ports.clock.now().toString({ smallestUnit: 'second' }),
      };
    });

    server.get('/my/pairings', { schema: { response: { 200: contract.MyPairings } } }, async (request) =>
      pairings(await myMentoring(ports, whoAsks(request))),
    );

    const answer = async (who: SignedIn, id: string, given: PairingAnswer, reply: FastifyReply) => {
      const answered = await answerPairing(ports, who, id, given);
      return answered.ok ? pairings(await myMentoring(ports, who)) : sendProblem(reply, answered.reason);
    };
    server.post(
      '/my/pairings/:id/answer',
      { schema: { params, body: contract.AnswerInput, response: { 200: contract.MyPairings } } },
      async (request, reply) => answer(whoAsks(request), request.params.id, request.body.answer, reply),
    );
    server.post(
      '/my/pairings/:id/sign',
      { schema: { params, response: { 200: contract.MyPairings } } },
      async (request, reply) => answer(whoAsks(request), request.params.id, 'sign', reply),
    );

    server.get('/my/participations', { schema: { response: { 200: contract.Participations } } }, async (request) =>
      participations(ports, whoAsks(request)),
    );
    server.put(
      '/my/participations/:id',
      { schema: { params, body: contract.ParticipationChange, response: { 200: contract.Participations } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const changed = await changeParticipation(ports, who, request.params.id, participationChange(request.body));
        if (changed.ok) return participations(ports, who);
        return 'problems' in changed
          ? sendProblem(reply, 'bad-request', [...changed.problems])
          : sendProblem(reply, changed.reason);
      },
    );

    server.post(
      '/my/check-ins/:id',
      { schema: { params, body: contract.CheckInInput, response: { 200: contract.MyPairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const answered = await answerCheckIn(ports, who, request.params.id, request.body);
        return answered.ok ? pairings(await myMentoring(ports, who)) : sendProblem(reply, answered.reason);
      },
    );

    server.post(
      '/my/meetings/:id/summary',
      { schema: { params, body: contract.SummaryInput, response: { 200: contract.MyPairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const written = await writeSummary(ports, who, request.params.id, request.body);
        return written.ok ? pairings(await myMentoring(ports, who)) : sendProblem(reply, written.reason);
      },
    );
    server.post(
      '/my/meetings/:id/summary/verdict',
      { schema: { params, body: contract.VerdictInput, response: { 200: contract.MyPairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const judged = await judgeSummary(ports, who, request.params.id, request.body);
        if (judged.ok) return pairings(await myMentoring(ports, who));
        if (judged.reason !== 'commitment-left-out') return sendProblem(reply, judged.reason);
        const rule = 'must be given where there is a commitment';
        return sendProblem(reply, 'bad-request', [{ field: 'commitmentVerdict', value: 'null', rule }]);
      },
    );
    server.post(
      '/my/commitments/:id',
      { schema: { params, body: contract.CommitmentInput, response: { 200: contract.MyPairings } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const answered = await answerCommitment(ports, who, request.params.id, request.body.answer);
        return answered.ok ? pairings(await myMentoring(ports, who)) : sendProblem(reply, answered.reason);
      },
    );
  };
}
