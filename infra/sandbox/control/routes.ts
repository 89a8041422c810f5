import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import type { ChatLimits } from '../chat/limits.ts';
import type { Clock } from '../clock.ts';
import type { Certificates } from '../entra/assertions.ts';
import type { Identity } from '../entra/identity.ts';
import { BOT_AUDIENCE, type Tokens } from '../entra/tokens.ts';
import type { Fault, Faults } from '../faults.ts';
import type { Limits, LimitSettings } from '../limits.ts';
import type { Directory } from '../organisation/directory.ts';
import { writePeople } from '../organisation/file.ts';
import type { RequestCounts } from '../requests.ts';
import { problem } from './problem.ts';

/** What the control routes turn and read. */
export interface ControlParts {
  readonly identity: Identity;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly certificates: Certificates;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly chatLimits: ChatLimits;
  readonly faults: Faults;
  readonly counts: RequestCounts;
  readonly url: () => string;
  /** The certificate's file. */
  readonly certificate: string;
}

/** The sandbox's own switches. No real tenant has them, and they ask for no token: the sandbox listens on this machine only. */
export function controlRoutes(server: FastifyInstance, parts: ControlParts): void {
  const { identity, directory, tokens, certificates, clock, limits, chatLimits, faults, counts, url } = parts;

  server.get('/control/settings', () => ({
    ENTRA_AUTHORITY: url(),
    ENTRA_TENANT_IDS: directory.tenantId,
    ENTRA_CLIENT_ID: identity.app.id,
    ENTRA_CLIENT_SECRET: identity.app.secret,
    GRAPH_BASE_URL: url(),
    BOT_APP_ID: identity.bot.id,
    BOT_APP_SECRET: identity.bot.secret,
    BOT_TENANT_ID: directory.tenantId,
    BOT_OPENID_METADATA_URL: `${url()}/botframework/.well-known/openidconfiguration`,
    BOT_TOKEN_ISSUER: BOT_AUDIENCE,
    SANDBOX_URL: url(),
    CLOCK_URL: `${url()}/control/clock`,
    NODE_EXTRA_CA_CERTS: parts.certificate,
  }));

  // What a server sees that has the managed identity instead of secrets.
  server.get('/control/managed-identity', () => ({
    identityId: identity.managed.id,
    IDENTITY_ENDPOINT: `${url()}/msi/token`,
    IDENTITY_HEADER: identity.managed.header,
  }));

  server.post<{ Body: { clientId: string; certificate: string } }>('/control/certificates', (request, reply) => {
    certificates.add(request.body.clientId, request.body.certificate);
    return reply.code(204).send();
  });

  server.get('/control/people', () =>
    directory.people.map((person) => ({
      id: person.id,
      userPrincipalName: person.userPrincipalName,
      displayName: person.displayName,
      jobTitle: person.jobTitle,
      department: person.department,
      officeLocation: person.officeLocation,
      timeZone: person.timeZone,
      languages: person.languages,
      mailbox: directory.hasMailbox(person),
      appRoles: person.appRoles,
      groups: directory.groupsOf(person).map((group) => group.displayName),
    })),
  );

  server.get('/control/organisation.csv', (_request, reply) => {
    reply.type('text/csv; charset=utf-8');
    return writePeople(directory.people);
  });

  server.post<{ Body: { userPrincipalName?: string; claims?: Record<string, unknown>; audience?: string } }>(
    '/control/token',
    async (request, reply) => {
      const { userPrincipalName = '', claims, audience } = request.body;
      const person = directory.find(userPrincipalName);
      if (person === undefined) return problem(reply, 404, `Nobody is called ${userPrincipalName}.`);
      return { token: await tokens.forTab(person, claims, audience) };
    },
  );

  const time = (): unknown => ({
    now: Temporal.Instant.fromEpochMilliseconds(clock.now()).toString(),
    offsetMilliseconds: clock.offsetMilliseconds,
  });
  server.get('/control/clock', time);
  server.post<{ Body: { to?: string; by?: string } }>('/control/clock', (request, reply) => {
    const { to, by } = request.body;
    try {
      const moved =
        to === undefined ? clock.moveBy(Temporal.Duration.from(by ?? '')) : clock.moveTo(Temporal.Instant.from(to));
      return moved ? time() : problem(reply, 400, 'The clock moves forward only.');
    } catch (error) {
      if (error instanceof RangeError) return problem(reply, 400, error.message);
      throw error;
    }
  });

  server.post<{ Body: Partial<Fault> }>('/control/faults', (request, reply) => {
    const { path, times, ...fault } = request.body;
    if (typeof path !== 'string') return problem(reply, 400, 'A fault needs a path.');
    try {
      faults.add({ ...fault, path, times: times ?? 1 });
    } catch (error) {
      if (error instanceof SyntaxError) return problem(reply, 400, error.message);
      throw error;
    }
    return reply.code(204).send();
  });
  server.get('/control/faults', () => ({ left: faults.left }));
  server.delete('/control/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  server.get('/control/limits', () => limits.settings);
  server.put<{ Body: Partial<LimitSettings> }>('/control/limits', (request, reply) => {
    const unknown = Object.keys(request.body).find((name) => !(name in limits.settings));
    if (unknown !== undefined) return problem(reply, 400, `There is no limit called ${unknown}.`);
    return Object.assign(limits.settings, request.body);
  });

  server.get('/control/requests', () => ({
    requests: counts.byTemplate,
    statuses: counts.byStatus,
    highestConcurrency: limits.highest,
    highestAtOnce: limits.highestInAll,
    throttled: limits.refusals,
    early: limits.early,
    directoryUnits: limits.directoryUnits,
    chat: chatLimits.counts,
  }));
  server.delete('/control/requests', (_request, reply) => {
    counts.forget();
    limits.forget();
    chatLimits.forget();
    return reply.code(204).send();
  });
}
