import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { languages as spokenLanguages } from '../../bot/locales/languages.ts';
import { readWish } from '../../bot/mentoring/chat/read-wish.ts';
import { packageApp, placeholders } from '../../infra/package/package-app.ts';
import { filledIn, placeholdersIn, readJson, readText } from './files.ts';
import { checkOf, newestVersion, schemaOf } from './schemas.ts';
import { unzip } from './unzip.ts';

const scopes = z.array(z.string());
const Manifest = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    defaultLanguageFile: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })).default([]),
  }),
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  defaultInstallScope: z.string(),
  staticTabs: z.array(
    z.object({ entityId: z.string(), contentUrl: z.string().optional(), scopes, context: scopes.optional() }),
  ),
  bots: z.array(
    z.looseObject({
      scopes,
      commandLists: z.array(z.object({ scopes, commands: z.array(z.object({ title: z.string() })) })),
    }),
  ),
  validDomains: z.array(z.string()),
});
const manifest = Manifest.parse(readJson('appPackage/manifest.json'));
const { manifestVersion, localizationInfo } = manifest;
const isManifest = checkOf(schemaOf(manifestVersion, 'MicrosoftTeams'));

const packaged = async (environment: Record<string, string>): Promise<unknown> => {
  const text = unzip(await packageApp(environment))
    .get('manifest.json')
    ?.toString('utf8');
  return JSON.parse(text ?? '');
};

describe('the app manifest', () => {
  it('names the schema of its own version', () => {
    expect(manifest.$schema).toBe(
      `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`,
    );
  });

  it('is valid by Microsoft’s schema once it is filled in', async () => {
    isManifest(await packaged(filledIn));
    expect(isManifest.errors).toBeNull();
  });

  it('is valid and unchanged otherwise, whatever an administrator fills in that is not refused', async () => {
    const address = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true });
    const values = fc.record({
      TEAMS_APP_ID: fc.uuid(),
      AAD_APP_CLIENT_ID: fc.uuid(),
      BOT_ID: fc.uuid(),
      TAB_DOMAIN: fc.domain(),
      PUBLISHER_NAME: fc.string({ unit: 'binary', minLength: 1, maxLength: 16 }).filter((name) => name.trim() !== ''),
      PUBLISHER_WEBSITE_URL: address,
      PRIVACY_URL: address,
      TERMS_OF_USE_URL: address,
    });
    await fc.assert(
      fc.asyncProperty(values, async (environment) => {
        const made = await packaged(environment);
        isManifest(made);
        expect(isManifest.errors).toBeNull();
        expect(made).toMatchObject({
          developer: { name: environment.PUBLISHER_NAME.trim(), privacyUrl: environment.PRIVACY_URL },
          description: manifest.description,
          webApplicationInfo: { resource: `api://${environment.TAB_DOMAIN}/${environment.AAD_APP_CLIENT_ID}` },
        });
      }),
    );
  });

  it('uses every placeholder that the packaging knows, and no other', () => {
    expect(placeholdersIn(readText('appPackage/manifest.json')).toSorted()).toEqual(
      Object.keys(placeholders).toSorted(),
    );
  });

  it('keeps within what the store allows', () => {
    expect(manifest.name.short.length).toBeLessThanOrEqual(30);
    expect(manifest.name.full.length).toBeLessThanOrEqual(100);
    expect(manifest.description.short.length).toBeLessThanOrEqual(80);
    expect(manifest.description.full.length).toBeLessThanOrEqual(4_000);
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.staticTabs.length).toBeLessThanOrEqual(16);
  });

  it('is for a person alone, but for the panel beside a meeting: no team, no group chat', () => {
    const lists = manifest.bots.flatMap((bot) => bot.commandLists);
    const personal = manifest.staticTabs.filter(({ entityId }) => entityId !== 'meeting');
    for (const part of [...personal, ...manifest.bots, ...lists]) expect(part.scopes).toEqual(['personal']);
    expect(manifest.defaultInstallScope).toBe('personal');
  });

  it('stands beside a meeting with the page that the tab has for it, and nowhere else in its chat', () => {
    // A tab that needs nothing chosen when it is added: so there is no page for that either.
    const panel = manifest.staticTabs.find(({ entityId }) => entityId === 'meeting');
    expect(panel).toMatchObject({ scopes: ['groupChat'], context: ['meetingSidePanel'] });
    expect(manifest).not.toHaveProperty('configurableTabs');
    expect(manifest).toMatchObject({ defaultGroupCapability: { meetings: 'tab' } });
    const path = new URL(panel?.contentUrl?.replace('${{TAB_DOMAIN}}', 'x.example') ?? '').pathname;
    expect(readText('tab/pages/pages.tsx')).toContain(`<Route path="${path.replace(/^\/tab/, '')}" `);
  });

  it('announces no notifications in the activity feed, of which the product sends none', () => {
    expect(manifest).not.toHaveProperty('activities');
    const sources = readdirSync(new URL('../../bot', import.meta.url), { recursive: true, encoding: 'utf8' });
    const sending = sources.filter(
      (name) => name.endsWith('.ts') && readText(`bot/${name}`).includes('sendActivityNotification'),
    );
    expect(sending).toEqual([]);
  });

  it('is of the newest version whose schema there is', () => {
    expect(newestVersion()).toBe(manifestVersion);
  });

  it('opens the tab, where the server serves it, before the chat', () => {
    const base = /base: '([^']+)'/.exec(readText('tab/vite.config.ts'))?.[1];
    expect(manifest.staticTabs).toMatchObject([
      { entityId: 'vantage', contentUrl: `https://\${{TAB_DOMAIN}}${base ?? 'nowhere'}` },
      { entityId: 'conversations' },
      { entityId: 'meeting', contentUrl: `https://\${{TAB_DOMAIN}}${base ?? 'nowhere'}meeting` },
    ]);
    expect(manifest.validDomains).toEqual(['${{TAB_DOMAIN}}']);
  });
});

