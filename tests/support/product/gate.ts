import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be shut, as when the network or the server itself is away. */
export interface Gate {
  readonly port: number;
  /** Says which port of this machine is behind the gate. */
  leadTo(port: number): void;
  /** Ends every connection and takes no more. */
  shut(): Promise<void>;
  /** Takes connections again, at the same port. */
  open(): Promise<void>;
}

/** Opens a gate at a free port of this machine. */
export async function openGate(): Promise<Gate> {
  let to = 0;
  const sockets = new Set<Socket>();
  const server = createServer((outer) => {
    const inner = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // A broken connection is what a gate is for: the other half is told by its end.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    leadTo(inner) {
      to = inner;
    },
    open: () => listen(port),
    async shut() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The same address with another port. */
export function throughPort(url: string, port: number): string {
  const address = new URL(url);
  address.port = String(port);
  return address.toString();
}
