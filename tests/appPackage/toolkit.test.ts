import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../bot/config.ts';
import { packageFile } from '../../infra/package/package-app.ts';
import { readBicep } from '../infra/azure/bicep.ts';
import { filledIn as examples, placeholdersIn, readJson, readText } from './files.ts';

const Step = z.strictObject({
  uses: z.string(),
  name: z.string().optional(),
  with: z.record(z.string(), z.unknown()),
  writeToEnvironmentFile: z.record(z.string(), z.string()).default({}),
});
type Step = z.infer<typeof Step>;
const Toolkit = z.strictObject({
  version: z.string(),
  environmentFolderPath: z.string(),
  provision: z.array(Step),
  deploy: z.array(Step),
  publish: z.array(Step).default([]),
});

const fromTop = (path: unknown): string => fileURLToPath(new URL(`../../${String(path)}`, import.meta.url));

/** One of the two ways into a tenant: its steps, and the example of what an administrator fills in for them. */
function way(environment: string, path: string) {
  const text = readText(path);
  const toolkit = Toolkit.parse(parse(text));
  const every = [...toolkit.provision, ...toolkit.deploy, ...toolkit.publish];
  const example = readText(`infra/env/.env.${environment}.example`);
  const stepsThat = (uses: string): Step[] => every.filter((step) => step.uses === uses);
  const [above = ''] = example.split('# `atk provision`');
  return {
    environment,
    path,
    // Below stands what steps write, for those who do without the toolkit; here a step has to do so first.
    filledIn: [...above.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name),
    text,
    toolkit,
    every,
    named: [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value })),
    stepsThat,
    only: (uses: string): Step => {
      const [step, ...others] = stepsThat(uses);
      if (!step || others.length > 0) throw new Error(`${uses} does not stand once in ${path}`);
      return step;
    },
  };
}
const inAzure = way('production', 'teamsapp.yml');
const elsewhere = way('local', 'teamsapp.local.yml');
const ways = [inAzure, elsewhere];

const Deployment = z.object({ templates: z.tuple([z.object({ path: z.string(), parameters: z.string() })]) });
/** The one template of a step that deploys to Azure; null for other steps. */
const templateOf = ({ uses, with: asked }: Step) =>
  uses === 'arm/deploy' ? Deployment.parse(asked).templates[0] : null;
/** What the toolkit asks for or makes up where the file leaves it empty. */
const byTheToolkit = ['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME', 'RESOURCE_SUFFIX'];
/** What a program of ours reads of the environment, which the toolkit gives it. */
const readBy: Readonly<Record<string, string>> = { 'run trust-identity': 'infra/entra/trust-identity.ts' };

/** What a step needs to be filled in: its own placeholders, and those of the file that it reads. */
function neededBy(step: Step): string[] {
  const { manifestPath, args } = step.with;
  const read = [manifestPath, templateOf(step)?.parameters].filter((path) => typeof path === 'string');
  const script = readBy[String(args)];
  const asked = script === undefined ? [] : [...readText(script).matchAll(/^ {2}([A-Z_]+): filled/gm)];
  return [
    ...placeholdersIn([JSON.stringify(step.with), ...read.map(readText)].join()),
    ...asked.map(([, name = '']) => name),
  ];
}
/** What a step writes into the environment; a deployment to Azure all its outputs. */
function writtenBy(step: Step): string[] {
  const template = templateOf(step);
  const outputs = template === null ? [] : readBicep(readText(template.path)).outputs.map(({ name }) => name);
  return [...Object.values(step.writeToEnvironmentFile), ...outputs];
}

