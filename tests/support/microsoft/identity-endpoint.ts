import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The endpoint of an App Service for its managed identities, over plain HTTP as there. Gives what `answer` says for the
 * resource and the identity that are asked for, and keeps what it was asked.
 */
export async function startIdentityEndpoint(
  answer: (asked: { readonly resource: string; readonly clientId: string }) => { status?: number; body: unknown },
) {
  const header = 'known on this machine alone';
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(searchParams);
    const isKnown = request.headers['x-identity-header'] === header;
    const { status = 200, body } = isKnown
      ? answer({ resource: searchParams.get('resource') ?? '', clientId: searchParams.get('client_id') ?? '' })
      : { status: 401, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`,
    header,
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type IdentityEndpoint = Awaited<ReturnType<typeof startIdentityEndpoint>>;

/** What the endpoint answers with a token that lasts so long. */
export const identityToken = (token: string, seconds = 86_400) => ({
  body: { access_token: token, expires_on: String(Math.floor(Date.now() / 1_000) + seconds), token_type: 'Bearer' },
});
