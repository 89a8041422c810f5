import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError, readConfig, settings } from '../../../bot/config.ts';

const tenant = '6f9d0c1e-6a3c-4f0a-9c59-3d6b3a0c1f11';
const enough = {
  ENTRA_TENANT_IDS: tenant,
  ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
  ENTRA_CLIENT_SECRET: 'entra-secret',
  BOT_APP_ID: '22222222-2222-4333-8444-555555555555',
  BOT_APP_SECRET: 'bot-secret',
};
const identityId = '33333333-2222-4333-8444-555555555555';
/** What App Service sets where an identity is assigned. */
const service = { IDENTITY_ENDPOINT: 'http://127.0.0.1:4000/msi/token', IDENTITY_HEADER: 'identity-secret' };
const thumbprint = 'AB:'.repeat(31) + 'CD';
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const { ENTRA_CLIENT_SECRET: _entra, BOT_APP_SECRET: _bot, ...withoutProofs } = enough;
const sandbox = {
  SANDBOX_URL: 'https://localhost:4000',
  GRAPH_BASE_URL: 'https://localhost:4000',
  ENTRA_AUTHORITY: 'https://localhost:4000',
};

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  it('are read with their defaults', () => {
    const config = readConfig(enough);
    expect(config.settings.PORT).toBe(3979);
    expect(config.settings.GRAPH_BASE_URL).toBe('https://graph.microsoft.com');
    expect(config.settings.ENTRA_TENANT_IDS).toEqual([tenant]);
    expect(config.publicUrl).toBe('http://127.0.0.1:3979');
  });

  it('keep secrets apart from what may be printed', () => {
    expect(JSON.stringify(readConfig({ ...enough, ...service }).settings)).not.toContain('secret');
    const { settings: open } = readConfig({
      ...withoutProofs,
      ENTRA_CERTIFICATE_THUMBPRINT: thumbprint,
      ENTRA_CERTIFICATE_KEY: key,
      BOT_CERTIFICATE_THUMBPRINT: thumbprint,
      BOT_CERTIFICATE_KEY: key,
    });
    expect(JSON.stringify(open)).not.toContain('PRIVATE KEY');
  });

  it.each([
    ['https anywhere', { PUBLIC_URL: 'https://vantage.example' }, 'https://vantage.example'],
    ['plain http', { PUBLIC_URL: 'http://vantage.example' }, null],
    ['this machine', {}, null],
    ['this machine, on the sandbox', sandbox, 'http://127.0.0.1:3979'],
    ['plain http elsewhere, on the sandbox', { ...sandbox, PUBLIC_URL: 'http://vantage.example' }, null],
    ['a port that is not known yet', { ...sandbox, PORT: '0' }, null],
  ])('know where Graph reaches us: %s', (_where, more, expected) => {
    expect(readConfig({ ...enough, ...more }).notificationUrl).toBe(expected);
  });

  it('name everything that is missing at once', () => {
    expect(problemsOf({})).toEqual([
      'ENTRA_TENANT_IDS is missing',
      'ENTRA_CLIENT_ID is missing',
      expect.stringContaining('ENTRA_CLIENT_SECRET is missing'),
    ]);
  });

  it('refuse to run without a bot id unless on the sandbox', () => {
    const { BOT_APP_ID: _id, BOT_APP_SECRET: _secret, ...withoutBot } = enough;
    expect(problemsOf(withoutBot).join()).toContain('BOT_APP_ID is missing');
    expect(problemsOf({ ...withoutBot, ...sandbox })).toEqual([]);
  });

  it.each([
    ['an unknown setting', { GRAPH_BASE_ULR: 'https://example.org' }, 'GRAPH_BASE_ULR is not a setting'],
    ['a database without its owner', { DATABASE_URL: 'postgres://a/b' }, 'must be set together'],
    ['a sandbox that points at the real Graph', { SANDBOX_URL: 'https://localhost:4000' }, 'the real Microsoft Graph'],
    ['a travelling clock in production', { CLOCK_URL: 'https://localhost:4000' }, 'CLOCK_URL is for the sandbox alone'],
    ['a port that is no number', { PORT: 'eighty' }, 'PORT must be a number'],
    ['an authority without TLS', { ENTRA_AUTHORITY: 'http://localhost:1' }, 'ENTRA_AUTHORITY must be an address'],
    ['a tenant that is no GUID', { ENTRA_TENANT_IDS: 'contoso' }, 'ENTRA_TENANT_IDS must be a GUID'],
  ])('stop the start at %s', (_name, more, expected) => {
    expect(problemsOf({ ...enough, ...more }).join('\n')).toContain(expected);
  });

  const [role, owner] = ['postgres://vantage@db.example/v', 'postgres://owner@db.example/v'];
  const database = {
    DATABASE_URL: `${role}?sslmode=verify-full`,
    DATABASE_MIGRATION_URL: `${owner}?sslmode=verify-full`,
    DATABASE_IDENTITY_ID: identityId,
    DATABASE_MIGRATION_IDENTITY_ID: tenant,
  };

  it.each([
    ['secrets', { ENTRA_CLIENT_SECRET: 'a', BOT_APP_SECRET: 'b' }, { kind: 'secret', secret: 'a' }],
    [
      'certificates',
      {
        ENTRA_CERTIFICATE_THUMBPRINT: thumbprint,
        ENTRA_CERTIFICATE_KEY: key.replaceAll('\n', '\\n'),
        BOT_APP_SECRET: 'b',
      },
      { kind: 'certificate', thumbprint: thumbprint.replaceAll(':', '').toLowerCase(), privateKey: key },
    ],
    [
      'a managed identity',
      { ENTRA_IDENTITY_ID: identityId, BOT_IDENTITY_ID: identityId, ...service },
      { kind: 'identity', identityId },
    ],
  ])('take %s for the ways to sign in', (_way, more, graphProof) => {
    expect(readConfig({ ...withoutProofs, ...more }).secrets.graphProof).toEqual(graphProof);
  });

  it('take a database without passwords, under identities', () => {
    expect(problemsOf({ ...enough, ...service, ...database })).toEqual([]);
    const here = { DATABASE_URL: 'postgres://a@127.0.0.1/v', DATABASE_MIGRATION_URL: 'postgres://b@127.0.0.1/v' };
    expect(problemsOf({ ...enough, ...service, ...database, ...here })).toEqual([]);
  });

  it.each([
    ['no way to sign in', { ENTRA_CLIENT_SECRET: '' }, 'or ENTRA_CERTIFICATE_THUMBPRINT and ENTRA_CERTIFICATE_KEY'],
    ['none for the bot', { BOT_APP_SECRET: '' }, 'BOT_APP_SECRET is missing: set it, or'],
    ['two ways', { ENTRA_IDENTITY_ID: identityId, ...service }, 'ENTRA_CLIENT_SECRET and ENTRA_IDENTITY_ID contradict'],
    [
      'two ways for the bot',
      { BOT_CERTIFICATE_THUMBPRINT: thumbprint, BOT_CERTIFICATE_KEY: key },
      'BOT_APP_SECRET and BOT_CERTIFICATE_THUMBPRINT contradict',
    ],
    [
      'half a certificate',
      { ENTRA_CLIENT_SECRET: '', ENTRA_CERTIFICATE_THUMBPRINT: thumbprint },
      'ENTRA_CERTIFICATE_THUMBPRINT and ENTRA_CERTIFICATE_KEY must be set together',
    ],
    ['an old thumbprint', { ENTRA_CERTIFICATE_THUMBPRINT: 'ab'.repeat(20) }, 'must be the SHA-256 thumbprint'],
    ['a key that is none', { ENTRA_CERTIFICATE_KEY: '-----BEGIN-----' }, 'must be a private key as PEM'],
    [
      'an identity that nobody assigned',
      { ENTRA_CLIENT_SECRET: '', ENTRA_IDENTITY_ID: identityId },
      'IDENTITY_ENDPOINT is missing, which ENTRA_IDENTITY_ID needs',
    ],
    [
      'an identity that people should sign in to',
      { ENTRA_CLIENT_SECRET: '', ENTRA_IDENTITY_ID: enough.ENTRA_CLIENT_ID, ...service },
      'ENTRA_IDENTITY_ID is ENTRA_CLIENT_ID',
    ],
    ['a way for no bot', { BOT_APP_ID: '', ...sandbox }, 'BOT_APP_SECRET is set without BOT_APP_ID'],
    ['an identity for one role alone', { ...service, ...database, DATABASE_IDENTITY_ID: '' }, 'must be set together'],
    [
      'a password where a token is',
      { ...service, ...database, DATABASE_URL: 'postgres://a:b@db.example/v?sslmode=verify-full' },
      'DATABASE_URL has a password, which contradicts DATABASE_IDENTITY_ID',
    ],
    [
      'no role for a token',
      { ...service, ...database, DATABASE_URL: 'postgres://db.example/v?sslmode=verify-full' },
      'DATABASE_URL names no role',
    ],
    ['tokens in the clear', { ...service, ...database, DATABASE_URL: role }, 'must end in ?sslmode=verify-full'],
    [
      'what would be left out',
      { ...service, ...database, DATABASE_URL: `${role}?sslmode=verify-full&options=x` },
      'may say nothing but sslmode',
    ],
    [
      'identities without addresses',
      { ...service, ...database, DATABASE_URL: '', DATABASE_MIGRATION_URL: '' },
      'DATABASE_URL is missing, which DATABASE_IDENTITY_ID needs',
    ],
  ])('stop the start at %s', (_name, more, expected) => {
    expect(problemsOf({ ...enough, ...more }).join('\n')).toContain(expected);
  });

  it('never put a value into their problems, since it may be a secret', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(settings)), (name) => {
        const value = 'not:a/usable value-8f3e';
        expect(problemsOf({ ...enough, [name]: value }).join()).not.toContain(value);
      }),
    );
  });

  it('stand in the table of the README, all of them and no others', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map((row) => row[1]);
    expect(rows.toSorted()).toEqual(Object.keys(settings).toSorted());
  });
});
