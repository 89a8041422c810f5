import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { botNames, graphNames, problemsWithProof, proofOf, type Proof } from './proofs.ts';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
/** An origin or address below it, without the slash at its end. */
const address = (protocols: readonly string[]) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
      error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    })
    .transform((value) => value.replace(/\/+$/, ''));
const web = address(['https:', 'http:']);
const secure = address(['https:']);
const database = address(['postgres:', 'postgresql:']);
const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(least, { error: `must be at least ${least}` })
    .max(most, { error: `must be at most ${most}` });
const guid = z.guid({ error: 'must be a GUID' }).toLowerCase();
const thumbprint = z
  .string()
  .transform((value) => value.replace(/[:\s]/g, '').toLowerCase())
  .refine((value) => /^[0-9a-f]{64}$/.test(value), {
    error: 'must be the SHA-256 thumbprint of a certificate: 64 hexadecimal digits',
  });
/** Where line breaks cannot be written, `\n` stands for them. */
const privateKey = z
  .string()
  .transform((value) => value.replaceAll('\\n', '\n'))
  .refine(isPrivateKey, { error: 'must be a private key as PEM, without a password' });

function isPrivateKey(pem: string): boolean {
  try {
    createPrivateKey(pem);
    return true;
  } catch {
    return false;
  }
}

/** Microsoft's own clients that hold the tab: Teams, Microsoft 365 and Outlook, on desktop, mobile and the web. */
const microsoftClients = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  '4765445b-32c6-49b0-83e6-1d93765276ca',
  '0ec893e0-5785-4de6-99da-4ed124e5296c',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
].join(',');

/** Every setting there is. The README's table says the same; a test compares them. */
export const settings = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3979),
  PUBLIC_URL: web.optional(),
  DATA_FOLDER: z.string().default('.vantage'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  DATABASE_URL: database.optional(),
  DATABASE_MIGRATION_URL: database.optional(),
  DATABASE_IDENTITY_ID: guid.optional(),
  DATABASE_MIGRATION_IDENTITY_ID: guid.optional(),
  DATABASE_TOKEN_SCOPE: secure.default('https://ossrdbms-aad.database.windows.net'),
  ENTRA_AUTHORITY: secure.default('https://login.microsoftonline.com'),
  ENTRA_TENANT_IDS: list.pipe(z.array(guid).min(1, { error: 'must name at least one tenant' })),
  ENTRA_CLIENT_ID: guid,
  ENTRA_CLIENT_SECRET: z.string().min(1).optional(),
  ENTRA_CERTIFICATE_THUMBPRINT: thumbprint.optional(),
  ENTRA_CERTIFICATE_KEY: privateKey.optional(),
  ENTRA_IDENTITY_ID: guid.optional(),
  ENTRA_EXCHANGE_AUDIENCE: z
    .string()
    .startsWith('api://', { error: 'must start with api://' })
    .default('api://AzureADTokenExchange'),
  TAB_CLIENT_IDS: list.pipe(z.array(guid).min(1)).prefault(microsoftClients),
  GRAPH_BASE_URL: secure.default('https://graph.microsoft.com'),
  GRAPH_MOST_AT_ONCE: whole(4, 1_000).default(64),
  GRAPH_DIRECTORY_UNITS: whole(100, 100_000).default(3_500),
  BOT_APP_ID: guid.optional(),
  BOT_APP_SECRET: z.string().min(1).optional(),
  BOT_CERTIFICATE_THUMBPRINT: thumbprint.optional(),
  BOT_CERTIFICATE_KEY: privateKey.optional(),
  BOT_IDENTITY_ID: guid.optional(),
  BOT_TENANT_ID: guid.optional(),
  BOT_OPENID_METADATA_URL: secure.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_TOKEN_ISSUER: z.string().default('https://api.botframework.com'),
  BOT_OAUTH_SCOPE: secure.default('https://api.botframework.com'),
  BOT_MESSAGES_PER_SECOND: whole(1, 10_000).default(50),
  TEAMS_APP_ID: guid.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: web.optional(),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().startsWith('InstrumentationKey=').optional(),
  TELEMETRY_SECONDS: whole(1, 3_600).default(60),
  IDENTITY_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
    .optional(),
  IDENTITY_HEADER: z.string().min(1).optional(),
  SANDBOX_URL: web.optional(),
  CLOCK_URL: web.optional(),
};

const Settings = z.object(settings);
type Settings = z.infer<typeof Settings>;

