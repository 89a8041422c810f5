import { crc32 } from 'node:zlib';

/** Reads an archive of stored files the way unzip does: from its end, over the directory, to each file. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - 22;
  expectSignature(archive, end, 0x06054b50);
  const count = archive.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    expectSignature(archive, at, 0x02014b50);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (files.has(name)) throw new Error(`${name} stands in the archive twice`);
    files.set(name, fileAt(archive, archive.readUInt32LE(at + 42), archive.subarray(at + 6, at + 32)));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  if (at !== end || archive.readUInt32LE(end + 12) !== end - archive.readUInt32LE(end + 16)) {
    throw new Error('the directory has another size than the archive says');
  }
  return files;
}

/** A file; what stands before it has to agree with what the directory says of it, and its content with the sum. */
function fileAt(archive: Buffer, at: number, listed: Buffer): Buffer {
  expectSignature(archive, at, 0x04034b50);
  const about = archive.subarray(at + 4, at + 30);
  if (!about.equals(listed)) throw new Error('the directory and the file disagree');
  if (about.readUInt16LE(4) !== 0) throw new Error('the file is compressed');
  const start = at + 30 + about.readUInt16LE(22) + about.readUInt16LE(24);
  const content = archive.subarray(start, start + about.readUInt32LE(18));
  if (crc32(content) !== about.readUInt32LE(10)) throw new Error('the file is damaged');
  return content;
}

function expectSignature(archive: Buffer, at: number, signature: number): void {
  if (archive.readUInt32LE(at) !== signature) throw new Error(`this is no archive: wrong signature at ${at}`);
}
