import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import { CalendarStore } from './calendar/store.ts';
import { certificateIn } from './certificate.ts';
import { connectorRoutes } from './chat/connector.ts';
import { Conversations } from './chat/conversations.ts';
import { ChatLimits } from './chat/limits.ts';
import { Player } from './chat/player.ts';
import { Clock } from './clock.ts';
import { chatControlRoutes } from './control/chat-routes.ts';
import { outlookControlRoutes } from './control/outlook-routes.ts';
import { controlRoutes } from './control/routes.ts';
import { Certificates } from './entra/assertions.ts';
import { identityIn } from './entra/identity.ts';
import { managedIdentityRoutes } from './entra/managed-identity.ts';
import { entraRoutes } from './entra/routes.ts';
import { Tokens } from './entra/tokens.ts';
import { Faults } from './faults.ts';
import { DeltaRounds } from './graph/delta-rounds.ts';
import { Gateway } from './graph/gateway.ts';
import { graphRoutes } from './graph/routes.ts';
import { guidOf } from './guid.ts';
import { forgetful, openJournal } from './journal.ts';
import { Limits } from './limits.ts';
import { watchOutsideGraph } from './outside-graph.ts';
import { Directory } from './organisation/directory.ts';
import { readPeople } from './organisation/file.ts';
import { makeOrganisation } from './organisation/made-up.ts';
import { RequestCounts } from './requests.ts';
import { Deliveries } from './subscriptions/deliveries.ts';
import { Notifier } from './subscriptions/notifier.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';

export interface SandboxOptions {
  /** 0, or nothing, takes a free port. */
  readonly port?: number;
  /** An import file of people; without it the made-up organisation. */
  readonly people?: string;
  /** Where to keep what has to outlive a restart; without it nothing does. */
  readonly data?: string;
  /** What the sandbox's clock says at the start, unless the data folder knows of a clock that was moved. */
  readonly start?: Temporal.Instant;
}

/** A sandbox that listens. */
export interface Sandbox {
  readonly url: string;
  /** The PEM file for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/** Starts a stand-in Microsoft 365 tenant in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const folder = options.data ?? mkdtempSync(join(tmpdir(), 'sandbox-'));
  const certificate = await certificateIn(folder);
  const identity = await identityIn(options.data);
  const journal = options.data === undefined ? forgetful : openJournal(options.data);
  const directory = new Directory(
    options.people === undefined ? makeOrganisation() : readPeople(options.people),
    journal,
  );
  const keepClock = (offset: number) => journal.put('clock', 'clock', offset);
  const known = (journal.all('clock') as number[])[0];
  const offset = known ?? (options.start ? options.start.epochMilliseconds - Date.now() : 0);
  if (known === undefined) keepClock(offset);
  const clock = new Clock(offset, keepClock);
  const limits = new Limits();
  const chatLimits = new ChatLimits(limits.settings);
  const faults = new Faults();
  const counts = new RequestCounts();
  const server = fastify({
    https: { key: certificate.key, cert: certificate.cert },
    bodyLimit: 5_000_000,
    forceCloseConnections: true,
    routerOptions: { ignoreDuplicateSlashes: true, maxParamLength: 2000 },
  });
  const url = (): string => `https://localhost:${(server.server.address() as { port: number }).port}`;
  const tokens = new Tokens(identity, directory, url);
  const calendars = new CalendarStore(directory, clock, journal);
  const subscriptions = new Subscriptions(clock, journal);
  const deliveries = new Deliveries();
  const notifier = new Notifier(subscriptions, deliveries, directory.tenantId);
  calendars.changes.listen((change) => notifier.changed(change));
  const delta = new DeltaRounds();
  const conversations = new Conversations(directory, clock, journal);
  const player = new Player({ conversations, directory, identity, clock, url });
  const teamsAppId = guidOf('the app in the catalogue');
  const tenant = {
    directory,
    calendars,
    clock,
    limits,
    delta,
    subscriptions,
    deliveries,
    conversations,
    player,
    teamsAppId,
    url,
  };
  parseBodies(server);
  const parts = {
    identity,
    directory,
    tokens,
    certificates: new Certificates(),
    url,
    clock,
    limits,
    chatLimits,
    faults,
    counts,
    certificate: certificate.file,
  };
  watchOutsideGraph(server, faults, counts);
  entraRoutes(server, parts);
  managedIdentityRoutes(server, parts);
  graphRoutes(server, tokens, new Gateway(tenant, faults, counts));
  connectorRoutes(server, { conversations, directory, tokens, limits: chatLimits, botId: identity.bot.id });
  controlRoutes(server, parts);
  chatControlRoutes(server, { directory, conversations, player, teamsAppId });
  outlookControlRoutes(server, { directory, subscriptions, deliveries, notifier, delta });
  await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return {
    url: url(),
    certificate: certificate.file,
    stop: async () => {
      calendars.changes.stop();
      deliveries.stop();
      await server.close();
      if (options.data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Bodies as JSON or as a form; an empty JSON body is none. */
function parseBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string));
    } catch {
      done(Object.assign(new Error('Unable to read JSON request payload.'), { statusCode: 400, code: 'BadRequest' }));
    }
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(text as string)));
  });
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) =>
    reply
      .code(error.statusCode ?? 500)
      .send({ error: { code: error.code ?? 'InternalServerError', message: error.message } }),
  );
}