/** Settings that are told on to nobody. */
type SecretName =
  | 'ENTRA_CLIENT_SECRET'
  | 'ENTRA_CERTIFICATE_KEY'
  | 'BOT_APP_SECRET'
  | 'BOT_CERTIFICATE_KEY'
  | 'IDENTITY_HEADER'
  | 'DATABASE_URL'
  | 'DATABASE_MIGRATION_URL'
  | 'APPLICATIONINSIGHTS_CONNECTION_STRING';

/** The product's settings, checked; secrets apart, so that nothing prints them by accident. */
export interface Config {
  readonly settings: Readonly<Omit<Settings, SecretName>>;
  readonly secrets: Readonly<
    Pick<
      Settings,
      'IDENTITY_HEADER' | 'DATABASE_URL' | 'DATABASE_MIGRATION_URL' | 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    >
  > & {
    /** How the app of tab and Graph signs in. */
    readonly graphProof: Proof;
    /** How the bot signs in; null where it has no registration. */
    readonly botProof: Proof | null;
  };
  /** Where people reach the product. */
  readonly publicUrl: string;
  /** Where Graph reaches the product: it wants https. Null where it cannot. */
  readonly notificationUrl: string | null;
}

/** Settings that stop the start, each with its name and rule; values stay out of it, they may be secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Vantage cannot start with these settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Names that are surely meant for us: a misspelt one must not pass in silence. */
const ours = /^(ENTRA|GRAPH|BOT|DATABASE|TAB|TEAMS|TELEMETRY|SANDBOX|CLOCK|VANTAGE)_/;

/** Reads the environment. An empty value counts as not set. Throws `ConfigError` that lists everything wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const unknown = Object.keys(given)
    .filter((name) => ours.test(name) && !(name in settings))
    .map((name) => `${name} is not a setting of Vantage`);
  const parsed = Settings.safeParse(given);
  const proofs = [
    ...problemsWithProof(graphNames, given),
    ...(given['BOT_APP_ID'] === undefined ? [] : problemsWithProof(botNames, given)),
  ];
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = issue.path[0]?.toString() ?? '';
      return name in given ? `${name} ${issue.message}` : `${name} is missing`;
    });
    throw new ConfigError([...unknown, ...new Set(problems), ...proofs]);
  }
  const graphProof = proofOf(graphNames, parsed.data);
  const botProof = proofOf(botNames, parsed.data);
  const problems = [...unknown, ...proofs, ...contradictions(parsed.data)];
  if (problems.length > 0 || graphProof === null) throw new ConfigError(problems);
  const {
    ENTRA_CLIENT_SECRET: _clientSecret,
    ENTRA_CERTIFICATE_KEY: _clientKey,
    BOT_APP_SECRET: _botSecret,
    BOT_CERTIFICATE_KEY: _botKey,
    IDENTITY_HEADER,
    DATABASE_URL,
    DATABASE_MIGRATION_URL,
    APPLICATIONINSIGHTS_CONNECTION_STRING,
    ...open
  } = parsed.data;
  const publicUrl = open.PUBLIC_URL ?? `http://${open.HOST}:${open.PORT}`;
  return {
    settings: open,
    secrets: {
      graphProof,
      botProof,
      IDENTITY_HEADER,
      DATABASE_URL,
      DATABASE_MIGRATION_URL,
      APPLICATIONINSIGHTS_CONNECTION_STRING,
    },
    publicUrl,
    notificationUrl: isReachable(publicUrl, open.SANDBOX_URL !== undefined) ? publicUrl : null,
  };
}

/**
 * Where the database is, read apart from the rest: whoever copies it needs no other setting. Throws `ConfigError` that lists
 * everything wrong.
 */
