import { readFile, writeFile } from 'node:fs/promises';
import { startBrowser } from '../../tests/support/browser.ts';

const folder = new URL('../../appPackage/', import.meta.url);

/** The icons Teams asks for. Each is the part of `icon.svg` that the `<view>` of its name shows. */
export const icons = [
  { file: 'color.png', view: 'color', size: 192 },
  { file: 'outline.png', view: 'outline', size: 32 },
] as const;

/** Draws every icon from `icon.svg`: file name to PNG. The same source gives the same pixels. */
export async function makeIcons(): Promise<ReadonlyMap<string, Buffer>> {
  const svg = await readFile(new URL('icon.svg', folder), 'utf8');
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const made = new Map<string, Buffer>();
    for (const { file, view, size } of icons) {
      const png = await page.evaluate(draw, { svg, view, size });
      made.set(file, Buffer.from(png, 'base64'));
    }
    return made;
  } finally {
    await browser.close();
  }
}

/** Runs in the browser. Its canvas is one that is read back, so no graphics card has a say in the pixels. */
async function draw({ svg, view, size }: { svg: string; view: string; size: number }): Promise<string> {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const shown = root.querySelector(`view#${view}`)?.getAttribute('viewBox');
  if (shown === null || shown === undefined) throw new Error(`icon.svg has no view ${view}`);
  root.setAttribute('data-icon', view);
  root.setAttribute('viewBox', shown);
  root.setAttribute('width', String(size));
  root.setAttribute('height', String(size));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser does not draw');
  context.drawImage(image, 0, 0, size, size);
  return canvas.toDataURL('image/png').replace(/^.*,/, '');
}

if (import.meta.main) {
  for (const [file, png] of await makeIcons()) await writeFile(new URL(file, folder), png);
}
