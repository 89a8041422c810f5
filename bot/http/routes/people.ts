import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { giveRole, removeFromProgramme } from '../../mentoring/people/change-enrolment.ts';
import { importFile, importGroup } from '../../mentoring/people/import-people.ts';
import { previewImport } from '../../mentoring/people/preview-import.ts';
import { programmePeople } from '../../mentoring/people/programme-people.ts';
import type { Ports } from '../../mentoring/ports.ts';
import * as contract from '../contract/contract.ts';
import { FileQuery, GroupQuery, Groups, GroupWithPeople, ImportPreview } from '../contract/imports.ts';
import { EnrolmentInput, PeopleQuery } from '../contract/people.ts';
import { placeAt } from '../cursor.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import * as views from '../views/people.ts';
import { importRun } from '../views/programmes.ts';

/** Largest import file in bytes: about 100,000 people. */
const largestFile = 20 * 1024 * 1024;
const params = z.object({ id: z.uuid() });

/** Who is in a programme, and how they come in. Every route is guarded for the lead. */
export function peopleRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    // Before anything of the request is read: nobody else uploads a file here, or learns what a field has to be.
    server.addHook('onRequest', requireLead);
    server.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: largestFile }, (_request, body, next) => {
      next(null, body);
    });

    server.post(
      '/programmes/:id/people/file',
      {
        bodyLimit: largestFile,
        schema: {
          params,
          querystring: FileQuery,
          response: { 200: ImportPreview, 202: contract.ImportRun, 422: contract.ImportRefused },
        },
      },
      async (request, reply) => {
        if (!Buffer.isBuffer(request.body)) {
          const value = request.headers['content-type'] ?? '';
          return sendProblem(reply, 'bad-request', [{ field: 'Content-Type', value, rule: 'must be text/csv' }]);
        }
        const who = whoAsks(request);
        const { tenantId } = who;
        const { preview, lines } = request.query;
        if (preview === 'true') {
          const seen = await previewImport(ports, tenantId, request.params.id, request.body);
          return seen.ok ? views.importPreview(seen.value, request.query) : sendProblem(reply, seen.reason);
        }
        const taken = await importFile(ports, tenantId, asLead(who), request.params.id, request.body, lines);
        if (taken.ok) return reply.code(202).send(importRun(taken.value));
        return 'problems' in taken
          ? reply.code(422).send(views.importRefused(taken.problems))
          : sendProblem(reply, taken.reason);
      },
    );

    server.post(
      '/programmes/:id/people/group',
      { schema: { params, body: contract.GroupImportInput, response: { 202: contract.ImportRun } } },
      async (request, reply) => {
        const { groupId, role } = request.body;
        const who = whoAsks(request);
        const started = await importGroup(ports, who.tenantId, asLead(who), request.params.id, groupId, role);
        return started.ok ? reply.code(202).send(importRun(started.value)) : sendProblem(reply, started.reason);
      },
    );

    server.get(
      '/programmes/:id/imports',
      { schema: { params, response: { 200: z.object({ imports: z.array(contract.ImportRun) }) } } },
      async (request, reply) => {
        const runs = await ports.inTenant(whoAsks(request).tenantId, async (stores) =>
          (await stores.programmes.byId(request.params.id)) ? stores.imports.ofProgramme(request.params.id) : null,
        );
        return runs ? { imports: runs.map(importRun) } : sendProblem(reply, 'not-found');
      },
    );

    server.get(
      '/programmes/:id/people',
      { schema: { params, querystring: PeopleQuery, response: { 200: contract.PeoplePage } } },
      async (request, reply) => {
        const { cursor, offset: skip, limit } = request.query;
        const place = cursor === undefined ? null : placeAt(views.Place, cursor);
        if (cursor !== undefined && place === null) {
          const rule = 'must be the next of an earlier page';
          return sendProblem(reply, 'bad-request', [{ field: 'cursor', value: cursor.slice(0, 100), rule }]);
        }
        const filter = views.peopleFilter(request.query);
        const page = { after: place && { displayName: place[0], id: place[1] }, skip, limit };
        const found = await programmePeople(ports, whoAsks(request).tenantId, request.params.id, filter, page);
        return found.ok ? views.peoplePage(found.value) : sendProblem(reply, found.reason);
      },
    );

    const personParams = params.extend({ personId: z.uuid() });
    server.put(
      '/programmes/:id/people/:personId',
      { schema: { params: personParams, body: EnrolmentInput, response: { 200: contract.ProgrammePerson } } },
      async (request, reply) => {
        const { id, personId } = request.params;
        const who = whoAsks(request);
        const given = await giveRole(ports, who.tenantId, asLead(who), id, personId, request.body.role);
        if (!given.ok) return sendProblem(reply, given.reason);
        return views.programmePerson(given.value.person, given.value.programme.topics);
      },
    );
    server.delete(
      '/programmes/:id/people/:personId',
      { schema: { params: personParams, response: { 200: contract.ProgrammePerson } } },
      async (request, reply) => {
        const { id, personId } = request.params;
        const who = whoAsks(request);
        const removed = await removeFromProgramme(ports, who.tenantId, asLead(who), id, personId);
        if (!removed.ok) return sendProblem(reply, removed.reason);
        return views.programmePerson(removed.value.person, removed.value.programme.topics);
      },
    );

    server.get(
      '/groups',
      { schema: { querystring: GroupQuery, response: { 200: Groups } } },
      async (request, reply) => {
        const found = await ports.directory.findGroups(whoAsks(request).tenantId, request.query.search);
        if (!found.ok) return sendProblem(reply, 'groups-closed');
        return { groups: found.value.map((one) => ({ ...one })) };
      },
    );
    server.get(
      '/groups/:groupId',
      { schema: { params: z.object({ groupId: z.guid() }), response: { 200: GroupWithPeople } } },
      async (request, reply) => {
        const found = await ports.directory.lookAtGroup(whoAsks(request).tenantId, request.params.groupId);
        if (found.ok) return { ...found.value };
        return sendProblem(reply, found.reason === 'not-allowed' ? 'groups-closed' : found.reason);
      },
    );
  };
}
