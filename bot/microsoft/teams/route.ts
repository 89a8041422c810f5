import type { Activity } from 'botbuilder';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { SenderRefused } from './adapter.ts';
import type { TeamsBot } from './bot.ts';

/** Something that goes into addresses, headers and the database: Teams' own ids are plain characters all of them. */
const kept = z.string().regex(/^[\x20-\x7e]{1,1000}$/);
/** Something that botbuilder hands back with the answer: anything but a text is as if it were not there. */
const text = z.string().optional().catch(undefined);
const account = { id: kept, name: text, aadObjectId: text, role: text };
const Mention = z.looseObject({
  type: z.literal('mention'),
  mentioned: z.looseObject({ id: z.string() }),
  text: z.string(),
});

/** As much of an activity as has to be there, and in shape, before botbuilder looks at it. */
const Arrived = z.looseObject({
  type: z.string(),
  serviceUrl: z.url().and(kept),
  channelId: kept,
  from: z.looseObject(account),
  recipient: z.looseObject(account),
  conversation: z.looseObject({
    ...account,
    tenantId: text,
    conversationType: text,
    isGroup: z.boolean().optional().catch(undefined),
  }),
  id: kept.optional().catch(undefined),
  name: text,
  action: text,
  // A picture comes without words.
  text: z.string().catch(''),
  replyToId: kept.optional().catch(undefined),
  deliveryMode: text,
  locale: z
    .string()
    .regex(/^[\w-]{1,35}$/)
    .optional()
    .catch(undefined),
  // Mentions are all that is looked for.
  entities: z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.flatMap((one) => Mention.safeParse(one).data ?? [])),
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
        request.log.warn('an activity was refused: it is not from the chat, or of no tenant that is served');
        return reply.code(401).send();
      }
    });
  };
}
