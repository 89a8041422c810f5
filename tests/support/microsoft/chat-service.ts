import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A chat service that takes whatever it is sent, and keeps it, unless `answer` says otherwise; without TLS, so nothing that
 * needs a token goes there.
 */
export async function startChatService() {
  const answer = { status: 200 };
  const sent: { readonly path: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      sent.push({ path: request.url ?? '', body });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.status === 200 ? '{"id":"1"}' : '{"error":{"code":"Refused","message":"not now"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent,
    answer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type ChatService = Awaited<ReturnType<typeof startChatService>>;
