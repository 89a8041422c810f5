import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { zip, type ZipEntry } from './zip.ts';

const folder = new URL('../../appPackage/', import.meta.url);
/** Where the package is written; `teamsapp.yml` names the same file. */
export const packageFile = fileURLToPath(new URL('dist/vantage.zip', folder));

const guid = z.guid({ error: 'must be a GUID' });
const address = z
  .string()
  .max(2048, { error: 'must have at most 2048 characters' })
  .refine((value) => value.startsWith('https://') && URL.canParse(value), {
    error: 'must be an address that starts with https://',
  });

/** Every placeholder there may be in the package, and what may stand in its place. */
export const placeholders = {
  TEAMS_APP_ID: guid,
  AAD_APP_CLIENT_ID: guid,
  BOT_ID: guid,
  TAB_DOMAIN: z.hostname({ error: 'must be a host name alone, without https://, port and path' }),
  PUBLISHER_NAME: z.string().max(32, { error: 'must have at most 32 characters' }),
  PUBLISHER_WEBSITE_URL: address,
  PRIVACY_URL: address,
  TERMS_OF_USE_URL: address,
};
const isKnown = (name: string): name is keyof typeof placeholders => Object.hasOwn(placeholders, name);

const Manifest = z.object({
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({
    defaultLanguageFile: z.string(),
    additionalLanguages: z.array(z.object({ file: z.string() })).default([]),
  }),
});

/** What keeps the package from being made: each variable with its value and rule. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The app package cannot be made:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * The app package, ready for Teams: the manifest and what it names, every placeholder filled from the environment.
 * Throws a `PackageError` that names every variable that is missing or does not fit.
 */
export async function packageApp(environment: Readonly<Record<string, string | undefined>>): Promise<Buffer> {
  const read = (name: string) => readFile(new URL(name, folder));
  const manifest = await read('manifest.json');
  const { icons, localizationInfo } = Manifest.parse(JSON.parse(manifest.toString('utf8')));
  const languages = [
    localizationInfo.defaultLanguageFile,
    ...localizationInfo.additionalLanguages.map((it) => it.file),
  ];
  const texts: ZipEntry[] = [{ name: 'manifest.json', content: manifest }];
  for (const name of languages) texts.push({ name, content: await read(name) });
  const filled = fill(texts, environment);
  for (const name of [icons.color, icons.outline]) filled.push({ name, content: await read(name) });
  return zip(filled);
}

/** The texts with each `${{NAME}}` replaced; the values stand inside JSON strings and are written as such. */
function fill(texts: readonly ZipEntry[], environment: Readonly<Record<string, string | undefined>>): ZipEntry[] {
  const problems = new Set<string>();
  const filled = texts.map(({ name: file, content }) => ({
    name: file,
    content: Buffer.from(
      content.toString('utf8').replace(/\$\{\{(\w+)\}\}/g, (_whole, name: string) => {
        const value = environment[name]?.trim() ?? '';
        const problem = problemWith(name, value);
        if (problem !== null) problems.add(problem);
        return JSON.stringify(value).slice(1, -1);
      }),
      'utf8',
    ),
  }));
  if (problems.size > 0) throw new PackageError([...problems]);
  return filled;
}

function problemWith(name: string, value: string): string | null {
  if (!isKnown(name)) return `${name} is not a placeholder that this program knows`;
  if (value === '') return `${name} is missing`;
  const checked = placeholders[name].safeParse(value);
  return checked.success ? null : `${name} ${checked.error.issues[0]?.message ?? 'does not fit'}; it is ${value}`;
}

if (import.meta.main) {
  try {
    const made = await packageApp(process.env);
    await mkdir(dirname(packageFile), { recursive: true });
    await writeFile(packageFile, made);
    console.log(`The app package is in ${packageFile}`);
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
