/** @jest-environment node */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ApiProblem, createApi, SignInLost, ImportProblems, readClientConfig, type Api } from '../../tab/api/client.ts';

interface Request {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

const Greeting = z.object({ greeting: z.string() });
const browserFetch = globalThis.fetch;
let server: Server;
let requests: Request[];
let answer: { readonly status: number; readonly body: string; readonly type?: string };
let tokens: number;
let api: Api;

beforeAll(async () => {
  server = createServer((request, response) => {
    void read(request).then((body) => {
      const { authorization, 'content-type': type } = request.headers;
      requests.push({ method: request.method, path: request.url, authorization, type, body });
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A browser asks the origin of its page; here there is no page.
  globalThis.fetch = (input, init) => browserFetch(typeof input === 'string' ? new URL(input, origin) : input, init);
});
afterAll(async () => {
  globalThis.fetch = browserFetch;
  await new Promise((done) => server.close(done));
});
beforeEach(() => {
  requests = [];
  tokens = 0;
  answers(200, { greeting: 'hello' });
  api = createApi(async () => `token-${(tokens += 1)}`);
});
afterEach(() => expect(requests.every(({ path }) => path?.startsWith('/api/'))).toBe(true));

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}
function answers(status: number, body: unknown): void {
  answer = { status, body: JSON.stringify(body) };
}
const ask = () => api(Greeting, 'GET', '/greeting');
/** The error that asking ends with. */
const trouble = () =>
  ask().then(
    () => {
      throw new Error('it was answered');
    },
    (error: unknown) => error,
  );

describe('the tab asking the API', () => {
  it('does so as the person who looks, with a new token each time', async () => {
    expect(await ask()).toEqual({ greeting: 'hello' });
    await ask();
    expect(requests).toEqual([
      { method: 'GET', path: '/api/greeting', authorization: 'Bearer token-1', type: undefined, body: '' },
      { method: 'GET', path: '/api/greeting', authorization: 'Bearer token-2', type: undefined, body: '' },
    ]);
  });

  it('sends what is to be written as JSON, and a file as it is', async () => {
    await api(Greeting, 'POST', '/greeting', { text: 'Grüße' });
    await api(Greeting, 'POST', '/people/file', new Blob(['name\nAna\n']));
    expect(requests.map(({ method, path, type, body }) => ({ method, path, type, body }))).toEqual([
      { method: 'POST', path: '/api/greeting', type: 'application/json', body: '{"text":"Grüße"}' },
      { method: 'POST', path: '/api/people/file', type: 'text/csv', body: 'name\nAna\n' },
    ]);
  });

  it('takes a table as it is', async () => {
    answer = { status: 200, body: 'mentor,mentee\nRuby,Petra\n', type: 'text/csv; charset=utf-8' };
    const table = await api(z.instanceof(Blob), 'GET', '/pairs.csv');
    expect(await table.text()).toBe('mentor,mentee\nRuby,Petra\n');
  });

  it('stops asking when nobody waits any more', async () => {
    const waiting = new AbortController();
    waiting.abort();
    await expect(api(Greeting, 'GET', '/greeting', undefined, waiting.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(requests).toEqual([]);
  });

  it('is told a problem in the server’s words, with code, fields and reference', async () => {
    const fields = [{ field: 'endsOn', value: '2027-01-03', rule: 'must not be before startsOn' }];
    answers(400, { code: 'bad-request', message: 'Some of what was sent is not right.', reference: 'r-1', fields });
    const error = await trouble();
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      name: 'ApiProblem',
      message: 'Some of what was sent is not right.',
      code: 'bad-request',
      reference: 'r-1',
      fields,
    });
  });

  it('is told a problem without fields as one with none', async () => {
    answers(404, { code: 'not-found', message: 'This is not here.', reference: 'r-2' });
    expect(await trouble()).toMatchObject({ code: 'not-found', fields: [] });
  });

  it('is told every bad line of a file', async () => {
    const problems = [2, 3].map((line) => ({
      line,
      field: 'role',
      value: 'boss',
      rule: 'unknown-role',
      message: 'No.',
    }));
    const whole = { line: null, field: 'file', value: '', rule: 'unreadable-file', message: 'Not CSV.' };
    answers(422, { code: 'import-refused', message: 'Nothing was imported.', problems: [whole, ...problems] });
    const error = await trouble();
    expect(error).toBeInstanceOf(ImportProblems);
    expect(error).toMatchObject({ message: 'Nothing was imported.', problems: [whole, ...problems] });
  });

  it.each([
    ['an answer without what was promised', 200, '{"greeting":7}', z.ZodError],
    ['a problem that is none', 500, '{"error":"boom"}', z.ZodError],
    ['no JSON, as from a proxy in between', 502, '<h1>Bad gateway</h1>', SyntaxError],
    ['nothing', 200, '', SyntaxError],
  ])('throws rather than show %s', async (_name, status, body, kind) => {
    answer = { status, body, type: 'text/html' };
    const error = await trouble();
    expect(error).not.toBeInstanceOf(ApiProblem);
    expect((error as Error).name).toBe(kind.name);
  });

  it('throws when there is no token, without asking', async () => {
    api = createApi(() => Promise.reject(new Error('there is no token')));
    await expect(ask()).rejects.toThrow(SignInLost);
    expect(requests).toEqual([]);
  });
});

describe('what the tab is told before anybody is signed in', () => {
  it('is asked for without a token and checked', async () => {
    answers(200, { host: 'teams', clientId: 'client', secret: 'not for here' });
    expect(await readClientConfig()).toEqual({ host: 'teams', clientId: 'client' });
    expect(requests).toMatchObject([{ path: '/api/client-config', authorization: undefined }]);
    answers(200, { host: 'elsewhere', clientId: 'client' });
    await expect(readClientConfig()).rejects.toThrow(z.ZodError);
  });
});
