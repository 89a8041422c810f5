import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../bot/config.ts';
import { packageFile } from '../../infra/package/package-app.ts';
import { filledIn, placeholdersIn, readText } from './files.ts';

const Step = z.strictObject({
  uses: z.string(),
  with: z.record(z.string(), z.unknown()),
  writeToEnvironmentFile: z.record(z.string(), z.string()).default({}),
});
type Step = z.infer<typeof Step>;
const Toolkit = z.strictObject({
  version: z.string(),
  environmentFolderPath: z.string(),
  provision: z.array(Step),
  publish: z.array(Step),
});
const text = readText('teamsapp.yml');
const toolkit = Toolkit.parse(parse(text));
const example = readText('infra/env/.env.production.example');
const namedInExample = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}));
const every = [...toolkit.provision, ...toolkit.publish];

const fromTop = (path: unknown): string => fileURLToPath(new URL(`../../${String(path)}`, import.meta.url));
const stepsThat = (uses: string): Step[] => every.filter((step) => step.uses === uses);
const only = (uses: string): Step => {
  const [step, ...others] = stepsThat(uses);
  if (!step || others.length > 0) throw new Error(`${uses} does not stand once in teamsapp.yml`);
  return step;
};
/** What a step needs to be filled in: its own placeholders and those of the file it reads. */
const neededBy = (step: Step): string[] => {
  const { manifestPath } = step.with;
  return placeholdersIn(JSON.stringify(step.with) + (typeof manifestPath === 'string' ? readText(manifestPath) : ''));
};

describe('teamsapp.yml', () => {
  it('says which version of the steps it is written in, to the toolkit and to editors', () => {
    expect(text).toContain(`/${toolkit.version}/yaml.schema.json`);
  });

  it('has every variable a step needs filled in by the administrator or written by a step before', () => {
    // The ids stand in the example for those who do without the toolkit; here a step has to make them first.
    const known = new Set(namedInExample.map(({ name }) => name).filter((name) => !name.endsWith('_ID')));
    for (const step of every) {
      expect(neededBy(step).filter((name) => !known.has(name))).toEqual([]);
      for (const name of Object.values(step.writeToEnvironmentFile)) known.add(name);
    }
  });

  it('reads only files that are there', () => {
    const read = every.flatMap((step) => (step.with['manifestPath'] === undefined ? [] : [step.with['manifestPath']]));
    expect(new Set(read)).toEqual(new Set(['./appPackage/manifest.json', './infra/entra/entra.manifest.json']));
    for (const path of read) expect(existsSync(fromTop(path))).toBe(true);
    expect(existsSync(fromTop(`${toolkit.environmentFolderPath}/.env.production.example`))).toBe(true);
  });

  it('works on one package, the same that the packaging without the toolkit writes', () => {
    const paths = every.flatMap(({ with: { outputZipPath, appPackagePath } }) =>
      [outputZipPath, appPackagePath].filter((path) => path !== undefined),
    );
    expect(new Set(paths.map(fromTop))).toEqual(new Set([packageFile]));
  });

  it('checks the package before it hands it over', () => {
    for (const steps of [toolkit.provision, toolkit.publish]) {
      const order = ['teamsApp/validateManifest', 'teamsApp/zipAppPackage', 'teamsApp/validateAppPackage'];
      const handing = ['teamsApp/update', 'teamsApp/publishAppPackage'];
      const uses = steps.map((step) => step.uses).filter((name) => order.includes(name) || handing.includes(name));
      expect(uses.slice(0, 3)).toEqual(order);
      expect(handing).toEqual(expect.arrayContaining(uses.slice(3)));
    }
  });

  it('gives both applications a service principal and a secret, kept where secrets are', () => {
    const made = stepsThat('aadApp/create');
    expect(made).toHaveLength(2);
    for (const step of made) {
      expect(step.with).toMatchObject({ generateServicePrincipal: true, generateClientSecret: true });
      expect(step.writeToEnvironmentFile['clientSecret']).toMatch(/^SECRET_/);
    }
  });

  it('points the bot at the address where the server listens to it', () => {
    const endpoint = /server\.post\('([^']+)'/.exec(readText('bot/microsoft/teams/route.ts'))?.[1];
    expect(only('botFramework/create').with).toMatchObject({
      botId: '${{BOT_ID}}',
      messagingEndpoint: `https://\${{TAB_DOMAIN}}${endpoint ?? 'nowhere'}`,
      channels: [{ name: 'msteams' }],
    });
  });

  it('tells the server its settings, which it starts with', () => {
    const { envs } = z
      .object({ envs: z.record(z.string(), z.string()) })
      .parse(only('file/createOrUpdateEnvironmentFile').with);
    const values: Record<string, string> = filledIn;
    const filled = Object.entries(envs).map(([name, value]) => [
      name,
      value.replace(/\$\{\{(\w+)\}\}/g, (_whole, variable: string) => values[variable] ?? ''),
    ]);
    const config = readConfig(Object.fromEntries(filled) as Record<string, string>);
    expect(new URL(config.publicUrl).host).toBe(filledIn.TAB_DOMAIN);
    expect(config.settings).toMatchObject({
      ENTRA_TENANT_IDS: [filledIn.AAD_APP_TENANT_ID],
      ENTRA_CLIENT_ID: filledIn.AAD_APP_CLIENT_ID,
      BOT_APP_ID: filledIn.BOT_ID,
    });
    expect(config.secrets).toMatchObject({
      graphProof: { kind: 'secret', secret: filledIn.SECRET_AAD_APP_CLIENT_SECRET },
      botProof: { kind: 'secret', secret: filledIn.SECRET_BOT_PASSWORD },
    });
  });
});

describe('the example of the environment', () => {
  it('holds no value of anybody’s', () => {
    expect(namedInExample.filter(({ value }) => value !== '')).toEqual([{ name: 'TEAMSFX_ENV', value: 'production' }]);
    expect(namedInExample.filter(({ name }) => name.startsWith('SECRET_'))).toEqual([]);
  });

  it('names nothing twice and nothing that no step uses or writes', () => {
    const names = namedInExample.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const used = new Set(every.flatMap((step) => [...neededBy(step), ...Object.values(step.writeToEnvironmentFile)]));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it('is the only file beside it that git takes', () => {
    expect(readText('infra/env/.gitignore').trim().split('\n')).toEqual([
      '*',
      '!.gitignore',
      '!.env.production.example',
    ]);
    const { target } = only('file/createOrUpdateEnvironmentFile').with;
    expect(target).toMatch(/^\.\/infra\/env\/[^/]+$/);
  });
});
