import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../bot/config.ts';
import { whatIsSet } from '../../../bot/what-is-set.ts';

const least = {
  ENTRA_TENANT_IDS: '6f9d0c1e-6a3c-4f0a-9c59-3d6b3a0c1f11',
  ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
  ENTRA_CLIENT_SECRET: 'entra-secret',
  BOT_APP_ID: '22222222-2222-4333-8444-555555555555',
  BOT_APP_SECRET: 'bot-secret',
};
const missing = (more: Record<string, string>) =>
  whatIsSet(readConfig({ ...least, ...more })).flatMap(({ what, isSet }) => (isSet ? [] : [what]));

describe('what is told at the start', () => {
  it('names what is not set, and nothing else', () => {
    expect(missing({})).toEqual([
      'database server',
      'bringing the bot to people',
      'news of calendars',
      'traces and metrics',
    ]);
  });

  it.each<[string, Record<string, string>]>([
    [
      'database server',
      { DATABASE_URL: 'postgres://a:pass-word@host/db', DATABASE_MIGRATION_URL: 'postgres://b:pass-word@host/db' },
    ],
    ['bringing the bot to people', { TEAMS_APP_ID: '33333333-2222-4333-8444-555555555555' }],
    ['news of calendars', { PUBLIC_URL: 'https://vantage.example' }],
    ['traces and metrics', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }],
    ['traces and metrics', { APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=instrumentation-secret' }],
  ])('says that the %s is set', (what, more) => {
    expect(missing(more)).toEqual(missing({}).filter((one) => one !== what));
    const told = JSON.stringify(whatIsSet(readConfig({ ...least, ...more })));
    expect(told).not.toMatch(/pass-word|-secret/);
  });

  it('says that the stand-in tenant is one', () => {
    const sandbox = { SANDBOX_URL: 'https://localhost:4000', GRAPH_BASE_URL: 'https://localhost:4000' };
    expect(missing({ ...sandbox, ENTRA_AUTHORITY: 'https://localhost:4000' })).toContain('Microsoft 365');
  });
});
