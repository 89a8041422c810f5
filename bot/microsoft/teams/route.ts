import type { Activity } from 'botbuilder';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { SenderRefused } from './adapter.ts';
import type { TeamsBot } from './bot.ts';

/** As much of an activity as has to be there before botbuilder looks at it. */
const Arrived = z.looseObject({
  type: z.string(),
  serviceUrl: z.url(),
  channelId: z.string(),
  from: z.looseObject({ id: z.string() }),
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string() }),
});

/** `POST /api/messages`, where the chat delivers. */
export function teamsRoute(bot: TeamsBot): FastifyPluginAsync {
  return async (server) => {
    server.post('/api/messages', { schema: { hide: true } }, async (request, reply) => {
      const arrived = Arrived.safeParse(request.body);
      if (!arrived.success) return reply.code(400).send();
      try {
        const { authorization = '' } = request.headers;
        const answer = await bot.take(authorization, arrived.data as unknown as Activity);
        return await reply.code(answer?.status ?? 200).send(answer?.body);
      } catch (error) {
        if (!(error instanceof SenderRefused)) throw error;
        request.log.warn('an activity was refused: its sender is not the chat');
        return reply.code(401).send();
      }
    });
  };
}
