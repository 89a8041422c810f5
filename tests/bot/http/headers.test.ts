import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';

let product: Product;
beforeAll(async () => {
  // As in a tenant: the stand-in's own page would be one more that may hold the tab.
  product = await startProduct(undefined, undefined, { isInTeams: true });
});
afterAll(() => product.stop());

const headersOf = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${product.address}${path}`, { headers })).headers;
/** The sources that a page's policy names for something. */
const sources = (policy: string, directive: string) =>
  policy
    .split(';')
    .map((one) => one.trim().split(' '))
    .find(([name]) => name === directive)
    ?.slice(1);

it('lets Microsoft’s hosts alone hold the tab in a frame', async () => {
  const headers = await headersOf('/tab/');
  expect(sources(headers.get('content-security-policy') ?? '', 'frame-ancestors')).toEqual([
    'https://*.cloud.microsoft',
    'https://teams.microsoft.com',
    'https://*.teams.microsoft.com',
    'https://*.microsoft365.com',
    'https://*.office.com',
    'https://outlook.office.com',
    'https://outlook.office365.com',
  ]);
  // It knows one origin only, and would keep Teams out.
  expect(headers.get('x-frame-options')).toBeNull();
});

it.each(['/tab/', '/api/client-config', '/healthz'])('has scripts come from nowhere else at %s', async (path) => {
  const headers = await headersOf(path);
  const policy = headers.get('content-security-policy') ?? '';
  expect(sources(policy, 'script-src')).toEqual(["'self'"]);
  expect(sources(policy, 'object-src')).toEqual(["'none'"]);
  expect(sources(policy, 'base-uri')).toEqual(["'self'"]);
  expect(sources(policy, 'default-src')).toEqual(["'self'"]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
});

it('lets no page of another origin read what the API answers', async () => {
  const authorization = `Bearer ${await product.token(lead)}`;
  const headers = await headersOf('/api/me', { authorization, origin: 'https://evil.example' });
  expect(headers.get('access-control-allow-origin')).toBeNull();
});
