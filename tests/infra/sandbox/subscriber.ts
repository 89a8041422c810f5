import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A notification as it came. */
export interface Notification {
  readonly subscriptionId: string;
  readonly clientState: string | null;
  readonly tenantId: string;
  readonly changeType?: string;
  readonly lifecycleEvent?: string;
  readonly resource: string;
  readonly resourceData?: { readonly id: string };
  readonly subscriptionExpirationDateTime: string;
}

/** Somebody who takes notifications over plain HTTP on this machine. */
export async function startSubscriber() {
  const batches: Notification[][] = [];
  /** What is answered to notifications; and to the handshake, with null for the token itself. */
  const answers = { status: 202, handshake: null as string | null, contentType: 'text/plain' };
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('validationToken');
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      if (token !== null) {
        response.writeHead(200, { 'content-type': answers.contentType }).end(answers.handshake ?? token);
        return;
      }
      batches.push((JSON.parse(text) as { value: Notification[] }).value);
      response.writeHead(answers.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/notifications`,
    batches,
    answers,
    get heard(): Notification[] {
      return batches.flat();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Subscriber = Awaited<ReturnType<typeof startSubscriber>>;
