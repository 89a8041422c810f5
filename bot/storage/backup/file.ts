import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CopyRefused } from './refusal.ts';

/** A backup begins with this, then come the lines of the copy, compressed, and at last the SHA-256 of all before it. */
const beginning = Buffer.from('Vantage backup 1\n');
const checksumBytes = 32;
const lineFeed = 0x0a;

/**
 * Writes a copy into a file that only its owner may read. It gets its name when it is whole and on the disk; what a crash
 * leaves has another name. @throws CopyRefused where the file is there already.
 */
export async function writeBackup(path: string, copy: AsyncIterable<string>): Promise<void> {
  if (existsSync(path)) throw new CopyRefused(`${path} is there already: nothing is written over it.`);
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const put = async (bytes: Buffer) => {
      hash.update(bytes);
      await file.writeFile(bytes);
    };
    await put(beginning);
    await pipeline(copy, createGzip(), async (compressed: AsyncIterable<Buffer>) => {
      for await (const bytes of compressed) await put(bytes);
    });
    await file.writeFile(hash.digest());
    await file.sync();
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Reads a whole backup and says how many bytes there are between its beginning and its checksum. */
async function check(path: string): Promise<number> {
  const notWhole = new CopyRefused(`${path} is not a whole backup of Vantage, or was changed. Nothing was written.`);
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = size - beginning.length - checksumBytes;
    if (length <= 0) throw notWhole;
    const head = Buffer.alloc(beginning.length);
    const checksum = Buffer.alloc(checksumBytes);
    await file.read(head, 0, head.length, 0);
    await file.read(checksum, 0, checksumBytes, size - checksumBytes);
    if (!head.equals(beginning)) throw notWhole;
    const hash = createHash('sha256');
    const bytes = file.createReadStream({ start: 0, end: size - checksumBytes - 1, autoClose: false });
    for await (const chunk of bytes) hash.update(chunk as Buffer);
    if (!hash.digest().equals(checksum)) throw notWhole;
    return length;
  } finally {
    await file.close();
  }
}

/**
 * The lines of a backup, after all of it was checked. @throws CopyRefused where it was cut or changed, before anything is
 * given.
 */
export async function readBackup(path: string): Promise<AsyncIterable<string>> {
  const length = await check(path);
  return linesOf(path, length);
}

async function* linesOf(path: string, length: number): AsyncGenerator<string> {
  const start = beginning.length;
  const unzipped = createGunzip();
  // What goes wrong with the file ends the reading below with it.
  const read = pipeline(createReadStream(path, { start, end: start + length - 1 }), unzipped).catch(() => undefined);
  let rest: Buffer[] = [];
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8');
      [rest, from] = [[], end + 1];
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  await read;
  if (rest.length > 0) throw new CopyRefused(`${path} ends in the middle of a line.`);
}
