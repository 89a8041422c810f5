import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chat service that takes whatever it is sent, and keeps it; without TLS, so nothing that needs a token goes there. */
export async function startChatService() {
  const sent: { readonly path: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      sent.push({ path: request.url ?? '', body });
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type ChatService = Awaited<ReturnType<typeof startChatService>>;
