import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import * as contract from '../../../bot/http/contract/contract.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import { bodyOf, isForTheLead, isOpen, pathOf, routesOf, type Route } from '../../support/product/routes.ts';

const participant = couples[0]?.mentee ?? '';
const seconds = () => Math.floor(Date.now() / 1_000);

let product: Product;
let routes: readonly Route[];
beforeAll(async () => {
  product = await startProduct();
  routes = await routesOf(product);
});
afterAll(() => product.stop());

const withHeader = (authorization: string, method = 'GET', path = '/me'): Promise<Answer> =>
  product.ask(method, `/api${path}`, { headers: { authorization } });
const withToken = (token: string, method = 'GET', path = '/me'): Promise<Answer> =>
  withHeader(`Bearer ${token}`, method, path);

// First: later on the keys are known, and nobody asks for them.
describe('while Entra cannot be asked for its keys', () => {
  it.each([
    ['where they are', { path: 'openid-configuration$', status: 500 }],
    ['where they are, the connection breaking', { path: 'openid-configuration$', then: 'instead' }],
    ['them, and is refused', { path: 'discovery/v2.0/keys$', status: 500 }],
    ['them, and is asked to wait', { path: 'discovery/v2.0/keys$', status: 429 }],
    ['them, the connection breaking', { path: 'discovery/v2.0/keys$', then: 'instead' }],
  ] as const)('nobody is let in or sent away who asks for %s', async (_what, fault) => {
    await product.fault({ ...fault, times: 100 });
    const token = await product.token(participant);
    expect(await withToken(token)).toMatchObject(problem(503, 'not-ready'));
    expect(await withToken(token, 'POST', '/programmes')).toMatchObject(problem(503, 'not-ready'));
    await product.control('DELETE', '/faults');
  });

  it('and everybody is let in once it can', async () => {
    expect(await withToken(await product.token(participant))).toMatchObject({
      status: 200,
      body: { displayName: 'Ingrid Solheim', isLead: false },
    });
  });
});

/** What is sent in place of a good token. */
const bad: [string, () => string | Promise<string>][] = [
  ['no token', () => ''],
  ['nothing after the word Bearer', () => 'Bearer '],
  ['garbage', () => 'Bearer garbage'],
  ['garbage in three parts', () => 'Bearer a.b.c'],
  ['another scheme', async () => `Basic ${await product.token(participant)}`],
  ['a good token and another beside it', async () => `${await good()} ${await product.token(participant)}`],
  ['a token without a signature', async () => `${(await good()).split('.').slice(0, 2).join('.')}.`],
  ['a token that says it needs no signature', async () => `Bearer ${await unsigned()}`],
  ['a token signed by somebody else with the same key id', async () => `Bearer ${await forged()}`],
  ['a token for Graph', () => claiming({ aud: 'https://graph.microsoft.com' })],
  ['a token for another app', () => claiming({ aud: randomUUID() })],
  ['a token of another issuer', () => claiming({ iss: `https://sts.windows.net/${product.tenantId}/` })],
  ['a token of a tenant that is not served', () => claiming({ tid: randomUUID() })],
  ['a token without a tenant', () => claiming({ tid: null })],
  ['a token without a scope', () => claiming({ scp: null })],
  ['a scope that only begins like ours', () => claiming({ scp: 'access_as_user_x' })],
  ['two scopes, neither of them ours', () => claiming({ scp: 'access_as_user_x User.Read' })],
  ['a token that another client asked for', () => claiming({ azp: randomUUID() })],
  ['a token that no client asked for', () => claiming({ azp: null })],
  ['a token that has ended', () => claiming({ exp: seconds() - 120 })],
  ['a token that never ends', () => claiming({ exp: null })],
  ['a token that has not begun', () => claiming({ nbf: seconds() + 600 })],
  ['a token of an app and no person', () => claiming({ oid: null })],
];

const good = async () => `Bearer ${await product.token(participant)}`;
const claiming = async (claims: Record<string, unknown>) => `Bearer ${await product.token(participant, claims)}`;

async function unsigned(): Promise<string> {
  const payload = (await product.token(participant)).split('.')[1] ?? '';
  return `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')}.${payload}.`;
}

async function forged(): Promise<string> {
  const token = await product.token(participant);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { kid = '' } = decodeProtectedHeader(token);
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
}

describe('somebody who sends', () => {
  it.each(bad)('%s is asked to sign in and told no more', async (_what, header) => {
    const answer = await withHeader(await header());
    const { reference } = contract.Problem.parse(answer.body);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body).toEqual({ code: 'not-signed-in', message: 'Please sign in again.', reference });
  });

  it('a token with our scope among others is let in', async () => {
    expect(await withHeader(await claiming({ scp: 'User.Read access_as_user' }))).toMatchObject({ status: 200 });
  });
});

describe('every route', () => {
  it('but the tab’s first question asks for a good token before it looks at anything else', async () => {
    const closed = routes.filter((route) => !isOpen(route));
    expect(closed).toHaveLength(routes.length - 1);
    const foreign = await product.token(lead, { aud: 'https://graph.microsoft.com' });
    for (const route of closed) {
      const path = pathOf(route);
      const answers = [await product.ask(route.method, `/api${path}`), await withToken(foreign, route.method, path)];
      for (const { status, headers, body } of answers) {
        expect([route, status, headers.get('www-authenticate')]).toEqual([route, 401, 'Bearer']);
        expect(body).toMatchObject({ code: 'not-signed-in' });
      }
    }
  });

  it('of the lead is closed to everybody else', async () => {
    const ofTheLead = routes.filter(isForTheLead);
    expect(ofTheLead.length).toBeGreaterThan(10);
    for (const route of ofTheLead) {
      const answer = await product.api(participant, route.method, pathOf(route), bodyOf(route));
      expect([route, answer.status, answer.body]).toMatchObject([route, 403, { code: 'not-the-lead' }]);
    }
    expect(await product.api(lead, 'GET', '/programmes')).toMatchObject({ status: 200, body: { programmes: [] } });
  });

  it('of the lead is closed to somebody whose role only looks like the lead’s', async () => {
    for (const roles of [['programme.lead'], ['Programme.Leader'], ['Programme', 'Lead'], []]) {
      const token = await product.token(participant, { roles });
      expect(await withToken(token, 'GET', '/programmes')).toMatchObject(problem(403, 'not-the-lead'));
    }
  });

  it('that is not there answers in the same shape', async () => {
    expect(await product.api(lead, 'GET', '/nothing')).toMatchObject(problem(404, 'not-found'));
  });
});

describe('somebody who asks more than 600 times a minute', () => {
  it('is asked to wait, and nobody else is', async () => {
    const token = await product.token(bystander);
    const answers: Answer[] = [];
    while (answers.length < 620) {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => withToken(token)))));
    }
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(20);
    for (const answer of refused) {
      expect(answer).toMatchObject(problem(429, 'too-many-requests'));
      expect(contract.Problem.strict().safeParse(answer.body).success).toBe(true);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await product.api(participant, 'GET', '/me')).status).toBe(200);
  });
});
