import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { myAnswers } from '../../mentoring/checkin/my-answers.ts';
import type { Ports } from '../../mentoring/ports.ts';
import { MyAnswers } from '../contract/answers.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks } from '../sign-in.ts';
import { instant } from '../views/pairings.ts';

const params = z.object({ id: z.uuid() });

/** What somebody has answered after their meetings: each one's own, and nobody else's. */
export function answerRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/my/pairings/:id/answers',
      { schema: { params, response: { 200: MyAnswers } } },
      async (request, reply) => {
        const mine = await myAnswers(ports, whoAsks(request), request.params.id);
        if (!mine) return sendProblem(reply, 'not-found');
        const answers = mine.map(({ meeting: { id, number, startsAt, endsAt }, answers, theySay }) => ({
          ...answers,
          meetingId: id,
          number,
          startsAt: instant(startsAt),
          endsAt: instant(endsAt),
          theySay,
        }));
        return { answers };
      },
    );
  };
}
