import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readConfig, settings } from '../../../bot/config.ts';
import { gauges, measures } from '../../../bot/telemetry/metrics.ts';
import { readJson, readText } from '../../appPackage/files.ts';
import { evaluate, nodesOf, propertiesOf, readBicep, type Bicep } from './bicep.ts';

const names = readdirSync(new URL('../../../infra/azure', import.meta.url)).filter((name) => name.endsWith('.bicep'));
const files = new Map(names.map((name) => [name, readBicep(readText(`infra/azure/${name}`))]));
const file = (name: string): Bicep => {
  const found = files.get(name);
  if (!found) throw new Error(`there is no infra/azure/${name}`);
  return found;
};
const main = file('main.bicep');
const Cloud = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const clouds = z.record(z.string(), Cloud).parse(readJson('infra/azure/clouds.json'));

/** What the app settings of the server say, by their names. */
const appSettings = new Map([
  ...propertiesOf(
    propertiesOf(propertiesOf(main.modules.find(({ name }) => name === 'server')?.value).get('params')).get('settings'),
  ),
  ...propertiesOf(
    propertiesOf(file('server.bicep').resources.find(({ name }) => name === 'appSettings')?.value)
      .get('properties')
      ?.namedChildren.find((child) => child.type === 'arguments')
      ?.namedChildren.find((child) => child.type === 'object'),
  ),
]);
/** Those of them that App Service itself reads, or what it starts besides the server. */
const ofThePlatform = [
  'NODE_ENV',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'NPM_CONFIG_OMIT',
  'WEBSITE_HEALTHCHECK_MAXPINGFAILURES',
];
/** What stands in the places of what only Azure knows. */
const inAzure = {
  baseName: 'vantage1',
  entraClientId: '0d0c1a52-95c5-4d6e-a7b2-4a2f7a3c9b02',
  entraTenantIds: 'b4b0d2f6-51a1-4f27-8d6b-7a5d3c2e1f04',
  publicHost: 'mentoring.example.org',
  insightsConnection: 'InstrumentationKey=b4b0d2f6',
  graphUrl: 'https://graph.example',
  'database.outputs.host': 'vantage1-database.postgres.example',
  'database.outputs.databaseName': 'vantage',
  'serverIdentity.name': 'vantage1-server',
  'serverIdentity.properties.clientId': 'c6f7e8d9-1b2a-4c3d-9e4f-5a6b7c8d9e05',
  'serverIdentity.properties.tenantId': 'b4b0d2f6-51a1-4f27-8d6b-7a5d3c2e1f04',
  'migrationIdentity.name': 'vantage1-migrations',
  'migrationIdentity.properties.clientId': 'd1e2f3a4-b5c6-4d7e-8f90-1a2b3c4d5e06',
};
const environmentIn = (cloud: string, catalogueAppId = 'none') => {
  const ofCloud = Object.entries(clouds[cloud] ?? {}).map(([name, value]) => [`cloud.${name}`, String(value)]);
  const known = { ...inAzure, catalogueAppId, ...(Object.fromEntries(ofCloud) as Record<string, string>) };
  const said = [...appSettings].map(([name, value]) => [name, evaluate(value, known)] as const);
  return {
    ...Object.fromEntries(said.filter(([name]) => !ofThePlatform.includes(name))),
    // What App Service sets itself.
    IDENTITY_ENDPOINT: 'http://169.254.129.2:8081/msi/token',
    IDENTITY_HEADER: 'header',
  };
};

