import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { trustIdentity } from '../../../infra/entra/trust-identity.ts';

const heard: { method: string | undefined; path: string; headers: Record<string, unknown>; body: unknown }[] = [];
let status = 201;
const graph = createServer((request, response) => {
  let text = '';
  request.on('data', (part: Buffer) => (text += part.toString()));
  request.on('end', () => {
    const { method, url = '', headers } = request;
    heard.push({ method, path: decodeURIComponent(url), headers, body: JSON.parse(text) as unknown });
    response.writeHead(status).end(JSON.stringify({ error: { code: 'Authorization_RequestDenied' } }));
  });
});
let environment: Record<string, string>;
beforeAll(async () => {
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  environment = {
    AAD_APP_CLIENT_ID: '0d0c1a52-95c5-4d6e-a7b2-4a2f7a3c9b02',
    FEDERATION_ISSUER: 'https://login.microsoftonline.com/b4b0d2f6-51a1-4f27-8d6b-7a5d3c2e1f04/v2.0',
    FEDERATION_SUBJECT: 'c6f7e8d9-1b2a-4c3d-9e4f-5a6b7c8d9e05',
    FEDERATION_AUDIENCE: 'api://AzureADTokenExchange',
    GRAPH_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
  };
});
afterAll(() => new Promise<void>((resolve) => graph.close(() => resolve())));
beforeEach(() => {
  heard.length = 0;
  status = 201;
});
const token = async (resource: string) => `for ${resource}`;

describe('trusting the server’s managed identity', () => {
  it('makes the credential, or changes the one of its name', async () => {
    await trustIdentity(environment, token);
    expect(heard).toMatchObject([
      {
        method: 'PATCH',
        path: `/v1.0/applications(appId='${environment['AAD_APP_CLIENT_ID']}')/federatedIdentityCredentials(name='vantage-server')`,
        headers: { prefer: 'create-if-missing', authorization: `Bearer for ${environment['GRAPH_URL']}` },
        body: {
          issuer: environment['FEDERATION_ISSUER'],
          subject: environment['FEDERATION_SUBJECT'],
          audiences: [environment['FEDERATION_AUDIENCE']],
        },
      },
    ]);
  });

  it('says what to do by hand where it may not, or nobody is signed in', async () => {
    status = 403;
    const byHand = new RegExp(`Authorization_RequestDenied[^]*subject +${environment['FEDERATION_SUBJECT']}`);
    await expect(trustIdentity(environment, token)).rejects.toThrow(byHand);
    const nobody = () => Promise.reject(new Error('Please run az login'));
    await expect(trustIdentity(environment, nobody)).rejects.toThrow('Please run az login');
  });

  it('names what is missing', async () => {
    await expect(trustIdentity({ ...environment, FEDERATION_SUBJECT: '' }, token)).rejects.toThrow(
      /write: FEDERATION_SUBJECT$/,
    );
    expect(heard).toEqual([]);
  });
});
