import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { access } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort, isFree, portInUse } from '../../../infra/start/ports.ts';
import { CannotStart, start } from '../../../infra/start/start.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

/** Listens as another program would; answers the port. */
async function listen(host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, host, done));
  return (server.address() as AddressInfo).port;
}

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const hosts = ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1', '::'] : [])];

describe('a port', () => {
  it.each(hosts)('is taken when a program listens on it at %s, and free again afterwards', async (host) => {
    const port = await listen(host);
    expect(await isFree(port)).toBe(false);
    await new Promise((done) => servers.pop()?.close(done));
    expect(await isFree(port)).toBe(true);
  });

  it('is the wanted one when that is free, else another that is', async () => {
    const taken = await listen('127.0.0.1');
    const other = await freePort(taken);
    expect(other).not.toBe(taken);
    expect(await isFree(other)).toBe(true);
    expect(await freePort(other)).toBe(other);
  });

  it.each([0, 65_536])('is any that is free where %s is wanted', async (wanted) => {
    const port = await freePort(wanted);
    expect(port).toBeGreaterThan(0);
    expect(await isFree(port)).toBe(true);
  });

  it('in use is told with another to try', () => {
    expect(portInUse(3978)).toBe('Port 3978 is in use by another program. Stop it or run npm start -- --port 4000.');
    expect(portInUse(4000)).toContain('--port 4100');
  });
});

describe('npm start', () => {
  it('says plainly that its port is in use, and touches nothing', async () => {
    const port = await listen('127.0.0.1');
    const dataFolder = join(import.meta.dirname, 'never-made');
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const starting = start({ port, fresh: true, people: undefined }, { dataFolder, say, died: say });
    await expect(starting).rejects.toThrow(new CannotStart(portInUse(port)));
    await expect(access(dataFolder)).rejects.toThrow('ENOENT');
    expect(said).toEqual([]);
  });

  it('says plainly that a file of people is not there, and touches nothing', async () => {
    const dataFolder = join(import.meta.dirname, 'never-made');
    const people = join(import.meta.dirname, 'nobody.csv');
    const options = { port: await freePort(0), fresh: true, people };
    const say = () => undefined;
    await expect(start(options, { dataFolder, say, died: say })).rejects.toThrow(
      new CannotStart(`--people ${people}: there is no such file.`),
    );
    await expect(access(dataFolder)).rejects.toThrow('ENOENT');
  });
});
