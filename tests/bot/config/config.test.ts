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
    expect(JSON.stringify(readConfig(enough).settings)).not.toContain('secret');
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
      'ENTRA_CLIENT_SECRET is missing',
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
