import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { languages } from '../../bot/locales/languages.ts';
import { PackageError, packageApp, placeholders } from '../../infra/package/package-app.ts';
import { zip } from '../../infra/package/zip.ts';
import { filledIn, readText } from './files.ts';
import { unzip } from './unzip.ts';

async function problemsOf(environment: Record<string, string>): Promise<readonly string[]> {
  try {
    await packageApp(environment);
    return [];
  } catch (error) {
    if (error instanceof PackageError) return error.problems;
    throw error;
  }
}

describe('the app package', () => {
  it('holds the manifest, the texts and both icons at its top, and nothing else', async () => {
    const files = unzip(await packageApp(filledIn));
    const texts = languages.map((language) => `strings/${language}.json`);
    expect([...files.keys()]).toEqual(['manifest.json', ...texts, 'color.png', 'outline.png']);
    for (const name of ['color.png', 'outline.png']) {
      expect(files.get(name)).toEqual(readFileSync(new URL(`../../appPackage/${name}`, import.meta.url)));
    }
    for (const name of texts) expect(files.get(name)?.toString('utf8')).toBe(readText(`appPackage/${name}`));
  });

  it('has no placeholder left, and texts without a mark at their beginning', async () => {
    for (const [name, content] of unzip(await packageApp(filledIn))) {
      if (!name.endsWith('.json')) continue;
      expect(content.toString('utf8')).not.toContain('${{');
      expect(content.toString('latin1', 0, 1)).toBe('{');
    }
  });

  it('is the same for the same values, byte for byte', async () => {
    expect((await packageApp(filledIn)).equals(await packageApp(filledIn))).toBe(true);
  });

  it('is not made while something is missing, and says everything that is', async () => {
    const names = Object.keys(placeholders);
    expect((await problemsOf({})).toSorted()).toEqual(names.map((name) => `${name} is missing`).toSorted());
    for (const name of names) expect(await problemsOf({ ...filledIn, [name]: ' ' })).toEqual([`${name} is missing`]);
  });

  it.each([
    ['TAB_DOMAIN', 'https://mentoring.example.org', 'must be a host name alone, without https://, port and path'],
    ['TAB_DOMAIN', 'mentoring.example.org:443', 'must be a host name alone, without https://, port and path'],
    ['BOT_ID', 'vantage-bot', 'must be a GUID'],
    ['PRIVACY_URL', 'http://example.org/privacy', 'must be an address that starts with https://'],
    ['PRIVACY_URL', 'https://', 'must be an address that starts with https://'],
    ['PUBLISHER_NAME', 'The Example Company of the North Ltd', 'must have at most 32 characters'],
  ])('is not made with %s as %s, and says the rule', async (name, value, rule) => {
    expect(await problemsOf({ ...filledIn, [name]: value })).toEqual([`${name} ${rule}; it is ${value}`]);
  });
});

describe('an archive', () => {
  it('gives back every file as it was put in, in their order', () => {
    const entry = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      content: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 20 }), (entries) => {
        const files = unzip(zip(entries));
        expect([...files].map(([name, content]) => ({ name, content: Buffer.from(content) }))).toEqual(entries);
      }),
    );
  });

  it('is found damaged when one byte of a file changes', () => {
    const archive = zip([{ name: 'manifest.json', content: Buffer.from('{"id":1}') }]);
    archive.writeUInt8(0x20, archive.indexOf('1'));
    expect(() => unzip(archive)).toThrow('the file is damaged');
  });
});