describe.each(ways)('$path', ({ text, toolkit, every, named, filledIn, stepsThat, only, environment }) => {
  it('says which version of the steps it is written in, to the toolkit and to editors', () => {
    expect(text).toContain(`/${toolkit.version}/yaml.schema.json`);
  });

  it('has every variable a step needs filled in by the administrator or written by a step before', () => {
    const first = named.filter(({ name, value }) => value !== '' || byTheToolkit.includes(name));
    const known = new Set([...filledIn, ...first.map(({ name }) => name)]);
    for (const step of every) {
      expect(neededBy(step).filter((name) => !known.has(name))).toEqual([]);
      for (const name of writtenBy(step)) known.add(name);
    }
  });

  it('reads only files that are there, and runs only what package.json has', () => {
    for (const step of every) {
      const { manifestPath, ignoreFile } = step.with;
      const template = templateOf(step);
      for (const path of [manifestPath, ignoreFile, template?.path, template?.parameters]) {
        if (path !== undefined) expect([path, existsSync(fromTop(path))]).toEqual([path, true]);
      }
    }
    const scripts = Object.keys(z.looseObject({ scripts: z.looseObject({}) }).parse(readJson('package.json')).scripts);
    const run = stepsThat('cli/runNpmCommand').map((step) => String(step.with['args']));
    expect(run.filter((args) => args !== 'ci' && !scripts.includes(args.replace(/^run /, '')))).toEqual([]);
    expect(existsSync(fromTop(`${toolkit.environmentFolderPath}/.env.${environment}.example`))).toBe(true);
  });

  it('works on one package, the same that the packaging without the toolkit writes', () => {
    const paths = every.flatMap(({ with: { outputZipPath, appPackagePath } }) =>
      [outputZipPath, appPackagePath].filter((path) => path !== undefined),
    );
    expect(new Set(paths.map(fromTop))).toEqual(new Set([packageFile]));
  });

  it('checks the package before it hands it over', () => {
    for (const steps of [toolkit.provision, toolkit.publish].filter((all) => all.length > 0)) {
      const order = ['teamsApp/validateManifest', 'teamsApp/zipAppPackage', 'teamsApp/validateAppPackage'];
      const handing = ['teamsApp/update', 'teamsApp/publishAppPackage'];
      const uses = steps.map((step) => step.uses).filter((name) => order.includes(name) || handing.includes(name));
      expect(uses.slice(0, 3)).toEqual(order);
      expect(handing).toEqual(expect.arrayContaining(uses.slice(3)));
    }
  });

  it('gives every application that it registers a service principal', () => {
    for (const step of stepsThat('aadApp/create')) expect(step.with).toMatchObject({ generateServicePrincipal: true });
    expect(only('aadApp/update').with['manifestPath']).toBe('./infra/entra/entra.manifest.json');
  });

  it('builds the tab with the packages of the lock file', () => {
    const uses = toolkit.deploy.map((step) => step.with['args']);
    expect(uses.slice(0, 2)).toEqual(['ci', 'run build:tab']);
  });
});

describe('into Azure', () => {
  it('goes without a secret', () => {
    expect(inAzure.only('aadApp/create').with).toMatchObject({ generateClientSecret: false });
    expect(inAzure.text).not.toContain('SECRET_');
    expect(inAzure.stepsThat('file/createOrUpdateEnvironmentFile')).toEqual([]);
  });

  it('registers the app before what is told its id, and has it trust the server at the end', () => {
    const order = inAzure.toolkit.provision.map((step) => step.with['args'] ?? step.uses);
    const places = ['aadApp/create', 'arm/deploy', 'aadApp/update', 'teamsApp/update', 'run trust-identity'];
    const found = places.map((uses) => order.indexOf(uses));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found[0]).toBeGreaterThanOrEqual(0);
    expect(order.at(-1)).toBe('run trust-identity');
  });

  it('deploys the server, the built tab and the list of packages to the web app, and nothing else', () => {
    const { artifactFolder, ignoreFile, resourceId } = inAzure.only('azureAppService/zipDeploy').with;
    expect([artifactFolder, resourceId]).toEqual(['.', '${{WEB_APP_RESOURCE_ID}}']);
    const lines = readText(String(ignoreFile))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const wanted = ['bot', 'tab', 'package.json', 'package-lock.json', '.npmrc'].map((path) => `!/${path}`);
    expect(lines[0]).toBe('/*');
    expect(lines.slice(1).toSorted()).toEqual([...wanted, '/tab/*', '!/tab/dist'].toSorted());
    expect(lines.indexOf('!/tab/dist')).toBeGreaterThan(lines.indexOf('/tab/*'));
    for (const line of lines.slice(1)) {
      if (!line.includes('tab')) expect([line, existsSync(fromTop(line.slice(2)))]).toEqual([line, true]);
    }
  });
});

