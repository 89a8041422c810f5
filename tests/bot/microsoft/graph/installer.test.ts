import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Installer } from '../../../../bot/mentoring/chat/installer.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createInstaller } from '../../../../bot/microsoft/graph/installer.ts';
import { startChat, type TestChat } from '../../../support/microsoft/chat.ts';
import { ratesInMemory } from '../../../support/microsoft/rates.ts';
import { silent, startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { until } from '../../../support/until.ts';

const nobody = '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001';
const installs = 'POST /v1.0/users/{id}/teamwork/installedApps';

/** One for all: as many servers, they share what Teams takes. */
const rates = ratesInMemory();
let tenant: TestTenant;
let chat: TestChat;
let appId: string;
beforeAll(async () => {
  tenant = await startTenant();
  chat = await startChat(tenant);
  appId = (await tenant.client.call('GET', '/control/bot')).body['teamsAppId'] as string;
});
afterAll(async () => {
  await chat.stop();
  await tenant.stop();
});
beforeEach(async () => {
  await tenant.quiet();
  await tenant.limits({ mayInstall: true });
});

const installer = (id: string | null = appId): Installer =>
  createInstaller(tenant.newGraph(), {
    baseUrl: tenant.setting('GRAPH_BASE_URL'),
    appId: id,
    rates,
    log: silent,
  });
const idOf = (index: number): string => tenant.people[index]?.id ?? '';
const heardOf = (id: string) => chat.heard.filter((call) => call.kind === 'installed' && call.who.entraObjectId === id);

describe('installing the app for somebody', () => {
  it('has the chat tell of it as if they had added it, once', async () => {
    const [id, one] = [idOf(0), installer()];
    expect(await one.install(tenant.tenantId, id)).toBe('installed');
    await until(() => heardOf(id).length > 0);
    expect(await one.install(tenant.tenantId, id)).toBe('already');
    expect(heardOf(id)).toHaveLength(1);
  });

  it('is not allowed without the permission, and not to be done without the app in the catalogue', async () => {
    expect(await installer(null).install(tenant.tenantId, idOf(1))).toBe('no-app');
    expect(await tenant.asked(installs)).toBe(0);
    expect(await installer(nobody).install(tenant.tenantId, idOf(1))).toBe('no-app');
    await tenant.limits({ mayInstall: false });
    expect(await installer().install(tenant.tenantId, idOf(1))).toBe('not-allowed');
    expect(heardOf(idOf(1))).toEqual([]);
  });

  it('finds the app switched off for them by a policy of Teams, whatever the permissions', async () => {
    const body = {
      error: {
        code: 'Forbidden',
        message: 'App is blocked by app permission policy.',
        innerError: { code: 'AccessDenied', message: 'App is blocked by app permission policy.' },
      },
    };
    await tenant.fault({ method: 'POST', path: '/installedApps$', times: 1, status: 403, body });
    expect(await installer().install(tenant.tenantId, idOf(1))).toBe('disabled');
  });

  it('finds that the person is gone', async () => {
    expect(await installer().install(tenant.tenantId, nobody)).toBe('person-gone');
  });

  it('is tried again later when Graph cannot do it now, and finds what an earlier try has done', async () => {
    const [id, one] = [idOf(2), installer()];
    await tenant.fault({ method: 'POST', path: '/installedApps$', times: 1, status: 503, then: 'after' });
    await expect(one.install(tenant.tenantId, id)).rejects.toThrow(TemporaryError);
    expect(await one.install(tenant.tenantId, id)).toBe('already');
  });

  it('that Graph does not take is a defect of ours, and thrown', async () => {
    await tenant.fault({ method: 'POST', path: '/installedApps$', times: 1, status: 400, code: 'BadRequest' });
    await expect(installer().install(tenant.tenantId, idOf(3))).rejects.toThrow('400 BadRequest');
  });

  it('for many comes as fast as Teams takes it', async () => {
    const one = installer();
    const ids = tenant.people.slice(10, 50).map(({ id }) => id);
    const all = await Promise.all(ids.map((id) => one.install(tenant.tenantId, id)));
    expect(new Set(all)).toEqual(new Set(['installed']));
    await until(() => ids.every((id) => heardOf(id).length === 1));
    expect((await tenant.counts()).throttled).toEqual({});
  });
});
