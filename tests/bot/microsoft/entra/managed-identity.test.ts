import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import {
  createManagedIdentity,
  identityTokens,
  type ManagedIdentity,
} from '../../../../bot/microsoft/entra/managed-identity.ts';
import {
  identityToken,
  startIdentityEndpoint,
  type IdentityEndpoint,
} from '../../../support/microsoft/identity-endpoint.ts';
import { later } from '../../../support/microsoft/time.ts';

const clientId = '4f0f7c56-2a7e-4c6d-8d6e-6a0d0a0b9a11';
const resource = 'https://api.botframework.com';
let service: IdentityEndpoint;
let answer: (asked: { resource: string; clientId: string }) => { status?: number; body: unknown };
let given = 0;
beforeEach(async () => {
  given = 0;
  answer = () => identityToken(`token ${(given += 1)}`);
  service = await startIdentityEndpoint((asked) => answer(asked));
});
afterEach(() => service.stop());

const identity = (header = service.header) => createManagedIdentity({ endpoint: service.endpoint, header, clientId });
const tokenOf = (one: ManagedIdentity) => (asked: string, refused?: string) => one.token(asked, refused);

describe('a token of a managed identity', () => {
  it('is asked for as App Service wants it', async () => {
    expect(await identity().token(resource)).toBe('token 1');
    expect(service.asked.map((asked) => Object.fromEntries(asked))).toEqual([
      { 'api-version': '2019-08-01', resource, client_id: clientId },
    ]);
  });

  it('is kept until shortly before its end, for each resource apart', async () => {
    answer = ({ resource: asked }) => identityToken(`${asked} ${(given += 1)}`, 3_600);
    const token = tokenOf(identity());
    expect(await token('a')).toBe('a 1');
    expect(await token('b')).toBe('b 2');
    await later(54 * 60_000, async () => expect(await token('a')).toBe('a 1'));
    await later(56 * 60_000, async () => expect(await token('a')).toBe('a 3'));
  });

  it('is asked for once, however many want it at the same time', async () => {
    const token = tokenOf(identity());
    const all = await Promise.all(Array.from({ length: 8 }, () => token(resource)));
    expect(new Set(all)).toEqual(new Set(['token 1']));
    // Nor several times where several were refused the same.
    const news = await Promise.all(Array.from({ length: 8 }, () => token(resource, 'token 1')));
    expect(new Set(news)).toEqual(new Set(['token 2']));
  });

  it('opens what a scope names, to an application that is the identity itself', async () => {
    await identityTokens(identity()).token('any tenant', `${resource}/.default`);
    expect(service.asked[0]?.get('resource')).toBe(resource);
  });
});

describe('when there is no token, it is worth another try', () => {
  const fails = async (header?: string) => {
    const failed: unknown = await identity(header)
      .token(resource)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TemporaryError);
    return inspect(failed, { depth: null });
  };

  it('where the endpoint says why not, which is kept for the log', async () => {
    answer = () => ({ status: 400, body: { message: 'No User Assigned Managed Identity found' } });
    expect(await fails()).toContain('No User Assigned Managed Identity found');
  });

  it('where the header is wrong, which nothing tells on', async () => {
    expect(await fails('a guess')).toContain('401');
    expect(await fails('a guess')).not.toContain('a guess');
  });

  it.each([
    ['no JSON', 'not now'],
    ['no token', { expires_on: '1' }],
    ['no end', { access_token: 'x' }],
  ])('where the answer has %s, and then it comes', async (_what, body) => {
    answer = () => ({ body });
    const token = tokenOf(identity());
    await expect(token(resource)).rejects.toThrow(TemporaryError);
    answer = () => identityToken('at last');
    expect(await token(resource)).toBe('at last');
  });

  it('where nobody answers', async () => {
    const token = tokenOf(createManagedIdentity({ endpoint: 'http://127.0.0.1:9/msi', header: 'x', clientId }));
    await expect(token(resource)).rejects.toThrow(TemporaryError);
  });
});