describe('the Bicep files', () => {
  it('say what is wrong with what is no Bicep', () => {
    expect(() => readBicep('param a string\nresource = {\n')).toThrow(/this is no Bicep/);
  });

  it.each(names)('%s uses only what it declares, and everything that it declares', (name) => {
    const { root, parameters, variables, resources, modules } = file(name);
    const declared = [...parameters, ...variables, ...resources, ...modules].map((one) => one.name);
    const used = nodesOf(root).filter((node) => {
      if (node.type !== 'identifier') return false;
      const { parent } = node;
      const isKey = parent?.type === 'object_property' && parent.namedChildren[0]?.id === node.id;
      const isDeclared = parent?.type.endsWith('_declaration') === true && parent.namedChildren[0]?.id === node.id;
      const isFunction = parent?.type === 'call_expression' && parent.namedChildren[0]?.id === node.id;
      const isOwn = parent?.type === 'lambda_expression' || parent?.type === 'for_statement';
      return !isKey && !isDeclared && !isFunction && (!isOwn || declared.includes(node.text));
    });
    const own = nodesOf(root)
      .filter((node) => ['lambda_expression', 'for_statement'].includes(node.type))
      .flatMap((node) => node.namedChildren[0]?.text ?? []);
    const known = new Set([...declared, ...own]);
    expect(used.map((node) => node.text).filter((text) => !known.has(text))).toEqual([]);
    const texts = new Set(used.map((node) => node.text));
    const ends = [...resources, ...modules].map((one) => one.name);
    expect(declared.filter((one) => !texts.has(one) && !ends.includes(one))).toEqual([]);
  });

  it.each(names)('%s has parameters whose defaults hang on nothing but parameters', (name) => {
    const { parameters, variables, resources } = file(name);
    const others = [...variables, ...resources].map((one) => one.name);
    for (const { value } of parameters) {
      const texts = value === undefined ? [] : nodesOf(value).map((node) => node.text);
      expect(texts.filter((text) => others.includes(text))).toEqual([]);
    }
  });

  it.each(main.modules)(
    'give the module $name what it asks for, and use what it gives',
    ({ name, file: path, value }) => {
      const { parameters, outputs } = file(path);
      const given = [...propertiesOf(propertiesOf(value).get('params')).keys()];
      expect(given.filter((one) => !parameters.some((parameter) => parameter.name === one))).toEqual([]);
      const asked = parameters.filter((parameter) => parameter.value === undefined).map((parameter) => parameter.name);
      expect(asked.filter((one) => !given.includes(one))).toEqual([]);
      const used = [...readText('infra/azure/main.bicep').matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g'))];
      const has = outputs.map((output) => output.name);
      expect(used.map(([, output]) => output ?? '').filter((output) => !has.includes(output))).toEqual([]);
      expect(has.filter((output) => !used.some(([, one]) => one === output))).toEqual([]);
    },
  );

  it('take every parameter that the file of parameters gives, which gives all that have no default', () => {
    const { parameters } = z
      .object({ parameters: z.record(z.string(), z.object({ value: z.string() })) })
      .parse(readJson('infra/azure/main.parameters.json'));
    const there = main.parameters.map(({ name }) => name);
    expect(Object.keys(parameters).filter((name) => !there.includes(name))).toEqual([]);
    const needed = main.parameters.filter(({ value }) => value === undefined).map(({ name }) => name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(needed));
  });
});

describe('the server in Azure', () => {
  it('is told nothing that it does not know', () => {
    const unknown = [...appSettings.keys()].filter((name) => !(name in settings) && !ofThePlatform.includes(name));
    expect(unknown).toEqual([]);
    expect(ofThePlatform.filter((name) => !appSettings.has(name))).toEqual([]);
  });

  it.each(Object.keys(clouds))('starts with its settings in %s, without a secret', (cloud) => {
    const { settings: read, secrets, publicUrl, notificationUrl } = readConfig(environmentIn(cloud));
    expect(secrets).toMatchObject({ graphProof: { kind: 'identity' }, botProof: { kind: 'identity' } });
    expect(read).toMatchObject({
      HOST: '0.0.0.0',
      BOT_IDENTITY_ID: read.BOT_APP_ID,
      DATABASE_IDENTITY_ID: inAzure['serverIdentity.properties.clientId'],
      DATABASE_MIGRATION_IDENTITY_ID: inAzure['migrationIdentity.properties.clientId'],
    });
    expect(read.TEAMS_APP_ID).toBeUndefined();
    expect(new URL(secrets.DATABASE_URL ?? '').username).toBe(inAzure['serverIdentity.name']);
    expect(new URL(secrets.DATABASE_MIGRATION_URL ?? '').username).toBe(inAzure['migrationIdentity.name']);
    expect([publicUrl, notificationUrl]).toEqual(['https://mentoring.example.org', 'https://mentoring.example.org']);
  });

  it('is told the id in the catalogue once there is one', () => {
    const appId = '6a9f4f5e-6c1c-4a53-9d5b-0f6d6b7f3a01';
    expect(readConfig(environmentIn('AzureCloud', appId)).settings.TEAMS_APP_ID).toBe(appId);
  });

  it('has in each cloud the hosts that the README names for it, and by default those of the settings', () => {
    const { settings: preset } = readConfig({
      ...environmentIn('AzureCloud'),
      ENTRA_AUTHORITY: '',
      BOT_OPENID_METADATA_URL: '',
      BOT_TOKEN_ISSUER: '',
      BOT_OAUTH_SCOPE: '',
      ENTRA_EXCHANGE_AUDIENCE: '',
      DATABASE_TOKEN_SCOPE: '',
    });
    expect(readConfig(environmentIn('AzureCloud')).settings).toEqual(preset);
    const blocks = readText('README.md')
      .split('```')
      .filter((text) => text.includes('ENTRA_AUTHORITY='))
      .flatMap((text) => text.split(/\n# .*\n/).slice(1));
    expect(blocks).toHaveLength(2);
    for (const [index, cloud] of ['AzureUSGovernment', 'AzureChinaCloud'].entries()) {
      const lines = [...(blocks[index] ?? '').matchAll(/^([A-Z_]+)=(.*)$/gm)];
      const told: Record<string, string> = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
      const { GRAPH_BASE_URL: graph, ...others } = told;
      expect(graph).toBe(clouds[cloud]?.['graph']);
      expect(environmentIn(cloud)).toMatchObject(others);
    }
  });

  it('listens and is looked at where it says', () => {
    const app = nodesOf(file('server.bicep').root).find(
      (node) => node.type === 'object' && node.text.startsWith('{\n      linux'),
    );
    const site = [...propertiesOf(app)].map(([name, value]) => [name, value.text.replaceAll("'", '')]);
    expect(Object.fromEntries(site)).toMatchObject({
      linuxFxVersion: 'NODE|24-lts',
      appCommandLine: 'node bot/main.ts',
      healthCheckPath: '/readyz',
      alwaysOn: 'true',
      ftpsState: 'Disabled',
      minTlsVersion: '1.2',
    });
    expect(readText('bot/http/server.ts')).toContain("server.get('/readyz'");
    expect(readText('infra/azure/alerts.bicep')).toContain('https://${publicHost}/readyz');
    expect(readText('infra/azure/main.bicep')).toContain('/api/messages');
    expect(readText('bot/microsoft/teams/route.ts')).toContain("server.post('/api/messages'");
  });
});

describe('no secret', () => {
  it.each(names)('is made, taken or given out by %s', (name) => {
    const { root, parameters, outputs } = file(name);
    expect(parameters.filter(({ decorators }) => decorators.join().includes('secure'))).toEqual([]);
    const calls = nodesOf(root).filter((node) => node.type === 'call_expression');
    expect(
      calls.map((call) => call.text).filter((text) => /^[\w.]*list\w*\(|newGuid|uniqueString/i.test(text)),
    ).toEqual([]);
    expect(outputs.map((output) => output.name).filter((one) => /secret|password|key/i.test(one))).toEqual([]);
  });

  it.each(names)('stands in %s', (name) => {
    const texts = nodesOf(file(name).root).filter((node) => node.type === 'string_content');
    // Long and without a space, dot or slash: nothing that has a meaning is.
    expect(texts.map((node) => node.text).filter((text) => /[A-Za-z0-9+_=-]{40,}/.test(text))).toEqual([]);
    const properties = nodesOf(file(name).root).filter((node) => node.type === 'object_property');
    const named = properties.filter((node) => /^'?\w*(password|secret|accountKey|sharedKey)/i.test(node.text));
    expect(named.map((node) => node.text)).toEqual(named.map(() => "passwordAuth: 'Disabled'"));
  });

  it('lets anybody into the database but Entra', () => {
    expect(readText('infra/azure/database.bicep')).toMatch(
      /activeDirectoryAuth: 'Enabled'\n\s+passwordAuth: 'Disabled'/,
    );
  });
});

describe('the list of alarms by what the product measures', () => {
  const Alarm = z.strictObject({
    name: z.string().regex(/^[a-z-]+$/),
    metric: z.string(),
    query: z.string().regex(/\| summarize Value = [^|]+$|^summarize Value = [^|]+$/),
    threshold: z.number(),
    // Those that Azure Monitor takes.
    windowMinutes: z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)]),
    severity: z.int().min(0).max(4),
    description: z.string().min(1),
  });
  const alarms = z.array(Alarm).parse(readJson('infra/azure/metrics.json'));

  it('knows only metrics that there are, each alarm once', () => {
    const there: string[] = [...Object.values(measures), ...Object.values(gauges)].map(({ name }) => name);
    expect(alarms.map(({ metric }) => metric).filter((metric) => !there.includes(metric))).toEqual([]);
    expect(new Set(alarms.map(({ name }) => name)).size).toBe(alarms.length);
  });

  it('has an alarm for each metric that the runbook has an entry for', () => {
    const entries = [...readText('infra/RUNBOOK.md').matchAll(/^_.*?`(vantage\.[a-z.]+)`/gm)].map(([, name]) => name);
    expect(entries.length).toBeGreaterThan(0);
    expect(alarms.map(({ metric }) => metric).toSorted()).toEqual(entries.toSorted());
  });
});
