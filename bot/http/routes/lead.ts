import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { programmePeople } from '../../mentoring/pairing/lead-view.ts';
import type { Role } from '../../mentoring/people/person.ts';
import { importFile, importGroup } from '../../mentoring/people/import-people.ts';
import type { Ports } from '../../mentoring/ports.ts';
import { changeProgramme, createProgramme } from '../../mentoring/programme/programmes.ts';
import * as contract from '../contract/contract.ts';
import { sendProblem } from '../problems.ts';
import { asLead, requireLead, whoAsks } from '../sign-in.ts';
import * as views from '../views/programmes.ts';

/** Largest import file in bytes: about 100,000 people. */
const largestFile = 20 * 1024 * 1024;
const params = z.object({ id: z.uuid() });

/** What a programme lead does. Every route is guarded for the lead. */
export function leadRoutes(ports: Ports): FastifyPluginAsyncZod {
  return async (server) => {
    // Before anything of the request is read: nobody else uploads a file here, or learns what a field has to be.
    server.addHook('onRequest', requireLead);
    server.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: largestFile }, (_request, body, next) => {
      next(null, body);
    });

    server.get(
      '/programmes',
      { schema: { response: { 200: z.object({ programmes: z.array(contract.Programme) }) } } },
      async (request) => {
        const all = await ports.inTenant(whoAsks(request).tenantId, (stores) => stores.programmes.all());
        return { programmes: all.map(views.programme) };
      },
    );

    server.post(
      '/programmes',
      { schema: { body: contract.ProgrammeInput, response: { 201: contract.Programme } } },
      async (request, reply) => {
        const who = whoAsks(request);
        const made = await createProgramme(ports, who.tenantId, asLead(who), views.draft(request.body));
        if (!made.ok) return sendProblem(reply, 'bad-request', [...made.problems]);
        return reply.code(201).send(views.programme(made.value));
      },
    );

    server.get(
      '/programmes/:id',
      { schema: { params, response: { 200: contract.Programme } } },
      async (request, reply) => {
        const found = await ports.inTenant(whoAsks(request).tenantId, (stores) =>
          stores.programmes.byId(request.params.id),
        );
        return found ? views.programme(found) : sendProblem(reply, 'not-found');
      },
    );

    server.put(
      '/programmes/:id',
      { schema: { params, body: contract.ProgrammeChange, response: { 200: contract.Programme } } },
      async (request, reply) => {
        const { version, ...input } = request.body;
        const who = whoAsks(request);
        const changed = await changeProgramme(
          ports,
          who.tenantId,
          asLead(who),
          request.params.id,
          version,
          views.draft(input),
        );
        if (changed.ok) return views.programme(changed.value);
        return 'problems' in changed
          ? sendProblem(reply, 'bad-request', [...changed.problems])
          : sendProblem(reply, changed.reason);
      },
    );

    server.post(
      '/programmes/:id/people/file',
      {
        bodyLimit: largestFile,
        schema: { params, response: { 202: contract.ImportRun, 422: contract.ImportRefused } },
      },
      async (request, reply) => {
        if (!Buffer.isBuffer(request.body)) {
          const value = request.headers['content-type'] ?? '';
          return sendProblem(reply, 'bad-request', [{ field: 'Content-Type', value, rule: 'must be text/csv' }]);
        }
        const who = whoAsks(request);
        const taken = await importFile(ports, who.tenantId, asLead(who), request.params.id, request.body);
        if (taken.ok) return reply.code(202).send(views.importRun(taken.value));
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
        return started.ok ? reply.code(202).send(views.importRun(started.value)) : sendProblem(reply, started.reason);
      },
    );

    server.get(
      '/programmes/:id/imports',
      { schema: { params, response: { 200: z.object({ imports: z.array(contract.ImportRun) }) } } },
      async (request, reply) => {
        const runs = await ports.inTenant(whoAsks(request).tenantId, async (stores) =>
          (await stores.programmes.byId(request.params.id)) ? stores.imports.ofProgramme(request.params.id) : null,
        );
        return runs ? { imports: runs.map(views.importRun) } : sendProblem(reply, 'not-found');
      },
    );

    const query = z.object({
      role: contract.Role.optional(),
      search: z.string().max(200).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    });
    server.get(
      '/programmes/:id/people',
      { schema: { params, querystring: query, response: { 200: contract.PeoplePage } } },
      async (request, reply) => {
        const found = await programmePeople(ports, whoAsks(request).tenantId, request.params.id);
        if (!found.ok) return sendProblem(reply, found.reason);
        const { role, search, offset, limit } = request.query;
        const wanted = search?.trim().toLocaleLowerCase() ?? '';
        const { programme, people } = found.value;
        const matching = people.filter(
          ({ person, participant }) =>
            (role === undefined || participant?.role === role) &&
            (person.displayName.toLocaleLowerCase().includes(wanted) || person.userPrincipalName.includes(wanted)),
        );
        const enrolled = (which: Role) => people.filter(({ participant }) => participant?.role === which).length;
        return {
          total: matching.length,
          mentors: enrolled('mentor'),
          mentees: enrolled('mentee'),
          people: matching
            .toSorted((a, b) => a.person.displayName.localeCompare(b.person.displayName))
            .slice(offset, offset + limit)
            .map((one) => views.programmePerson(one, programme.topics)),
        };
      },
    );
  };
}
