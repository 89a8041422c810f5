import type { z } from 'zod';
import { ImportRefused, Problem, type ClientConfig } from '../../bot/http/contract/contract.ts';
import * as contract from '../../bot/http/contract/contract.ts';

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

/** Asks the API as the person who looks at the tab; every answer is checked against the contract. A table is a `Blob`. */
export type Api = <T extends z.ZodType>(
  shape: T,
  method: string,
  path: string,
  body?: unknown,
  /** Ends the request when nobody waits for its answer any more. */
  signal?: AbortSignal,
) => Promise<z.output<T>>;

export function createApi(token: () => Promise<string>): Api {
  return async (shape, method, path, body, signal) => {
    const isFile = body instanceof Blob;
    const response = await fetch(`/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { 'content-type': isFile ? 'text/csv' : 'application/json' }),
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

/** What the tab is told before anybody is signed in. */
export async function readClientConfig(): Promise<ClientConfig> {
  return contract.ClientConfig.parse(await (await fetch('/api/client-config')).json());
}
