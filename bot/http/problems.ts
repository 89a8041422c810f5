import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { NotKeptError, TemporaryError } from '../mentoring/ports.ts';
import type { Problem } from './contract/problem.ts';

/** What can go wrong with a request, its status, and what people are told. */
const known = {
  'bad-request': [400, 'Some of what was sent is not right. Nothing was changed.'],
  'not-signed-in': [401, 'Please sign in again.'],
  'not-the-lead': [403, 'Only a programme lead can do this.'],
  'not-found': [404, 'This is not here, or it is not yours to see.'],
  'changed-meanwhile': [
    409,
    'Somebody else changed this meanwhile. Look at what is different, choose, then save again.',
  ],
  'import-running': [409, 'People are still coming in. Try again when the import is done.'],
  'nobody-enrolled': [409, 'Nobody is enrolled yet. Bring in people who mentor or want a mentor first.'],
  'matching-running': [409, 'A run is under way already. Wait for it, or cancel it first.'],
  'bulk-running': [409, 'Something is being done with many pairings already. Wait until it is done, then ask again.'],
  'none-chosen': [409, 'None of these pairings is here any more, so nothing was done.'],
  'not-running': [409, 'This run has ended already.'],
  'nothing-to-replay': [409, 'This run ended without an answer, so there is nothing to compare.'],
  'not-matched': [409, 'The proposals do not know these two yet. Run the matching, then ask again.'],
  'proposals-outdated': [
    409,
    'Some people have changed what they have room for since. Run the matching again, then publish.',
  ],
  'nothing-proposed': [409, 'There is no proposal to publish. Run the matching first.'],
  'not-your-turn': [409, 'The other side is asked first. You will hear when it is your turn.'],
  'already-done': [409, 'You have answered this already. Nothing more to do.'],
  closed: [409, 'This pairing is no longer open.'],
  'not-yours-to-change': [409, 'Only the mentee sets the agenda; the mentor can change their own suggestions.'],
  'agenda-full': [409, 'This agenda is full. Take something off it first.'],
  'not-held': [409, 'This meeting has not taken place, so there is nothing to sum up.'],
  'written-anew': [409, 'This has been written anew meanwhile. Read it again, then answer.'],
  'not-open': [409, 'This is not open, so it stays as it is.'],
  'not-over': [409, 'This meeting is not over yet, so nothing is carried over.'],
  'no-next-meeting': [409, 'There is no meeting to come that could take this up.'],
  'meeting-over': [409, 'This meeting is over, so its agenda stays as it was.'],
  'not-failed': [409, 'This booking has not failed, so there is nothing to try again.'],
  'not-now': [409, 'This is being changed, or is over. Look again in a moment.'],
  'no-longer-free': [409, 'One of you is busy at that time by now. Choose another.'],
  'no-times': [409, 'There are no meetings left to give a time to.'],
  'day-passed': [409, 'That day has passed already. Choose a later one.'],
  'calendar-unreadable': [409, 'Outlook did not let me read both calendars, so nothing was changed.'],
  'no-common-slot': [409, 'There is no such time that suits both of you. Nothing was changed.'],
  'not-possible': [409, 'The rules of the programme keep these two apart. Nothing was changed.'],
  'nobody-to-ask': [409, 'They cannot be asked here any more. Look again, and choose somebody else.'],
  'contact-away': [409, 'They cannot be reached by chat just now, so nothing was sent. Write to them yourself.'],
  'not-open-to-sign-up': [409, 'This programme is not open to sign up for any more.'],
  'programme-over': [409, 'This programme is over.'],
  'not-in-directory': [409, 'The directory of your organisation does not know you. Ask your administrator.'],
  paired: [409, 'They are in a pairing here. End it, or replace them in it, under Pairings; then try again.'],
  'groups-closed': [
    409,
    'Your directory does not let me look at its groups. Your administrator can allow it; people can come in from a file meanwhile.',
  ],
  'nobody-took-part': [409, 'No pairing has begun yet, so there is nobody to thank.'],
  'programme-closed': [409, 'This programme is closed. Nothing more is planned in it.'],
  'too-large': [413, 'This is too large to take in.'],
  'too-many-requests': [429, 'That was a lot at once. Wait a moment, then try again.'],
  unexpected: [500, 'Something went wrong on our side. Nothing you did; try again in a moment.'],
  'not-ready': [503, 'Vantage is starting or cannot reach what it needs. Try again in a moment.'],
  'not-kept': [503, 'Nothing can be saved just now, so nothing was changed. Try again a little later.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof known;

/** Answers with a problem, in the shape of the contract. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  more?: Problem['fields'] | { readonly stands: unknown },
): FastifyReply {
  const [status, message] = known[code];
  const told = more && ('stands' in more ? more : { fields: more });
  const problem: Problem = { code, message, reference: reply.request.id, ...told };
  return reply.code(status).serializer(JSON.stringify).type('application/json').send(problem);
}

/** Every request has its reference: in the log, in the answer, on the screen when something goes wrong. */
export const newReference = () => randomUUID().slice(0, 8);

/** The database cannot be reached, has no more of what it takes to answer, is ending or not there yet. */
const storageAway = /^(ECONNREFUSED|ECONNRESET|EPIPE|53\d{3}|57P0[1-3])$/;

/** The one place where errors become HTTP. What is unexpected is logged whole and told to nobody. */
export function handleErrors(server: FastifyInstance): void {
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields = error.validation.map((issue) => ({
        field: issue.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body',
        value: valueAt(partAtFault(request, error.validationContext), issue.instancePath),
        rule: issue.message ?? 'is not right',
      }));
      return sendProblem(reply, 'bad-request', fields);
    }
    if (error.name === 'AbortError' && reply.raw.destroyed) {
      request.log.info({ reference: request.id }, 'whoever asked is gone: what was done for them is stopped');
      return reply;
    }
    if (error.statusCode === 429) return sendProblem(reply, 'too-many-requests');
    if (error.statusCode === 413) return sendProblem(reply, 'too-large');
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
      const value = request.headers['content-type'] ?? '';
      const rule = 'must be application/json, or text/csv for a file of people';
      return sendProblem(reply, 'bad-request', [{ field: 'Content-Type', value, rule }]);
    }
    // Fastify's own: a status that some other part's error carries says nothing about the one who asked.
    const isFastifys = /^FST_/.test(error.code);
    if (isFastifys && error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return sendProblem(reply, 'bad-request');
    }
    // Entra's keys, the directory or a calendar: not there just now, and nobody's fault here.
    const isPartAway = error instanceof TemporaryError;
    const isStorageAway = storageAway.test(error.code) || /ECONNREFUSED|Connection terminated/.test(error.message);
    request.log.error({ err: error, reference: request.id }, 'a request failed');
    if (error instanceof NotKeptError) return sendProblem(reply, 'not-kept');
    return sendProblem(reply, isPartAway || isStorageAway ? 'not-ready' : 'unexpected');
  });
}

/** The part of a request in which something is wrong. */
function partAtFault(request: FastifyRequest, context: string | undefined): unknown {
  if (context === 'params') return request.params;
  return context === 'querystring' ? request.query : request.body;
}

function valueAt(body: unknown, path: string): string {
  let value: unknown = body;
  for (const key of path.split('/').filter((part) => part !== '')) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return value === undefined ? '' : JSON.stringify(value).slice(0, 100);
}
