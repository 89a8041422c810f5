import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Surroundings } from '../processes/child.ts';
import { startProductProcess, type ProductProcess } from '../processes/product.ts';

/** Several servers of the product on one database, behind one address. */
export interface Servers {
  readonly address: string;
  /** Ends one as a crash would, and starts another in its place once `meanwhile` is over. */
  crash(index: number, meanwhile: () => Promise<void>): Promise<void>;
  /** Stops one in order; answers how it ended, `exit code 0` if nothing had to be cut off. Another takes its place. */
  restart(index: number): Promise<string>;
  /** Puts a server of another version in the place of one, which serves until the new one does. */
  replace(index: number, folder: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startServers(
  surroundings: Surroundings,
  settings: Readonly<Record<string, string>>,
  count: number,
): Promise<Servers> {
  const start = (folder?: string) => startProductProcess(surroundings, { ...settings, PORT: '0' }, folder);
  const running: ProductProcess[] = [];
  for (let index = 0; index < count; index += 1) running.push(await start());
  let turn = 0;
  /** Each request goes to the next one; one that is gone takes none, and the one after it does. */
  const balancer = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      turn += 1;
      const asked = {
        method: incoming.method,
        url: incoming.url,
        headers: incoming.headers,
        body: Buffer.concat(parts),
      };
      pass(asked, outgoing, [...running.slice(turn % count), ...running.slice(0, turn % count)]);
    });
  });
  await new Promise<void>((done) => balancer.listen(0, '127.0.0.1', done));
  const at = (index: number) => {
    const server = running[index];
    if (!server) throw new Error(`there is no server ${index}`);
    return server;
  };
  return {
    address: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
    async crash(index, meanwhile) {
      await at(index).child.kill();
      await meanwhile();
      running[index] = await start();
    },
    async restart(index) {
      const { child } = at(index);
      await child.stop();
      running[index] = await start();
      return child.end ?? '';
    },
    async replace(index, folder) {
      const before = at(index);
      running[index] = await start(folder);
      await before.child.stop();
      return before.child.end ?? '';
    },
    async stop() {
      balancer.closeAllConnections();
      await new Promise((done) => balancer.close(done));
      for (const { child } of running) await child.stop();
    },
  };
}

/** A request as it is passed on. */
type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: Buffer };

function pass(asked: Asked, outgoing: ServerResponse, [first, ...others]: readonly ProductProcess[]): void {
  if (!first) {
    outgoing.writeHead(502).end();
    return;
  }
  const { method, headers } = asked;
  const forwarded = request(new URL(asked.url ?? '/', first.address), { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on('error', (error: NodeJS.ErrnoException) => {
    // Nothing was sent to one that is not there: another may have it. What broke off is for who asked to ask again.
    if (error.code === 'ECONNREFUSED') pass(asked, outgoing, others);
    else outgoing.destroy(error);
  });
  forwarded.end(asked.body);
}
