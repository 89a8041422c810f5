import { existsSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import statics from '@fastify/static';
import swagger from '@fastify/swagger';
import { fastify, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type FastifyPluginAsyncZod,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { FindWatches } from '../mentoring/meeting/watched-calendar-store.ts';
import type { Ports } from '../mentoring/ports.ts';
import * as contract from './contract/contract.ts';
import { handleErrors, newReference, sendProblem } from './problems.ts';
import { answerRoutes } from './routes/answers.ts';
import { graphRoutes } from './routes/graph.ts';
import { agendaRoutes } from './routes/agenda.ts';
import { attentionRoutes } from './routes/attention.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { helpRoutes } from './routes/help.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { historyRoutes } from './routes/history.ts';
import { closingRoutes, myClosingRoutes } from './routes/closing.ts';
import { insightRoutes } from './routes/insight.ts';
import { leadRoutes } from './routes/lead.ts';
import { liveRoutes } from './routes/live.ts';
import { matchingRoutes } from './routes/matching.ts';
import { meetingRoutes } from './routes/meetings.ts';
import { myDataRoutes } from './routes/my-data.ts';
import { myRoutes } from './routes/my.ts';
import { photoRoutes } from './routes/photos.ts';
import { profileRoutes } from './routes/profile.ts';
import { peopleRoutes } from './routes/people.ts';
import { pairingRoutes } from './routes/pairings.ts';
import { requireSignIn, type TokenCheck } from './sign-in.ts';
import { traceRequests } from './trace-requests.ts';

export interface ServerParts {
  readonly ports: Ports;
  readonly tokens: TokenCheck;
  /** What the tab is told before it signs in. */
  readonly client: contract.ClientConfig;
  /** Where people reach the product; an origin. */
  readonly publicUrl: string;
  /** Folder with the built tab. */
  readonly tabFolder: string;
  /** The bot's endpoint, made by the Microsoft side. */
  readonly bot: FastifyPluginAsync;
  readonly findWatches: FindWatches;
  readonly isReady: () => Promise<boolean>;
  readonly log: Logger;
}

/** Those who may hold the tab in a frame: Microsoft's own hosts. */
const frameAncestors = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];
/** Requests one person may make a minute: far above what the tab does, far below what reads a directory out. */
const requestsPerMinute = 600;

/** Puts the server together; the caller listens and closes. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { client, log } = parts;
  const server = fastify({
    loggerInstance: log,
    genReqId: newReference,
    disableRequestLogging: true,
    // The log knows by itself which request a line belongs to.
    childLoggerFactory: (logger) => logger,
    bodyLimit: 256 * 1024,
    trustProxy: 'loopback',
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.decorateRequest('signedIn', null);
  handleErrors(server as unknown as FastifyInstance);
  traceRequests(server as unknown as FastifyInstance);
  const ancestors = client.host === 'sandbox' ? [...frameAncestors, "'self'", parts.publicUrl] : frameAncestors;
  await server.register(helmet, {
    frameguard: false,
    crossOriginResourcePolicy: false,
    contentSecurityPolicy: {
      directives: {
        frameAncestors: ancestors,
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'https://*.cdn.office.net', 'data:'],
        upgradeInsecureRequests: null,
      },
    },
  });
  await server.register(swagger, {
    openapi: { info: { title: 'Vantage', version: '1' } },
    transform: jsonSchemaTransform,
  });

  server.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }));
  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) =>
    (await parts.isReady()) ? { ready: true } : sendProblem(reply, 'not-ready'),
  );
  await server.register(parts.bot);
  await server.register(graphRoutes(parts.ports, parts.findWatches));
  await server.register(api(parts), { prefix: '/api' });
  if (existsSync(parts.tabFolder)) await server.register(tab(parts.tabFolder), { prefix: '/tab' });
  else log.warn('the tab has not been built: only the API and the bot are served');
  return server as unknown as FastifyInstance;
}

function api(parts: ServerParts): FastifyPluginAsyncZod {
  return async (server) => {
    server.get('/client-config', { schema: { response: { 200: contract.ClientConfig } } }, () => parts.client);
    server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger());
    await server.register(async (signedIn) => {
      signedIn.addHook('onRequest', requireSignIn(parts.tokens));
      await signedIn.register(rateLimit, {
        max: requestsPerMinute,
        timeWindow: '1 minute',
        hook: 'preParsing',
        keyGenerator: (request) => request.signedIn?.entraObjectId ?? request.ip,
      });
      await signedIn.register(liveRoutes(parts.ports));
      await signedIn.register(myRoutes(parts.ports));
      await signedIn.register(agendaRoutes(parts.ports));
      await signedIn.register(profileRoutes(parts.ports));
      await signedIn.register(myDataRoutes(parts.ports));
      await signedIn.register(meetingRoutes(parts.ports));
      await signedIn.register(helpRoutes(parts.ports));
      await signedIn.register(answerRoutes(parts.ports));
      await signedIn.register(photoRoutes(parts.ports));
      await signedIn.register(leadRoutes(parts.ports));
      await signedIn.register(peopleRoutes(parts.ports));
      await signedIn.register(invitationRoutes(parts.ports));
      await signedIn.register(pairingRoutes(parts.ports));
      await signedIn.register(bulkRoutes(parts.ports));
      await signedIn.register(attentionRoutes(parts.ports));
      await signedIn.register(historyRoutes(parts.ports));
      await signedIn.register(matchingRoutes(parts.ports));
      await signedIn.register(insightRoutes(parts.ports));
      await signedIn.register(closingRoutes(parts.ports));
      await signedIn.register(myClosingRoutes(parts.ports));
    });
  };
}

/** The built tab; every path that is not a file is a page of it. */
function tab(folder: string): FastifyPluginAsync {
  return async (server) => {
    await server.register(statics, {
      root: folder,
      wildcard: true,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const isNamedByContent = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    server.setNotFoundHandler((request, reply) =>
      request.method === 'GET' && !/\.\w+$/.test(request.url.split('?')[0] ?? '')
        ? reply.sendFile('index.html')
        : sendProblem(reply, 'not-found'),
    );
  };
}
