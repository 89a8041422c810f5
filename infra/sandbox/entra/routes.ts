import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Directory } from '../organisation/directory.ts';
import { JWT_BEARER, refusalOf, type Certificates } from './assertions.ts';
import type { Identity } from './identity.ts';
import { BOT_AUDIENCE, GRAPH_AUDIENCE, type Tokens } from './tokens.ts';

interface TenantRoute {
  Params: { tenant: string };
  Body: Record<string, string> | undefined;
}

/** Entra's and Bot Framework's public side: metadata, keys, tokens for apps. */
export function entraRoutes(
  server: FastifyInstance,
  {
    identity,
    directory,
    tokens,
    certificates,
    url,
  }: { identity: Identity; directory: Directory; tokens: Tokens; certificates: Certificates; url: () => string },
): void {
  const isTenant = (tenant: string): boolean => [directory.tenantId, directory.domain].includes(tenant.toLowerCase());
  const unknownTenant = (reply: FastifyReply, tenant: string): unknown =>
    refuse(
      reply,
      400,
      'invalid_tenant',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
    );

  server.get<TenantRoute>('/:tenant/v2.0/.well-known/openid-configuration', (request, reply) => {
    const { tenant } = request.params;
    if (!isTenant(tenant)) return unknownTenant(reply, tenant);
    const base = `${url()}/${directory.tenantId}`;
    return {
      issuer: tokens.issuer,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  });

  server.get('/common/discovery/instance', () => ({
    tenant_discovery_endpoint: `${url()}/${directory.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      { preferred_network: new URL(url()).host, preferred_cache: new URL(url()).host, aliases: [new URL(url()).host] },
    ],
  }));

  server.get<TenantRoute>('/:tenant/discovery/v2.0/keys', (request, reply) =>
    isTenant(request.params.tenant)
      ? { keys: [{ ...identity.entra.jwk, issuer: tokens.issuer }] }
      : unknownTenant(reply, request.params.tenant),
  );

  server.post<TenantRoute>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const { tenant } = request.params;
    if (!isTenant(tenant)) return unknownTenant(reply, tenant);
    const form: Record<string, string> = { ...request.body, ...basicCredentials(request.headers.authorization) };
    if (form['grant_type'] !== 'client_credentials') {
      return refuse(
        reply,
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form['grant_type'] ?? ''}'.`,
      );
    }
    const client = [identity.app, identity.bot].find(({ id }) => id === form['client_id']);
    if (client === undefined) {
      return refuse(
        reply,
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${form['client_id'] ?? ''}' was not found in the directory '${directory.domain}'.`,
      );
    }
    if (form['client_assertion'] !== undefined) {
      if (form['client_assertion_type'] !== JWT_BEARER) {
        return refuse(reply, 400, 'invalid_request', 900144, `The value of 'client_assertion_type' is not supported.`);
      }
      const refused = await refusalOf(form['client_assertion'], {
        clientId: client.id,
        certificates,
        identity,
        issuer: tokens.issuer,
        tokenEndpoint: `${url()}/${directory.tenantId}/oauth2/v2.0/token`,
      });
      if (refused) return refuse(reply, 401, 'invalid_client', refused.code, refused.message);
    } else if (!sameText(form['client_secret'] ?? '', client.secret)) {
      return refuse(
        reply,
        401,
        'invalid_client',
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.id}'.`,
      );
    }
    const audience = {
      [`${GRAPH_AUDIENCE}/.default`]: GRAPH_AUDIENCE,
      [`${url()}/.default`]: GRAPH_AUDIENCE,
      [`${BOT_AUDIENCE}/.default`]: BOT_AUDIENCE,
    }[form['scope'] ?? ''];
    if (audience === undefined) {
      return refuse(
        reply,
        400,
        'invalid_scope',
        70011,
        `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${form['scope'] ?? ''} is not valid.`,
      );
    }
    const { token, expiresIn } = await tokens.forApp(client.id, audience);
    return { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token };
  });

  server.get('/botframework/.well-known/openidconfiguration', () => ({
    issuer: BOT_AUDIENCE,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${url()}/botframework/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }));

  server.get('/botframework/.well-known/keys', () => ({
    keys: [{ ...identity.botFramework.jwk, endorsements: ['msteams', 'webchat'] }],
  }));
}

/** A refusal in Entra's own shape. */
function refuse(reply: FastifyReply, status: number, error: string, code: number, message: string): unknown {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  reply.code(status);
  return {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
  };
}

function basicCredentials(authorization: string | undefined): Record<string, string> {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return {};
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':').map(decodeURIComponent);
  return { client_id: id, client_secret: secret };
}

const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
