import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { startApp, type App } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { createLog, type Log } from '../../../bot/log.ts';
import { trust } from '../../../infra/processes/trust.ts';
import { startSandbox, type Sandbox } from '../../../infra/sandbox/server.ts';
import { connectTenant, type Tenant, type TenantSettings } from '../../../infra/sandbox/tenant-client.ts';
import { freshDatabase, type TestDatabase, type TestServer } from '../database/database.ts';
import type { Fault } from '../fault.ts';
import { until } from '../until.ts';
import { lead } from './people.ts';

/** A Monday morning: what happens in a test hangs on no day that it is run on. */
const start = '2027-02-01T09:00:00Z';

/** An answer of the product: its body as JSON, or as text where it is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The product as it runs, on a database and a tenant of its own, and the ways to it from outside. */
export interface Product {
  readonly address: string;
  readonly tenantId: string;
  readonly settings: Settings;
  readonly database: TestDatabase;
  /** The tenant's own data, as Graph tells. */
  readonly tenant: Tenant;
  /** Asks the product without a token or with the headers given. */
  ask(method: string, path: string, init?: { body?: BodyInit; headers?: Record<string, string> }): Promise<Answer>;
  /**
   * Asks the API as somebody, below `/api`. Text and bytes go as CSV, everything else as JSON. Throws when a refusal has
   * not the contract's shape.
   */
  api(person: string, method: string, path: string, body?: unknown): Promise<Answer>;
  /** The same where a success of this shape is expected; throws for anything else. */
  want<T>(shape: z.ZodType<T>, person: string, method: string, path: string, body?: unknown): Promise<T>;
  /** The token that Teams would give somebody's tab; `claims` take the place of single claims, null leaves one out. */
  token(person: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Asks the sandbox's control. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  fault(fault: Fault): Promise<void>;
  /** Asks Graph as the product's own app would. */
  graph(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The id of somebody in Entra. */
  objectId(person: string): Promise<string>;
  /** What the product's clock says. */
  now(): Promise<Temporal.Instant>;
  /** Moves the clock on, and waits until the product has seen it. */
  travelTo(instant: Temporal.Instant | string): Promise<void>;
  /** Stops the product alone; tenant and database stay as they are. */
  close(): Promise<void>;
  /** Starts the product again on the same tenant and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/**
 * Starts a product of a test's own. `more` adds to the settings that sandbox and database give, or replaces them. `isInTeams`
 * has it take what it runs on for the real Microsoft 365, but for the clock. `people` is an import file of people instead of the
 * made-up organisation, `server` a Postgres instead of the run's own.
 */
export async function startProduct(
  more: (given: Settings) => Settings = () => ({}),
  log?: Log,
  {
    isInTeams = false,
    people,
    server,
  }: { readonly isInTeams?: boolean; readonly people?: string; readonly server?: TestServer } = {},
): Promise<Product> {
  const database = await freshDatabase(server);
  const sandbox = await startSandbox({ start: Temporal.Instant.from(start), ...(people !== undefined && { people }) });
  trust(sandbox.certificate);
  const tenantSettings = z.record(z.string(), z.string()).parse(await control(sandbox, 'GET', '/settings'));
  const given: Settings = {
    ...tenantSettings,
    DATABASE_URL: database.databaseUrl,
    DATABASE_MIGRATION_URL: database.migrationUrl,
    PORT: '0',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
  };
  const settings = { ...given, ...more(given) };
  let app: App | null = null;
  const run = async () => {
    const config = readConfig(settings);
    const settingsThere = isInTeams ? { ...config.settings, SANDBOX_URL: undefined } : config.settings;
    app = await startApp({ ...config, settings: settingsThere }, log ?? createLog(config.settings.LOG_LEVEL));
    await control(sandbox, 'PUT', '/bot', { messagesUrl: `${app.address}/api/messages` });
    await control(sandbox, 'PUT', '/limits', { missingLinkEvery: 0, copyDelayMilliseconds: 0 });
  };
  const close = async () => {
    const running = app;
    app = null;
    await running?.close();
  };
  const stop = async () => {
    await close();
    await sandbox.stop();
    await database.drop();
  };
  try {
    await run();
  } catch (error) {
    await stop();
    throw error;
  }
  const address = () => {
    if (app === null) throw new Error('the product does not run');
    return app.address;
  };
  return {
    ...waysTo(sandbox, tenantSettings as unknown as TenantSettings, address),
    get address() {
      return address();
    },
    settings,
    database,
    close,
    restart: run,
    stop,
  };
}

type Ways = Omit<Product, 'address' | 'settings' | 'database' | 'close' | 'restart' | 'stop'>;

function waysTo(sandbox: Sandbox, settings: TenantSettings, address: () => string): Ways {
  const tenant = connectTenant(settings);
  const tokens = new Map<string, Promise<string>>();
  const ids = new Map<string, string>();
  const token: Product['token'] = async (userPrincipalName, claims = {}) => {
    const given = await control(sandbox, 'POST', '/token', { userPrincipalName, claims });
    return z.object({ token: z.string() }).parse(given).token;
  };
  const tokenOf = (person: string) => {
    const known = tokens.get(person) ?? token(person);
    tokens.set(person, known);
    return known;
  };
  const ask: Product['ask'] = async (method, path, { body, headers } = {}) =>
    answerOf(await fetch(`${address()}${path}`, { method, body: body ?? null, headers: headers ?? {} }));
  const api: Product['api'] = async (person, method, path, body) => {
    const isFile = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await ask(method, `/api${path}`, {
      headers: {
        authorization: `Bearer ${await tokenOf(person)}`,
        ...(body === undefined ? {} : { 'content-type': isFile ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? (body as BodyInit) : JSON.stringify(body) }),
    });
    if (answer.status >= 400) Refusal.parse(answer.body);
    return answer;
  };
  const want: Product['want'] = async (shape, person, method, path, body) => {
    const answer = await api(person, method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return shape.parse(answer.body);
  };
  const now = async () => Temporal.Instant.from((await want(contract.Me, lead, 'GET', '/me')).now);
  return {
    tenantId: settings.ENTRA_TENANT_IDS,
    tenant,
    ask,
    api,
    want,
    token,
    control: (method, path, body) => control(sandbox, method, path, body),
    async fault(fault) {
      await control(sandbox, 'POST', '/faults', fault);
    },
    async graph(method, path, body) {
      const response = await fetch(`${settings.GRAPH_BASE_URL}/v1.0${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await graphToken(settings)}`,
          prefer: 'IdType="ImmutableId", outlook.timezone="UTC"',
          'content-type': 'application/json',
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return answerOf(response);
    },
    async objectId(person) {
      if (ids.size === 0) for (const one of await tenant.people()) ids.set(one.userPrincipalName, one.id);
      const id = ids.get(person);
      if (id === undefined) throw new Error(`nobody is called ${person}`);
      return id;
    },
    now,
    async travelTo(instant) {
      const to = Temporal.Instant.from(instant);
      if (!(await tenant.moveClock({ to: to.toString() }))) throw new Error('the clock moves forward only');
      await until(async () => Temporal.Instant.compare(await now(), to) >= 0);
    },
  };
}

/** What every refusal of the API looks like: a file of people has a shape of its own. */
const Refusal = z.union([contract.Problem.strict(), contract.ImportRefused.strict()]);

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

async function control(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await answerOf(
    await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );
  if (answer.status >= 300) throw new Error(`${method} /control${path} answered ${answer.status}`);
  return answer.body;
}

async function graphToken(settings: TenantSettings): Promise<string> {
  const response = await fetch(`${settings.SANDBOX_URL}/${settings.ENTRA_TENANT_IDS}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.ENTRA_CLIENT_ID,
      client_secret: settings.ENTRA_CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** What a refusal has to say: for `toMatchObject`. */
export const problem = (status: number, code: string) => ({ status, body: { code } });
