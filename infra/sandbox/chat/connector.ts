import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BOT_AUDIENCE, type Tokens } from '../entra/tokens.ts';
import type { Directory } from '../organisation/directory.ts';
import { activityId, type Block, type Conversation, type Conversations } from './conversations.ts';
import type { ChatLimits } from './limits.ts';

/** The largest message that Teams takes, in bytes. */
const LARGEST_MESSAGE = 100_000;

interface Activity {
  readonly type?: string;
  readonly text?: string;
  readonly attachments?: readonly unknown[];
}

interface ConversationRoute {
  Params: { conversation: string; activity: string; member: string };
  Body: Activity | undefined;
}

/** The Bot Connector's side of the chat: what a bot calls at its service URL. */
export function connectorRoutes(
  server: FastifyInstance,
  {
    conversations,
    directory,
    tokens,
    limits,
    botId,
  }: { conversations: Conversations; directory: Directory; tokens: Tokens; limits: ChatLimits; botId: string },
): void {
  const root = '/chat/v3/conversations';

  server.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/chat/') && !request.url.startsWith('//chat/')) return;
    const claims = await tokens.check(request.headers.authorization, BOT_AUDIENCE);
    if (claims?.['appid'] !== botId)
      return reply.code(401).send(failure('Unauthorized', 'Authorization has been denied for this request.'));
    const { conversation } = request.params as { conversation?: string };
    const entry = limits.enter(request.method === 'GET' ? null : (conversation ?? memberOf(request.body)));
    if (entry.admitted) return;
    if (entry.retryAfterSeconds !== null) reply.header('retry-after', String(entry.retryAfterSeconds));
    return reply.code(429).send(failure('429', 'API calls quota exceeded! maximum admitted 7 per 1s.'));
  });
  server.addHook('onSend', async (request, _reply, payload) => {
    const told = request.strike?.answer;
    const { conversation = null } = (request.params ?? {}) as { conversation?: string };
    if (/^\/+chat\//.test(request.url) && told?.status === 429)
      limits.toldToWait(conversation, Number(told.headers['retry-after'] ?? 0));
    return payload;
  });

  server.post<{
    Body:
      | {
          members?: { id?: string }[];
          tenantId?: string;
          channelData?: { tenant?: { id?: string } };
          activity?: Activity;
        }
      | undefined;
  }>(root, (request, reply) => {
    const tenantId = request.body?.channelData?.tenant?.id ?? request.body?.tenantId;
    if (tenantId !== undefined && tenantId !== directory.tenantId) {
      return reply.code(403).send(failure('Forbidden', 'The bot is not in this tenant.'));
    }
    const conversation = conversations.ofMember(request.body?.members?.[0]?.id ?? '');
    if (conversation === undefined) return reply.code(400).send(failure('BadSyntax', 'The member cannot be found.'));
    if (isClosed(conversation, reply)) return reply;
    const first = request.body?.activity;
    const sent = first && post(conversations, conversation, first);
    return reply.code(201).send({ id: conversation.id, ...(sent !== undefined && { activityId: sent }) });
  });

  /** The conversation of a path, where the bot may still write to it. */
  const open = (request: FastifyRequest<ConversationRoute>, reply: FastifyReply): Conversation | undefined => {
    const conversation = conversations.find(request.params.conversation);
    if (conversation === undefined)
      void reply.code(404).send(failure('ConversationNotFound', 'Conversation not found.'));
    else if (isClosed(conversation, reply)) return undefined;
    else if (JSON.stringify(request.body ?? '').length > LARGEST_MESSAGE) {
      void reply.code(413).send(failure('MessageSizeTooBig', 'Message size too large.'));
    } else return conversation;
    return undefined;
  };

  for (const path of [`${root}/:conversation/activities`, `${root}/:conversation/activities/:activity`]) {
    server.post<ConversationRoute>(path, (request, reply) => {
      const conversation = open(request, reply);
      if (conversation === undefined) return reply;
      return reply
        .code(201)
        .send({ id: post(conversations, conversation, request.body ?? {}, request.params.activity) });
    });
  }

  server.put<ConversationRoute>(`${root}/:conversation/activities/:activity`, (request, reply) => {
    const conversation = open(request, reply);
    if (conversation === undefined) return reply;
    const { text = '', attachments = [] } = request.body ?? {};
    return conversations.update(conversation, request.params.activity, { text, attachments })
      ? reply.send({ id: request.params.activity })
      : activityNotFound(reply);
  });

  server.delete<ConversationRoute>(`${root}/:conversation/activities/:activity`, (request, reply) => {
    const conversation = open(request, reply);
    if (conversation === undefined) return reply;
    return conversations.update(conversation, request.params.activity, { deleted: true })
      ? reply.send()
      : activityNotFound(reply);
  });

  const member = ({ person, memberId }: Conversation): Record<string, unknown> => {
    const [givenName, ...surname] = person.displayName.split(' ');
    return {
      id: memberId,
      objectId: person.id,
      aadObjectId: person.id,
      name: person.displayName,
      givenName,
      surname: surname.join(' '),
      email: person.userPrincipalName,
      userPrincipalName: person.userPrincipalName,
      tenantId: directory.tenantId,
      userRole: 'user',
    };
  };
  server.get<ConversationRoute>(`${root}/:conversation/members`, (request, reply) => {
    const conversation = open(request, reply);
    return conversation === undefined ? reply : [member(conversation)];
  });
  server.get<ConversationRoute>(`${root}/:conversation/pagedmembers`, (request, reply) => {
    const conversation = open(request, reply);
    return conversation === undefined ? reply : { members: [member(conversation)] };
  });
  server.get<ConversationRoute>(`${root}/:conversation/members/:member`, (request, reply) => {
    const conversation = open(request, reply);
    if (conversation === undefined) return reply;
    return [conversation.memberId, conversation.person.id].includes(request.params.member)
      ? member(conversation)
      : reply.code(404).send(failure('MemberNotFoundInConversation', 'The member is not in this conversation.'));
  });
}

/** Shows what a bot sent; what is not a message (typing) leaves nothing behind. */
function post(
  conversations: Conversations,
  conversation: Conversation,
  activity: Activity,
  replyToId?: string,
): string {
  const { type = 'message', text = '', attachments = [] } = activity;
  if (type !== 'message') return activityId();
  return conversations.add(conversation, {
    from: 'bot',
    text,
    attachments,
    ...(replyToId !== undefined && { replyToId }),
  }).id;
}

const failure = (code: string, message: string): unknown => ({ error: { code, message } });

/** Of whoever a conversation is to begin with: it counts as one with them. */
function memberOf(body: unknown): string | null {
  const { members } = (body ?? {}) as { members?: { id?: string }[] };
  return members?.[0]?.id ?? null;
}

/** Answers why the bot may not write to a conversation, where it may not. */
function isClosed({ installed, blocked }: Conversation, reply: FastifyReply): boolean {
  const code = installed ? blocked : 'BotNotInConversationRoster';
  if (code !== null) void reply.code(403).send(failure(code, refusals[code]));
  return code !== null;
}

const refusals: Readonly<Record<Block | 'BotNotInConversationRoster', string>> = {
  BotNotInConversationRoster: 'The bot is not part of the conversation roster.',
  ConversationBlockedByUser: 'User blocked the conversation with the bot.',
  MessageWritesBlocked: 'Message writes are blocked.',
  BotDisabledByAdmin: 'The tenant admin disabled this bot.',
};

const activityNotFound = (reply: FastifyReply): FastifyReply =>
  reply.code(404).send(failure('ActivityNotFoundInConversation', 'Activity not found in conversation.'));
