import { crc32 } from 'node:zlib';

/** A file of an archive; its name has `/` between folders, whatever the machine. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** 1 January 1980, where zip's calendar begins: the same files make the same archive on every day. */
const noTime = 0;
const firstDay = 0x21;
const version = 20;
const namesAreUtf8 = 0x0800;

/**
 * An archive that stores its files as they are: an app package is a few kilobytes, so nothing is gained by compressing.
 * Made for few and small files: 65,535 of them and 4 GB are the limits of the format without its extensions.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const about = aboutFile(entry.content, name.length);
    const file = Buffer.concat([numbers([4, 0x04034b50]), about, name, entry.content]);
    files.push(file);
    directory.push(numbers([4, 0x02014b50], [2, version]), about, inDirectory(offset), name);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const count = entries.length;
  const end = numbers([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, listed.length], [4, offset], [2, 0]);
  return Buffer.concat([...files, listed, end]);
}

/** What stands about a file both before it and in the directory. */
function aboutFile(content: Buffer, nameLength: number): Buffer {
  return numbers(
    [2, version],
    [2, namesAreUtf8],
    [2, 0],
    [2, noTime],
    [2, firstDay],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, nameLength],
    [2, 0],
  );
}

/** What stands in the directory alone: no comment, the first disk, no attributes, and where the file begins. */
function inDirectory(offset: number): Buffer {
  return numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
}

/** Numbers as zip writes them, lowest byte first, each with its length in bytes. */
function numbers(...fields: readonly (readonly [length: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([length, value]) => {
      const field = Buffer.alloc(length);
      field.writeUIntLE(value, 0, length);
      return field;
    }),
  );
}
