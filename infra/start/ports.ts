import { createServer } from 'node:net';

/** Whether nothing listens on a port of this machine, neither on IPv4 nor on IPv6. */
export async function isFree(port: number): Promise<boolean> {
  // `localhost` means either address, and a program may hold only one of them.
  for (const host of ['127.0.0.1', '::1']) {
    const code = await tryPort(port, host);
    if (code !== null && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return false;
  }
  return true;
}

/** The wanted port when it is free (0: none wanted), else one the system picks. */
export async function freePort(wanted: number): Promise<number> {
  if (wanted > 0 && wanted <= 65_535 && (await isFree(wanted))) return wanted;
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system gave no port'));
      });
    });
  });
}

/** What to tell somebody whose port is taken. */
export const portInUse = (port: number): string =>
  `Port ${port} is in use by another program. Stop it or run npm start -- --port ${port === 4000 ? 4100 : 4000}.`;

function tryPort(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
