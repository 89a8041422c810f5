import type { FastifyInstance, FastifyReply } from 'fastify';
import { BLOCKS, type Conversation, type Conversations } from '../chat/conversations.ts';
import type { BotOutcome, Player } from '../chat/player.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import { problem } from './problem.ts';

interface PersonRoute {
  Params: { userPrincipalName: string };
  Body: { text?: string; activityId?: string; data?: unknown; verb?: string } | undefined;
}

/** The control routes that play people in the chat, and show what they see. */
export function chatControlRoutes(
  server: FastifyInstance,
  {
    directory,
    conversations,
    player,
    teamsAppId,
  }: { directory: Directory; conversations: Conversations; player: Player; teamsAppId: string },
): void {
  server.put<{ Body: { messagesUrl?: string } | undefined }>('/control/bot', (request, reply) => {
    const messagesUrl = request.body?.messagesUrl;
    if (messagesUrl === undefined || !URL.canParse(messagesUrl))
      return problem(reply, 400, 'messagesUrl has to be a URL.');
    player.messagesUrl = messagesUrl;
    return reply.code(204).send();
  });

  server.get('/control/bot', () => ({ messagesUrl: player.messagesUrl ?? null, teamsAppId }));

  /** A route that has somebody do something, and gives the bot's answer. */
  const act = (
    name: string,
    does: (person: Person, body: NonNullable<PersonRoute['Body']>) => Promise<BotOutcome>,
  ): void => {
    server.post<PersonRoute>(`/control/chat/:userPrincipalName/${name}`, async (request, reply) => {
      const person = directory.find(request.params.userPrincipalName);
      if (person === undefined) return nobody(reply, request.params.userPrincipalName);
      if (name !== 'install' && !conversations.of(person).installed) {
        return problem(reply, 409, `${person.displayName} does not have the bot: install it first.`);
      }
      const outcome = await does(person, request.body ?? {});
      return 'unanswered' in outcome ? problem(reply, 502, outcome.unanswered) : outcome;
    });
  };
  act('install', (person) => player.install(person));
  act('uninstall', (person) => player.uninstall(person));
  act('message', (person, { text = '' }) => player.write(person, text));
  act('submit', (person, { activityId = '', data = {}, verb }) => player.submit(person, activityId, data, verb));

  server.put<{ Params: PersonRoute['Params']; Body: { code?: string | null } | undefined }>(
    '/control/chat/:userPrincipalName/block',
    (request, reply) => {
      const person = directory.find(request.params.userPrincipalName);
      if (person === undefined) return nobody(reply, request.params.userPrincipalName);
      const asked = request.body?.code;
      const code = asked === null ? null : BLOCKS.find((known) => known === asked);
      if (code === undefined) return problem(reply, 400, `code has to be null or one of ${BLOCKS.join(', ')}.`);
      conversations.setBlocked(conversations.of(person), code);
      return reply.code(204).send();
    },
  );

  const summary = ({ id, person, installed, blocked, messages }: Conversation): Record<string, unknown> => ({
    id,
    userPrincipalName: person.userPrincipalName,
    displayName: person.displayName,
    installed,
    blocked,
    activityCount: messages.length,
    lastActivityAt: messages.at(-1)?.at ?? null,
  });
  server.get('/control/chat', () =>
    conversations.all.filter(({ installed, messages }) => installed || messages.length > 0).map(summary),
  );
  server.get<PersonRoute>('/control/chat/:userPrincipalName', (request, reply) => {
    const person = directory.find(request.params.userPrincipalName);
    if (person === undefined) return nobody(reply, request.params.userPrincipalName);
    const conversation = conversations.of(person);
    return { ...summary(conversation), activities: conversation.messages.filter((message) => !message.deleted) };
  });
}

const nobody = (reply: FastifyReply, name: string): unknown => problem(reply, 404, `Nobody is called ${name}.`);
