import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import helmet from '@fastify/helmet';
import proxy from '@fastify/http-proxy';
import { fastify, type FastifyInstance } from 'fastify';
import { chatRoutes } from './chat-routes.ts';
import { hostRoutes, type Chats } from './routes.ts';
import type { Tenant } from '../tenant-client.ts';

export interface HostParts {
  readonly tenant: Tenant;
  readonly chats: Chats;
  /** Origin of the product. */
  readonly productUrl: string;
  /** Where problems that nobody on the page sees are said. */
  readonly warn: (problem: string) => void;
}

const folder = new URL('page/', import.meta.url);
const scripts = ['main', 'calendar', 'people', 'ask'];
/** What the page's own policy allows; the tab comes with the product's. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  // The Playgrounds listen on ports of their own.
  frameSrc: ["'self'", 'http://localhost:*'],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

/** The page that plays Teams around the tab, for a product that runs on the sandbox tenant. The caller listens and closes. */
export async function createHost(parts: HostParts): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', async (request, reply) => {
    // Only this machine's own pages: a name that somebody else's DNS points here would reach tokens otherwise.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
      return reply.code(403).send({ message: 'Open this page as http://localhost.' });
    }
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ message: error.message });
    parts.warn(error.message);
    return reply.code(status).send({ message: 'That did not work. Is the sandbox tenant still running?' });
  });
  for (const prefix of ['/tab', '/api', '/graph']) {
    await server.register(proxy, { upstream: parts.productUrl, prefix, rewritePrefix: prefix });
  }
  await server.register(async (chat) => chatRoutes(chat, parts.chats, parts.warn));
  await server.register(async (own) => {
    await own.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      strictTransportSecurity: false,
    });
    hostRoutes(own, parts);
    const file = (name: string) => readFileSync(new URL(name, folder), 'utf8');
    own.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(file('index.html')));
    own.get('/sandbox/page/style.css', (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(file('style.css')),
    );
    for (const name of scripts) {
      own.get(`/sandbox/page/${name}.ts`, (_request, reply) =>
        reply.type('text/javascript; charset=utf-8').send(stripTypeScriptTypes(file(`${name}.ts`))),
      );
    }
  });
  return server;
}
