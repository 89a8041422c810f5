import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { certificateIn } from '../../../infra/sandbox/certificate.ts';
import type { TestTenant } from './tenant.ts';

/** What came, as it came. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/**
 * Somebody else's HTTPS server, under another name than the tenant's but with its certificate: keeps what it hears and
 * answers as it is told.
 */
export async function startListener(tenant: TestTenant) {
  const { cert, key } = await certificateIn(dirname(tenant.client.sandbox.certificate));
  const heard: Heard[] = [];
  const answer = { status: 200, headers: {} as Record<string, string>, body: {} as unknown };
  const server = createServer({ cert, key }, (request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, path: url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Listener = Awaited<ReturnType<typeof startListener>>;