describe('elsewhere', () => {
  it('both applications get a secret, kept where secrets are', () => {
    const made = elsewhere.stepsThat('aadApp/create');
    expect(made).toHaveLength(2);
    for (const step of made) {
      expect(step.with).toMatchObject({ generateClientSecret: true });
      expect(step.writeToEnvironmentFile['clientSecret']).toMatch(/^SECRET_/);
    }
  });

  it('the bot is pointed at the address where the server listens to it', () => {
    const endpoint = /server\.post\('([^']+)'/.exec(readText('bot/microsoft/teams/route.ts'))?.[1];
    expect(elsewhere.only('botFramework/create').with).toMatchObject({
      botId: '${{BOT_ID}}',
      messagingEndpoint: `https://\${{TAB_DOMAIN}}${endpoint ?? 'nowhere'}`,
      channels: [{ name: 'msteams' }],
    });
  });

  it('the server is told its settings, which it starts with', () => {
    const { envs } = z
      .object({ envs: z.record(z.string(), z.string()) })
      .parse(elsewhere.only('file/createOrUpdateEnvironmentFile').with);
    const values: Record<string, string> = examples;
    const filled = Object.entries(envs).map(([name, value]) => [
      name,
      value.replace(/\$\{\{(\w+)\}\}/g, (_whole, variable: string) => values[variable] ?? ''),
    ]);
    const config = readConfig(Object.fromEntries(filled) as Record<string, string>);
    expect(new URL(config.publicUrl).host).toBe(examples.TAB_DOMAIN);
    expect(config.settings).toMatchObject({
      ENTRA_TENANT_IDS: [examples.AAD_APP_TENANT_ID],
      ENTRA_CLIENT_ID: examples.AAD_APP_CLIENT_ID,
      BOT_APP_ID: examples.BOT_ID,
    });
    expect(config.secrets).toMatchObject({
      graphProof: { kind: 'secret', secret: examples.SECRET_AAD_APP_CLIENT_SECRET },
      botProof: { kind: 'secret', secret: examples.SECRET_BOT_PASSWORD },
    });
  });
});

describe.each(ways)('the example of the environment $environment', ({ environment, named, every }) => {
  it('holds no value of anybody’s', () => {
    const said = named.filter(({ value }) => value !== '' && value !== 'none');
    expect(said).toEqual([{ name: 'TEAMSFX_ENV', value: environment }]);
    expect(named.filter(({ name }) => name.startsWith('SECRET_'))).toEqual([]);
  });

  it('names nothing twice and nothing that no step uses or writes', () => {
    const names = named.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const used = new Set(every.flatMap((step) => [...neededBy(step), ...writtenBy(step)]));
    expect(names.filter((name) => name !== 'TEAMSFX_ENV' && !used.has(name))).toEqual([]);
  });
});

describe('the folder of the environments', () => {
  it('has git take the examples alone', () => {
    expect(readText('infra/env/.gitignore').trim().split('\n')).toEqual([
      '*',
      '!.gitignore',
      '!.env.production.example',
      '!.env.local.example',
    ]);
    const { target } = elsewhere.only('file/createOrUpdateEnvironmentFile').with;
    expect(target).toMatch(/^\.\/infra\/env\/[^/]+$/);
  });
});
