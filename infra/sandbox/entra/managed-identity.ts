import type { FastifyInstance } from 'fastify';
import type { Identity } from './identity.ts';
import type { Tokens } from './tokens.ts';

interface Asked {
  readonly Querystring: Readonly<Record<string, string | undefined>>;
}

/** The endpoint at which App Service gives a program the tokens of the managed identity that is assigned to it. */
export function managedIdentityRoutes(
  server: FastifyInstance,
  { identity, tokens }: { identity: Identity; tokens: Tokens },
): void {
  server.get<Asked>('/msi/token', async (request, reply) => {
    const { resource = '', client_id: clientId, 'api-version': version } = request.query;
    if (request.headers['x-identity-header'] !== identity.managed.header) {
      return reply.code(401).send({ statusCode: 401, message: 'An incorrect X-IDENTITY-HEADER was given.' });
    }
    if (version !== '2019-08-01') {
      return reply.code(400).send({ statusCode: 400, message: `The api-version '${version ?? ''}' is not supported.` });
    }
    if (clientId !== identity.managed.id) {
      return reply.code(400).send({
        statusCode: 400,
        message: `No User Assigned or Delegated Managed Identity found for specified ClientId`,
      });
    }
    const { token, expiresIn } = await tokens.forIdentity(resource);
    return {
      access_token: token,
      client_id: clientId,
      expires_on: String(Math.floor(Date.now() / 1000) + expiresIn),
      not_before: String(Math.floor(Date.now() / 1000)),
      resource,
      token_type: 'Bearer',
    };
  });
}
