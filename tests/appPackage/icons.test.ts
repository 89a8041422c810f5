import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { icons, makeIcons } from '../../infra/package/make-icons.ts';
import { readJson, readText } from './files.ts';
import { readPng, type Picture } from './png.ts';

const kept = (file: string): Picture => readPng(readFileSync(new URL(`../../appPackage/${file}`, import.meta.url)));
const manifest = z
  .object({ accentColor: z.string(), icons: z.object({ color: z.string(), outline: z.string() }) })
  .parse(readJson('appPackage/manifest.json'));

/** Every colour of a picture with how opaque it is, as `#rrggbbaa`. */
function coloursOf({ pixels }: Picture): Set<string> {
  const colours = new Set<string>();
  for (let at = 0; at < pixels.length; at += 4) colours.add(`#${pixels.toString('hex', at, at + 4)}`);
  return colours;
}

describe('the icons', () => {
  let made: ReadonlyMap<string, Buffer>;
  beforeAll(async () => {
    made = await makeIcons();
  });

  it('are the two that the manifest names', () => {
    expect(icons.map(({ file }) => file)).toEqual([manifest.icons.color, manifest.icons.outline]);
  });

  it.each(icons)('$file is what its one source draws today, pixel for pixel', ({ file }) => {
    const today = readPng(made.get(file) ?? Buffer.alloc(0));
    const { width, height, pixels } = kept(file);
    expect({ width, height }).toEqual({ width: today.width, height: today.height });
    expect(pixels.equals(today.pixels)).toBe(true);
  });

  it('have the sizes that Teams asks for', () => {
    expect(kept(manifest.icons.color)).toMatchObject({ width: 192, height: 192 });
    expect(kept(manifest.icons.outline)).toMatchObject({ width: 32, height: 32 });
  });

  it('draw the outline in white on nothing, and clearly', () => {
    const colours = [...coloursOf(kept(manifest.icons.outline))];
    expect(colours.filter((colour) => !colour.endsWith('00') && !colour.startsWith('#ffffff'))).toEqual([]);
    expect(colours).toEqual(expect.arrayContaining(['#00000000', '#ffffffff']));
  });

  it('fill the colour icon to its corners, in the accent colour of the app', () => {
    const { width, height, pixels } = kept(manifest.icons.color);
    const accent = `${manifest.accentColor.toLowerCase()}ff`;
    const corners = [0, width - 1, width * (height - 1), width * height - 1];
    for (const corner of corners) expect(`#${pixels.toString('hex', corner * 4, corner * 4 + 4)}`).toBe(accent);
    expect([...coloursOf(kept(manifest.icons.color))].every((colour) => colour.endsWith('ff'))).toBe(true);
    expect(readText('appPackage/icon.svg')).toContain(manifest.accentColor.toLowerCase());
  });
});