export function readPlace(environment: Readonly<Record<string, string | undefined>>) {
  const { DATA_FOLDER, DATABASE_URL, DATABASE_MIGRATION_URL } = settings;
  const parsed = z
    .object({ DATA_FOLDER, DATABASE_URL, DATABASE_MIGRATION_URL })
    .safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path[0]?.toString() ?? ''} ${message}`));
  }
  const { DATA_FOLDER: dataFolder, DATABASE_URL: databaseUrl, DATABASE_MIGRATION_URL: migrationUrl } = parsed.data;
  if (databaseUrl === undefined && migrationUrl === undefined) return { dataFolder, server: null };
  if (databaseUrl === undefined || migrationUrl === undefined) {
    throw new ConfigError(['DATABASE_URL and DATABASE_MIGRATION_URL must be set together']);
  }
  return { dataFolder, server: { databaseUrl, migrationUrl } };
}

/** The sandbox besides reaches plain http on its own machine, at a port that is known before anything listens there. */
function isReachable(publicUrl: string, isOnSandbox: boolean): boolean {
  if (!URL.canParse(publicUrl)) return false;
  const { protocol, hostname, port } = new URL(publicUrl);
  return protocol === 'https:' || (isOnSandbox && ['localhost', '127.0.0.1'].includes(hostname) && port !== '0');
}

function contradictions(given: Settings): string[] {
  const problems: string[] = [];
  const together = (a: keyof Settings, b: keyof Settings) => {
    if ((given[a] === undefined) !== (given[b] === undefined)) problems.push(`${a} and ${b} must be set together`);
  };
  together('DATABASE_URL', 'DATABASE_MIGRATION_URL');
  problems.push(...problemsWithIdentities(given));
  if (given.BOT_APP_ID === undefined) {
    const ways = [botNames.secret, botNames.thumbprint, botNames.key, botNames.identity];
    for (const way of ways) if (given[way] !== undefined) problems.push(`${way} is set without BOT_APP_ID`);
  }
  const onSandbox = given.SANDBOX_URL !== undefined;
  if (!onSandbox && given.BOT_APP_ID === undefined) {
    problems.push('BOT_APP_ID is missing: without it anybody could write to the bot (only the sandbox allows that)');
  }
  if (given.CLOCK_URL !== undefined && !onSandbox)
    problems.push('CLOCK_URL is for the sandbox alone: set SANDBOX_URL too');
  if (onSandbox && new URL(given.GRAPH_BASE_URL).hostname.endsWith('.microsoft.com')) {
    problems.push('SANDBOX_URL contradicts GRAPH_BASE_URL, which is the real Microsoft Graph');
  }
  if (onSandbox && new URL(given.ENTRA_AUTHORITY).hostname.endsWith('.microsoftonline.com')) {
    problems.push('SANDBOX_URL contradicts ENTRA_AUTHORITY, which is the real Entra');
  }
  return problems;
}

/** What is wrong where managed identities sign in: to Entra for an application, or to the database. */
function problemsWithIdentities(given: Settings): string[] {
  const problems: string[] = [];
  const identities = ['ENTRA_IDENTITY_ID', 'BOT_IDENTITY_ID', 'DATABASE_IDENTITY_ID', 'DATABASE_MIGRATION_IDENTITY_ID'];
  const [first] = identities.filter((name) => given[name as keyof Settings] !== undefined);
  for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const) {
    if (first !== undefined && given[name] === undefined) {
      problems.push(`${name} is missing, which ${first} needs: App Service sets it where an identity is assigned`);
    }
  }
  if (given.ENTRA_IDENTITY_ID !== undefined && given.ENTRA_IDENTITY_ID === given.ENTRA_CLIENT_ID) {
    problems.push('ENTRA_IDENTITY_ID is ENTRA_CLIENT_ID: it has to be an identity that the application trusts');
  }
  for (const [url, identity] of [
    ['DATABASE_URL', 'DATABASE_IDENTITY_ID'],
    ['DATABASE_MIGRATION_URL', 'DATABASE_MIGRATION_IDENTITY_ID'],
  ] as const) {
    if (given[identity] !== undefined) problems.push(...problemsWithTokenUrl(url, identity, given[url]));
  }
  if ((given.DATABASE_IDENTITY_ID === undefined) !== (given.DATABASE_MIGRATION_IDENTITY_ID === undefined)) {
    problems.push('DATABASE_IDENTITY_ID and DATABASE_MIGRATION_IDENTITY_ID must be set together');
  }
  return problems;
}

/** A token opens the whole database for hours, so it goes to nobody but the server that proves its name. */
function problemsWithTokenUrl(name: string, identity: string, url: string | undefined): string[] {
  if (url === undefined) return [`${name} is missing, which ${identity} needs`];
  const { username, password, hostname, searchParams } = new URL(url);
  const problems: string[] = [];
  if (username === '') problems.push(`${name} names no role, which ${identity} signs in under`);
  if (password !== '') problems.push(`${name} has a password, which contradicts ${identity}`);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isVerified = searchParams.get('sslmode') === 'verify-full';
  if (!isHere && !isVerified) problems.push(`${name} must end in ?sslmode=verify-full, since ${identity} is set`);
  const more = [...searchParams.keys()].filter((key) => key !== 'sslmode');
  if (more.length > 0) problems.push(`${name} may say nothing but sslmode after its ?, since ${identity} is set`);
  return problems;
}
