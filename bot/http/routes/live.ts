import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { News } from '../../mentoring/live.ts';
import type { Ports } from '../../mentoring/ports.ts';
import type { LiveNews } from '../contract/live.ts';
import { sendProblem } from '../problems.ts';
import { whoAsks } from '../sign-in.ts';

/** Milliseconds between two signs of life, which also find out who is gone. */
const heartbeat = 20_000;
/** Milliseconds after which a stream ends, so that a token that has expired serves nobody for long. */
const longest = 15 * 60_000;
/** Streams that one person may hold: several windows on several devices, and no flood. */
const mostStreams = 12;
/** Bytes that may wait for a reader. One that takes nothing is let go, and asks for everything when it comes back. */
const mostWaiting = 64 * 1024;

/** Tells the tab what has changed. */
export function liveRoutes(ports: Ports): FastifyPluginAsyncZod {
  /** How to end each stream, by person. */
  const streams = new Map<string, Set<() => void>>();
  return async (server) => {
    // Streams never end by themselves soon enough for a server that stops.
    server.addHook('preClose', async () => {
      for (const ofPerson of streams.values()) for (const finish of ofPerson) finish();
    });

    server.get('/live', { schema: { hide: true } }, async (request, reply) => {
      const { tenantId, entraObjectId, isLead } = whoAsks(request);
      let me = await ports.inTenant(tenantId, (stores) => stores.people.byEntraObjectId(entraObjectId));
      const ofPerson = streams.get(entraObjectId) ?? new Set();
      if (ofPerson.size >= mostStreams) return sendProblem(reply, 'too-many-requests');

      const stream = new Readable({ read: () => undefined });
      let isOver = false;
      const finish = () => {
        if (!isOver) stream.push(null);
        isOver = true;
      };
      const send = (text: string) => {
        if (isOver) return;
        if (stream.readableLength <= mostWaiting) stream.push(text);
        else stream.destroy();
      };
      const tell = (news: LiveNews) => send(`event: news\ndata: ${JSON.stringify(news)}\n\n`);
      const stopListening = ports.live.listen(tenantId, (news) => {
        toldTo(news, me?.id ?? null, isLead).forEach(tell);
      });
      const pulse = setInterval(() => {
        send(':\n\n');
        // Somebody who was unknown here may have become a participant since.
        if (!me) {
          ports
            .inTenant(tenantId, (stores) => stores.people.byEntraObjectId(entraObjectId))
            .then(
              (found) => {
                me = found;
                if (found) tell({ kind: 'missed' });
              },
              (error: unknown) => request.log.warn({ err: error }, 'who listens could not be looked up'),
            );
        }
      }, heartbeat);
      const end = setTimeout(finish, longest);
      ofPerson.add(finish);
      streams.set(entraObjectId, ofPerson);
      stream.on('close', () => {
        isOver = true;
        clearInterval(pulse);
        clearTimeout(end);
        stopListening();
        ofPerson.delete(finish);
        if (ofPerson.size === 0) streams.delete(entraObjectId);
      });
      tell({ kind: 'missed' });
      return (
        reply
          .header('content-type', 'text/event-stream')
          .header('cache-control', 'no-store')
          .header('x-accel-buffering', 'no')
          // Nothing else comes on it: kept alive, it would hold up a server that stops.
          .header('connection', 'close')
          .send(stream)
      );
    });
  };
}

/** What somebody may know of news. */
function toldTo(news: News, personId: string | null, isLead: boolean): readonly LiveNews[] {
  if (news.kind === 'missed') return [news];
  if (news.kind === 'programme') return isLead ? [{ kind: 'programme', id: news.id }] : [];
  const isMine = personId !== null && news.people.includes(personId);
  if (news.kind === 'presence') {
    const { meetingId, itemId } = news;
    return isMine && personId !== news.personId ? [{ kind: 'presence', meetingId, itemId }] : [];
  }
  return [
    ...(isMine ? ([{ kind: 'pairing', id: news.id }] as const) : []),
    ...(isLead ? ([{ kind: 'programme', id: news.programmeId }] as const) : []),
  ];
}
