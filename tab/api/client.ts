import type { z } from 'zod';
import { ImportRefused } from '../../bot/http/contract/imports.ts';
import { ClientConfig } from '../../bot/http/contract/me.ts';
import { Problem } from '../../bot/http/contract/problem.ts';

/** The server said no, in words for people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: string;
  /** To be quoted to an administrator. */
  readonly reference: string;
  readonly fields: readonly { readonly field: string; readonly value: string; readonly rule: string }[];
  constructor(problem: z.infer<typeof Problem>) {
    super(problem.message);
    this.code = problem.code;
    this.reference = problem.reference;
    this.fields = problem.fields ?? [];
  }
}

/** An import file with something wrong in it. */
export class ImportProblems extends Error {
  override readonly name = 'ImportProblems';
  readonly problems: z.infer<typeof ImportRefused>['problems'];
  constructor(refused: z.infer<typeof ImportRefused>) {
    super(refused.message);
    this.problems = refused.problems;
  }
}

/** No token is to be had, or the server takes none of those that are: they have to sign in again. */
export class SignInLost extends Error {
  override readonly name = 'SignInLost';
}

/** The server was not reached; whether it did what was asked is not known. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Asks the API as the person who looks at the tab; every answer is checked against the contract. A table is a `Blob`. */
export type Api = <T extends z.ZodType>(
  shape: T,
  method: string,
  path: string,
  body?: unknown,
  /** Ends the request when nobody waits for its answer any more. */
  signal?: AbortSignal,
  /** What stands has to be what was seen, or nothing is done: the `ETag` of that. */
  ifMatch?: string,
) => Promise<z.output<T>>;

export function createApi(token: () => Promise<string>): Api {
  return async (shape, method, path, body, signal, ifMatch) => {
    const isFile = body instanceof Blob;
    const response = await fetchSignedIn(token, `/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': isFile ? 'text/csv' : 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const isTable = response.headers.get('content-type')?.startsWith('text/csv') === true;
    const answer: unknown = await (isTable ? response.blob() : response.json());
    if (response.ok) return shape.parse(answer);
    const refused = ImportRefused.safeParse(answer);
    if (refused.success) throw new ImportProblems(refused.data);
    throw new ApiProblem(Problem.parse(answer));
  };
}

/** The head of a trace of our own (W3C Trace Context), so that what the server does for a tap is found from the tap on. */
function newTrace(): string {
  const hex = (bytes: number) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `00-${hex(16)}-${hex(8)}-01`;
}

/** Fetches with a token; once more with a new one, where the server does not take the first. */
export async function fetchSignedIn(token: () => Promise<string>, url: string, init: RequestInit): Promise<Response> {
  const once = async () => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await newToken(token)}`);
    headers.set('traceparent', newTrace());
    try {
      return await fetch(url, { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw new Unreachable('the server was not reached', { cause });
    }
  };
  const response = await once();
  if (response.status !== 401) return response;
  const again = await once();
  if (again.status === 401) throw new SignInLost('the server takes no token');
  return again;
}

async function newToken(token: () => Promise<string>): Promise<string> {
  try {
    return await token();
  } catch (cause) {
    throw new SignInLost('there is no token', { cause });
  }
}

/** What the tab is told before anybody is signed in. */
export async function readClientConfig(): Promise<ClientConfig> {
  return ClientConfig.parse(await (await fetch('/api/client-config')).json());
}
