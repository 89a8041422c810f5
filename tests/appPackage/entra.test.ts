import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readConfig } from '../../bot/config.ts';
import { filledIn, readJson, readText } from './files.ts';

const guid = z.guid();
const Entra = z.looseObject({
  signInAudience: z.string(),
  identifierUris: z.array(z.string()),
  api: z.object({
    requestedAccessTokenVersion: z.number(),
    oauth2PermissionScopes: z.array(z.looseObject({ id: guid, value: z.string(), isEnabled: z.boolean() })),
    preAuthorizedApplications: z.array(z.object({ appId: guid, delegatedPermissionIds: z.array(guid) })),
  }),
  appRoles: z.array(
    z.looseObject({ id: guid, value: z.string(), allowedMemberTypes: z.array(z.string()), isEnabled: z.boolean() }),
  ),
  requiredResourceAccess: z.array(
    z.object({ resourceAppId: guid, resourceAccess: z.array(z.object({ id: guid, type: z.string() })) }),
  ),
});
const entra = Entra.parse(readJson('infra/entra/entra.manifest.json'));

/** Microsoft Graph, and Microsoft's ids of those of its application permissions that have to do with mentoring. */
const graph = '00000003-0000-0000-c000-000000000000';
const permissions: Readonly<Record<string, string>> = {
  'Calendars.ReadWrite': 'ef54d2bf-783f-4e0f-bca1-3210c0444d99',
  'Calendars.ReadBasic.All': '8ba4a692-bc31-4128-9094-475872af8a53',
  'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'TeamsActivity.Send': 'a267235f-af13-44dc-8385-c1dc93023186',
  'TeamsAppInstallation.ReadWriteSelfForUser.All': '908de74d-f8b2-4d6b-a9ed-2a17b3b78179',
};

/** What is between the quotes after `const NAME =` in a source file. */
const constant = (file: string, name: string): string =>
  new RegExp(`^const ${name} = '([^']+)';$`, 'm').exec(readText(file))?.[1] ?? `no ${name} in ${file}`;

describe('the app registration', () => {
  it('exposes the one scope that the server asks of the tab’s token', () => {
    expect(entra.api.oauth2PermissionScopes).toMatchObject([
      { value: constant('bot/microsoft/entra/tab-tokens.ts', 'tabScope'), isEnabled: true },
    ]);
  });

  it('lets in, without asking for consent, the clients whose tokens the server takes', () => {
    const { settings } = readConfig({
      ENTRA_TENANT_IDS: filledIn.AAD_APP_TENANT_ID,
      ENTRA_CLIENT_ID: filledIn.AAD_APP_CLIENT_ID,
      ENTRA_CLIENT_SECRET: 'secret',
      BOT_APP_ID: filledIn.BOT_ID,
      BOT_APP_SECRET: 'secret',
    });
    const scope = entra.api.oauth2PermissionScopes.map(({ id }) => id);
    const expected = settings.TAB_CLIENT_IDS.map((appId) => ({ appId, delegatedPermissionIds: scope }));
    expect(entra.api.preAuthorizedApplications).toEqual(expected);
  });

  it('has the one role that makes somebody a programme lead, for people alone', () => {
    expect(entra.appRoles).toMatchObject([
      { value: constant('bot/http/sign-in.ts', 'leadRole'), allowedMemberTypes: ['User'], isEnabled: true },
    ]);
  });

  it('asks for the application permissions that the README names, and no others', () => {
    const sentence = /Application permissions:([^.]*(?:\.\S[^.]*)*)\.\s/.exec(readText('README.md'))?.[1] ?? '';
    const named = [...sentence.matchAll(/`([\w.]+)`/g)].map((found) => found[1] ?? '');
    expect(named).toContain('Calendars.ReadWrite');
    expect(entra.requiredResourceAccess).toHaveLength(1);
    expect(entra.requiredResourceAccess[0]?.resourceAppId).toBe(graph);
    const asked = entra.requiredResourceAccess[0]?.resourceAccess ?? [];
    const expected = named.map((name) => ({ id: permissions[name] ?? `no id is known of ${name}`, type: 'Role' }));
    const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
    expect(asked.toSorted(byId)).toEqual(expected.toSorted(byId));
  });

  it('asks for nothing of which the administrator is not told what it is for and what happens without it', () => {
    const rows = [...readText('infra/azure/README.md').matchAll(/^\| `([\w.]+)` +\| ([^|]+)\| ([^|]+)\|$/gm)];
    const told = rows.filter(([, name = '']) => name in permissions).map(([, name = '']) => permissions[name]);
    const asked = entra.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
    expect(told.toSorted()).toEqual(asked.toSorted());
  });

  it('can be kept to the participants in Exchange, for the permissions that open mailboxes', () => {
    const script = readText('infra/azure/exchange-rbac.ps1');
    for (const name of ['Calendars.ReadWrite', 'MailboxSettings.Read']) {
      expect(script).toContain(`'Application ${name}'`);
      expect(script).toContain(`'${permissions[name] ?? ''}' = '${name}'`);
      const asked = entra.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
      expect(asked).toContain(permissions[name]);
    }
  });

  it('is for one organisation, with tokens of the version that the server reads', () => {
    expect(entra.signInAudience).toBe('AzureADMyOrg');
    expect(entra.api.requestedAccessTokenVersion).toBe(2);
    expect(readText('bot/microsoft/entra/tab-tokens.ts')).toContain("ver: z.literal('2.0')");
  });

  it('is known under the name that the app manifest asks tokens for and that the server expects', () => {
    const { webApplicationInfo } = z
      .looseObject({ webApplicationInfo: z.object({ resource: z.string() }) })
      .parse(readJson('appPackage/manifest.json'));
    expect(entra.identifierUris).toEqual([webApplicationInfo.resource]);
    expect(webApplicationInfo.resource).toBe('api://${{TAB_DOMAIN}}/${{AAD_APP_CLIENT_ID}}');
    expect(readText('bot/microsoft/entra/tab-tokens.ts')).toContain('`api://${publicHost}/${clientId}`');
  });

  it('gives every scope and role an id of its own', () => {
    const ids = [...entra.api.oauth2PermissionScopes, ...entra.appRoles].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
