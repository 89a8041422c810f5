import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { cancelMeeting, moveMeeting, timesForMeeting } from '../../mentoring/meeting/change-meeting.ts';
import { changeSeries, chooseTimes, findTimes } from '../../mentoring/meeting/choose-times.ts';
import type { Asker } from '../../mentoring/meeting/find-mine.ts';
import type { BookingProblem } from '../../mentoring/meeting/meeting.ts';
import { endPairing, pausePairing, resumePairing } from '../../mentoring/meeting/pause-and-end.ts';
import { myMentoring } from '../../mentoring/pairing/my-view.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem, type ProblemCode } from '../problems.ts';
import { whoAsks, type SignedIn } from '../sign-in.ts';
import * as views from '../views/pairings.ts';

const params = z.object({ id: z.uuid() });
const response = { 200: contract.MyPairings };

/** What came of something that one of the two asked for. */
type Refused =
  | { readonly ok: false; readonly reason: ProblemCode | 'unreadable' }
  | { readonly ok: false; readonly problem: BookingProblem };

/** What the two do with their meetings. Everything answers their pairings as they stand then. */
export function meetingRoutes(ports: Ports): FastifyPluginAsyncZod {
  const asker = (who: SignedIn): Asker => ({ kind: 'participant', who });

  const answer = async (who: SignedIn, outcome: { readonly ok: true } | Refused, reply: FastifyReply) => {
    if (!outcome.ok) return refuse(reply, outcome);
    const { me, pairings } = await myMentoring(ports, who);
    return { pairings: me ? pairings.map((one) => views.myPairing(one, me.id)) : [] };
  };

  return async (server) => {
    server.post(
      '/my/pairings/:id/times',
      { schema: { params, body: contract.TimesChoice, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const start = Temporal.Instant.from(request.body.start);
        return answer(who, await chooseTimes(ports, who, request.params.id, start), reply);
      },
    );
    server.post(
      '/my/pairings/:id/series/times',
      { schema: { params, body: contract.SeriesWish, response: { 200: contract.Times } } },
      async (request, reply) => {
        const found = await findTimes(ports, asker(whoAsks(request)), request.params.id, request.body);
        return found.ok ? { options: found.value.map(views.timesOption) } : refuse(reply, found);
      },
    );
    server.post(
      '/my/pairings/:id/series',
      { schema: { params, body: contract.SeriesChange, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { start, ...wish } = request.body;
        const at = Temporal.Instant.from(start);
        return answer(who, await changeSeries(ports, asker(who), request.params.id, wish, at), reply);
      },
    );
    server.post(
      '/my/pairings/:id/pause',
      { schema: { params, body: contract.PauseInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { until } = request.body;
        const day = until === null ? null : Temporal.PlainDate.from(until);
        return answer(who, await pausePairing(ports, asker(who), request.params.id, day), reply);
      },
    );
    server.post('/my/pairings/:id/resume', { schema: { params, response } }, async (request, reply) => {
      const who = whoAsks(request);
      return answer(who, await resumePairing(ports, asker(who), request.params.id), reply);
    });
    server.post('/my/pairings/:id/end', { schema: { params, response } }, async (request, reply) => {
      const who = whoAsks(request);
      return answer(who, await endPairing(ports, asker(who), request.params.id), reply);
    });

    server.get(
      '/my/meetings/:id/times',
      { schema: { params, response: { 200: contract.MeetingTimes } } },
      async (request, reply) => {
        const found = await timesForMeeting(ports, asker(whoAsks(request)), request.params.id);
        return found.ok ? { times: found.value.map(views.instant) } : refuse(reply, found);
      },
    );
    server.post(
      '/my/meetings/:id/move',
      { schema: { params, body: contract.MoveInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const startsAt = Temporal.Instant.from(request.body.startsAt);
        return answer(who, await moveMeeting(ports, asker(who), request.params.id, startsAt), reply);
      },
    );
    server.post(
      '/my/meetings/:id/cancel',
      { schema: { params, body: contract.CancelInput, response } },
      async (request, reply) => {
        const who = whoAsks(request);
        const { isOfferedAgain } = request.body;
        return answer(who, await cancelMeeting(ports, asker(who), request.params.id, isOfferedAgain), reply);
      },
    );
  };
}

/** Why a time could not be found or taken, as a problem. */
function refuse(reply: FastifyReply, refused: Refused): FastifyReply {
  if ('reason' in refused) {
    return sendProblem(reply, refused.reason === 'unreadable' ? 'calendar-unreadable' : refused.reason);
  }
  const hasNoTime = refused.problem === 'no-common-slot' || refused.problem === 'programme-over';
  return sendProblem(reply, hasNoTime ? 'no-common-slot' : 'calendar-unreadable');
}