/** Where each text of a value stands, in the words of a file of texts: `bots[0].commandLists[0].commands[1].title`. */
function textsIn(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((inner, index) => textsIn(inner, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, path === '' ? name : `${path}.${name}`));
}

describe('the texts of the app', () => {
  const schema = schemaOf(manifestVersion, 'MicrosoftTeams.Localization');
  const isTexts = checkOf(schema);
  const patterns = Object.keys(schema.patternProperties ?? {}).map((pattern) => new RegExp(pattern));
  const translatable = Object.fromEntries(
    textsIn(readJson('appPackage/manifest.json')).filter(
      ([path]) => path !== '$schema' && (path in schema.properties || patterns.some((pattern) => pattern.test(path))),
    ),
  );
  const { defaultLanguageTag, defaultLanguageFile, additionalLanguages } = localizationInfo;
  const languages = [{ languageTag: defaultLanguageTag, file: defaultLanguageFile }, ...additionalLanguages];
  const texts = (file: string) => z.record(z.string(), z.string()).parse(readJson(`appPackage/${file}`));

  it.each(languages)('in $languageTag are all that can be translated, and nothing else', ({ file }) => {
    const { $schema, ...written } = texts(file);
    isTexts({ $schema, ...written });
    expect(isTexts.errors).toBeNull();
    expect($schema).toContain(`/v${manifestVersion}/MicrosoftTeams.Localization.schema.json`);
    expect(Object.keys(translatable)).toContain('bots[0].commandLists[0].commands[1].description');
    expect(Object.keys(written).toSorted()).toEqual(Object.keys(translatable).toSorted());
  });

  it('say in the default language what the manifest says', () => {
    expect(texts(defaultLanguageFile)).toMatchObject(translatable);
  });

  it.each(languages)('in $languageTag name commands that the bot understands', ({ file }) => {
    const commands = Object.entries(texts(file)).filter(([path]) => path.endsWith('.title'));
    const understood = commands.map(([, title]) => readWish(title, Temporal.PlainDate.from('2027-02-01'))?.kind);
    expect(understood).toEqual([
      'greeting',
      'my-pairing',
      'meetings',
      'agenda',
      'move',
      'pause',
      'resume',
      'get-help',
      'who-sees-what',
      'sign-up',
      'stop',
      'help',
    ]);
    expect(new Set(commands.map(([, title]) => title)).size).toBe(commands.length);
    // The most that fit; Teams shows them without scrolling far, on a phone too.
    expect(commands.length).toBeLessThanOrEqual(12);
    for (const [, title] of commands) expect(title.length).toBeLessThanOrEqual(32);
  });

  it('are there in the languages that the tab and the bot speak, and no others', () => {
    const spoken = spokenLanguages.map((language) => `${language}.json`);
    expect(readdirSync(new URL('../../appPackage/strings', import.meta.url)).toSorted()).toEqual(spoken.toSorted());
    expect(languages.map(({ file }) => file).toSorted()).toEqual(spoken.map((name) => `strings/${name}`).toSorted());
    expect(languages.map(({ languageTag }) => `${languageTag}.json`).toSorted()).toEqual(spoken.toSorted());
  });
});
