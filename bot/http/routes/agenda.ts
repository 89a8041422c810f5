import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { carryOver } from '../../mentoring/agenda/carry-over.ts';
import { editAgenda, type AgendaEdit, type IsAsSeen } from '../../mentoring/agenda/edit-agenda.ts';
import { myMeeting, myMeetingOfChat } from '../../mentoring/agenda/my-meeting.ts';
import { tellPresence } from '../../mentoring/agenda/presence.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { etagOf, isUnconditional, matches } from '../etag.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks } from '../sign-in.ts';
import * as views from '../views/agenda.ts';

const params = z.object({ id: z.uuid() });
const itemParams = params.extend({ itemId: z.uuid() });
const response = { 200: contract.MyMeeting };

/** One meeting and its agenda, for its two people. Every edit answers the meeting as it stands then. */
export function agendaRoutes(ports: Ports): FastifyPluginAsyncZod {
  /** The meeting as it stands; null where it is none of theirs. */
  const read = async (request: FastifyRequest, meetingId: string) => {
    const found = await myMeeting(ports, whoAsks(request), meetingId);
    return found && views.myMeeting(found);
  };
  const send = async (request: FastifyRequest, reply: FastifyReply, meetingId: string) => {
    const stands = await read(request, meetingId);
    if (!stands) return sendProblem(reply, 'not-found');
    void reply.header('etag', etagOf(stands));
    return stands;
  };
  const edit = async (request: FastifyRequest, reply: FastifyReply, meetingId: string, change: AgendaEdit) => {
    const edited = await editAgenda(ports, whoAsks(request), meetingId, change, asSeen(request, change));
    if (edited.ok) return send(request, reply, meetingId);
    if (edited.reason !== 'changed-meanwhile') return sendProblem(reply, edited.reason);
    const stands = await read(request, meetingId);
    return stands ? sendProblem(reply, edited.reason, { stands }) : sendProblem(reply, 'not-found');
  };

  return async (server) => {
    server.get(
      '/my/meetings/of-chat',
      { schema: { querystring: contract.ChatQuery, response: { 200: contract.MeetingOfChat } } },
      async (request) => ({
        meetingId: await myMeetingOfChat(ports, whoAsks(request), request.query.chat ?? null),
      }),
    );
    server.get('/my/meetings/:id', { schema: { params, response } }, async (request, reply) =>
      send(request, reply, request.params.id),
    );

    server.post(
      '/my/meetings/:id/agenda',
      { schema: { params, body: contract.AgendaItemInput, response } },
      async (request, reply) => edit(request, reply, request.params.id, { kind: 'add', ...request.body }),
    );
    server.put(
      '/my/meetings/:id/agenda/:itemId',
      { schema: { params: itemParams, body: contract.AgendaItemChange, response } },
      async (request, reply) => {
        const { id, itemId } = request.params;
        return edit(request, reply, id, { kind: 'change', itemId, ...request.body });
      },
    );
    server.delete(
      '/my/meetings/:id/agenda/:itemId',
      { schema: { params: itemParams, response } },
      async (request, reply) => {
        const { id, itemId } = request.params;
        return edit(request, reply, id, { kind: 'remove', itemId });
      },
    );
    server.post(
      '/my/meetings/:id/agenda/:itemId/reached',
      { schema: { params: itemParams, body: contract.ReachedInput, response } },
      async (request, reply) => {
        const { id, itemId } = request.params;
        return edit(request, reply, id, { kind: 'reach', itemId, ...request.body });
      },
    );
    server.post('/my/meetings/:id/agenda/publish', { schema: { params, response } }, async (request, reply) =>
      edit(request, reply, request.params.id, { kind: 'publish' }),
    );
    server.post(
      '/my/meetings/:id/agenda/carry-over',
      { schema: { params, body: contract.CarryOverInput, response } },
      async (request, reply) => {
        const { id } = request.params;
        const carried = await carryOver(ports, whoAsks(request), id, request.body.itemId);
        return carried.ok ? send(request, reply, id) : sendProblem(reply, carried.reason);
      },
    );
    server.post(
      '/my/meetings/:id/agenda/presence',
      { schema: { params, body: contract.PresenceInput, response: { 200: contract.PresenceTold } } },
      async (request, reply) => {
        const told = await tellPresence(ports, whoAsks(request), request.params.id, request.body.itemId);
        return told.ok ? {} : sendProblem(reply, told.reason);
      },
    );
  };
}

/** What has to stand still for an edit to be done: the words of the item it is of, or the whole of what was seen. */
function asSeen(request: FastifyRequest, change: AgendaEdit): IsAsSeen | null {
  if (isUnconditional(request)) return null;
  if (!('itemId' in change)) return (stands) => matches(request, etagOf(views.myMeeting(stands)));
  return ({ shown }) => {
    const item = shown.agenda.find(({ id }) => id === change.itemId);
    // One that is gone is answered as such.
    return item === undefined || matches(request, `"${item.version}"`);
  };
}
