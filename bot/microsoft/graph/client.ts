import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  GraphError,
  HTTPMessageHandler,
} from '@microsoft/microsoft-graph-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';
import { count, timed } from '../../telemetry/metrics.ts';
import { asStep } from '../../telemetry/spans.ts';
import { isBackground } from '../../urgency.ts';
import type { AppTokens } from '../entra/app-tokens.ts';
import { retryAfter } from '../retry-after.ts';
import { GraphRefusal, meaningOf, templateOf, type Meaning } from './errors.ts';
import { createGovernor, type Part, type Refused } from './governor.ts';
import type { TrafficStore } from './traffic.ts';
import { directoryUnits } from './units.ts';

export { GraphRefusal } from './errors.ts';

export interface GraphRequest {
  readonly tenantId: string;
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, as `/users/…`, or the whole address of a next page. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whose mailbox it goes to; null or absent for the directory. */
  readonly mailbox?: string | null;
}

/** One read of a batch. */
export interface Read {
  /** Below the version, as `/users/…`. */
  readonly path: string;
  /** Whose mailbox it goes to; null for the directory. */
  readonly mailbox: string | null;
}

/** What Graph answered to one read of a batch. */
export interface ReadAnswer {
  readonly status: number;
  /** Seconds it asked to wait for; null when it did not say. */
  readonly retryAfter: number | null;
  readonly body: unknown;
  /** What a refusal means; null for a success. */
  readonly meaning: Meaning | null;
  /** Graph's code of a refusal; empty when it gave none. */
  readonly code: string;
}

export interface Graph {
  /** Asks Graph. Throws `GraphRefusal` for what is final, `TemporaryError` for what is worth another try later. */
  (request: GraphRequest): Promise<unknown>;
  /**
   * Sends as many of these reads as may leave now in one `$batch`, all of them to mailboxes or all to the directory.
   * Answers come by the read; those missing were not sent or not answered. Throws as a single request does.
   */
  batch(tenantId: string, reads: readonly Read[]): Promise<ReadonlyMap<Read, ReadAnswer>>;
}

export interface GraphSettings {
  readonly baseUrl: string;
  readonly tokens: AppTokens;
  readonly log: Logger;
  /** Where servers agree on what they send. */
  readonly traffic: TrafficStore;
  /** As the governor's. */
  readonly mostAtOnce?: number;
  readonly directoryUnits?: number;
  readonly clock?: () => number;
}

/** Tries of one request here, before the job that asked is tried again later. */
const mostTries = 4;
/** Milliseconds that Graph may take for one answer. */
const patience = 60_000;
/** A longer wait than this is the job's, not ours. */
const longestWaitSeconds = 20;

/** Builds the way to Graph: tokens, ids that stay, limits, and retries of what is safe to send again. */
export function createGraph({ baseUrl, tokens, log, traffic, ...limits }: GraphSettings): Graph {
  const governor = createGovernor({ ...limits, store: traffic, log, longestWait: longestWaitSeconds * 1_000 });
  // No retry handler of the client's own: it would send again out of sight of the governor.
  const authentication = new AuthenticationHandler({ getAccessToken: () => Promise.reject(new Error('no tenant')) });
  authentication.setNext(new HTTPMessageHandler());
  const client = Client.initWithMiddleware({
    baseUrl: `${baseUrl}/`,
    defaultVersion: 'v1.0',
    middleware: authentication,
    customHosts: new Set([new URL(baseUrl).hostname]),
  });

  /** One try. `refusedToken` is one that Graph did not take before. */
  const attempt = async (asked: GraphRequest, refusedToken: string | null, number: number): Promise<Attempt> => {
    let token = '';
    const getAccessToken = async () =>
      (token = await tokens.token(asked.tenantId, `${baseUrl}/.default`, refusedToken ?? undefined));
    try {
      return { ok: true, answer: await noted(asked, number, () => send(client, asked, getAccessToken)) };
    } catch (error) {
      const failure = failureOf(error, asked, number, log);
      if (failure.meaning === 'throttled') count('throttled', { scope: scopeOf(asked) });
      return { ...failure, token };
    }
  };

  /** Sends until it is answered, as far as another try may help and can do no harm. */
  const answered = async (
    asked: Ask,
    request: (granted: readonly Part[]) => GraphRequest,
  ): Promise<{ readonly answer: unknown; readonly granted: readonly Part[] }> => {
    let refusedToken: string | null = null;
    for (let number = 1; ; number += 1) {
      const governed = { tenantId: asked.tenantId, isUrgent: !isBackground(), parts: asked.parts };
      const tried: Tried = await governor.run(governed, async (granted, refused) => {
        const given = await attempt(request(granted), refusedToken, number);
        if (given.ok) asked.look(granted, given.answer, refused);
        else if (given.meaning === 'throttled') {
          const seconds = refused(granted.length === 1 && asked.isSingle ? (granted[0] ?? null) : null, given.told);
          return { given: { ...given, seconds }, granted };
        }
        return { given, granted };
      });
      const { given, granted } = tried;
      if (given.ok) return { answer: given.answer, granted };
      const { meaning, status, code, seconds, told, token } = given;
      if (meaning === 'sign-in-refused' && refusedToken === null && token !== '') {
        // It may have been withdrawn before its time: a new one is worth a try.
        refusedToken = token;
        number -= 1;
        continue;
      }
      // A write that may have been done is looked for by its caller before it is sent again.
      const isSafe = meaning === 'throttled' || (meaning === 'busy' && isPassing.has(status) && asked.isRead);
      if (!isSafe || number >= mostTries || seconds > longestWaitSeconds) {
        // Without Graph's own words: they name people, and this ends in the log.
        throw new TemporaryError(`Graph answered ${status} ${code}`, told);
      }
      log.debug({ status, seconds, number }, 'Graph asks to wait');
      if (meaning !== 'throttled') await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  };

  const single = async (asked: GraphRequest): Promise<unknown> => {
    const mailbox = asked.mailbox ?? null;
    const part: Part = { mailbox, units: mailbox === null ? directoryUnits(asked.path) : 0 };
    const isRead = (asked.method ?? 'GET') === 'GET';
    const ask: Ask = { tenantId: asked.tenantId, parts: [part], isRead, isSingle: true, look: () => undefined };
    return (await answered(ask, () => asked)).answer;
  };

  const batch: Graph['batch'] = async (tenantId, reads) => {
    const parts = reads.map((read) => ({
      read,
      mailbox: read.mailbox,
      units: read.mailbox === null ? directoryUnits(read.path) : 0,
    }));
    const readOf = new Map<Part, Read>(parts.map((part) => [part, part.read]));
    const found = new Map<Read, ReadAnswer>();
    const look: Ask['look'] = (granted, answer, refused) => {
      for (const { id, status, headers, body } of Responses.parse(answer).responses) {
        const part = granted[Number(id)];
        const read = part && readOf.get(part);
        if (!read) continue;
        const code = status < 300 ? '' : codeOf(body);
        const meaning = status < 300 ? null : meaningOf(status, code);
        if (meaning === 'unknown') tellUnknown(log, { status, code, path: read.path, method: 'GET' });
        const told = retryAfter(headers);
        if (meaning === 'throttled') {
          count('throttled', { scope: read.mailbox === null ? 'directory' : 'mailbox' });
          refused(part, told);
        }
        found.set(read, { status, retryAfter: told, body, meaning, code });
      }
    };
    await answered({ tenantId, parts, isRead: true, isSingle: false, look }, (granted) => ({
      tenantId,
      method: 'POST',
      path: '/$batch',
      body: {
        requests: granted.map((part, index) => ({
          id: String(index),
          method: 'GET',
          url: readOf.get(part)?.path ?? '',
        })),
      },
    }));
    return found;
  };
  return Object.assign(single, { batch });
}

const scopeOf = ({ mailbox }: GraphRequest): string => ((mailbox ?? null) === null ? 'directory' : 'mailbox');

/** One try as a step of its trace, timed; what is asked is named without ids. */
async function noted<T>(asked: GraphRequest, number: number, work: () => Promise<T>): Promise<T> {
  const method = asked.method ?? 'GET';
  const path = templateOf(asked.path);
  const startedAt = performance.now();
  return asStep(
    {
      name: `${method} ${path}`,
      kind: 'asked-of-others',
      attributes: { 'server.address': 'graph', 'vantage.tenant': asked.tenantId, attempt: number },
    },
    async (note) => {
      let status = 200;
      try {
        return await work();
      } catch (error) {
        status = error instanceof GraphError ? error.statusCode : -1;
        throw error;
      } finally {
        note({ 'http.response.status_code': status });
        timed('graphCalls', performance.now() - startedAt, { method, path, status });
      }
    },
  );
}

const Responses = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown(),
    }),
  ),
});
const Refusal = z.object({ error: z.object({ code: z.string() }) });
const codeOf = (body: unknown): string => Refusal.safeParse(body).data?.error.code ?? '';

/** What is asked, and how its answer is looked at while it still holds its place. */
interface Ask {
  readonly tenantId: string;
  readonly parts: readonly Part[];
  /** Sending it again changes nothing. */
  readonly isRead: boolean;
  /** A refusal concerns its one part; a batch's concerns everything. */
  readonly isSingle: boolean;
  readonly look: (granted: readonly Part[], answer: unknown, refused: Refused<Part>) => void;
}

interface Tried {
  readonly given: Attempt;
  readonly granted: readonly Part[];
}
type Attempt = { readonly ok: true; readonly answer: unknown } | (Failure & { readonly token: string });

/** A failure after which the same request may be sent again, here or later. */
interface Failure {
  readonly ok: false;
  readonly meaning: Meaning;
  readonly status: number;
  readonly code: string;
  /** To wait before the next try. */
  readonly seconds: number;
  /** What Graph asked for; null when it did not say. */
  readonly told: number | null;
}

/** Statuses of what may be over in seconds. */
const isPassing = new Set([502, 503, 504]);
/** What the job that asked tries again later. */
const temporary: ReadonlySet<Meaning> = new Set(['busy', 'throttled', 'sign-in-refused', 'unknown']);

/** What a failed request means. Throws `GraphRefusal` for what is final. */
function failureOf(error: unknown, asked: GraphRequest, attempt: number, log: Logger): Failure {
  if (!(error instanceof GraphError) || error.statusCode < 400) {
    // The client wraps what came before any answer: no token, no connection, no patience left.
    if (error instanceof TemporaryError) throw error;
    throw new TemporaryError('Graph cannot be reached', null, { cause: error });
  }
  const { statusCode: status } = error;
  const code = error.code ?? '';
  const meaning = meaningOf(status, code);
  if (!temporary.has(meaning)) throw new GraphRefusal(status, code, innerOf(error)?.code ?? null);
  if (meaning === 'unknown') {
    tellUnknown(log, { status, code, path: asked.path, method: asked.method ?? 'GET', error });
  }
  const told = retryAfter(error.headers);
  return { ok: false, meaning, status, code, told, seconds: told ?? Math.random() * 2 ** attempt * 0.25 };
}

const Inner = z.object({
  code: z.string().optional(),
  innerError: z.object({ code: z.string().optional(), 'request-id': z.string().optional() }).optional(),
});

/** What Graph says within an error besides its code. */
function innerOf(error?: GraphError): z.infer<typeof Inner>['innerError'] {
  try {
    return Inner.safeParse(JSON.parse(String(error?.body ?? 'null'))).data?.innerError;
  } catch {
    // Not JSON: there is nothing within.
    return undefined;
  }
}

/** Everything that helps to find out what a code means, and no message: those name people. */
function tellUnknown(
  log: Logger,
  {
    status,
    code,
    path,
    method,
    error,
  }: { status: number; code: string; path: string; method: string; error?: GraphError },
): void {
  const inner = innerOf(error);
  const request = `${method} ${templateOf(path)}`;
  const requestId = inner?.['request-id'] ?? error?.requestId ?? error?.headers?.get('request-id') ?? null;
  log.error(
    { status, code, request, requestId, innerCode: inner?.code ?? null },
    'Graph refused in a way we do not know',
  );
}

async function send(client: Client, asked: GraphRequest, getAccessToken: () => Promise<string>): Promise<unknown> {
  const request = client.api(asked.path);
  const prefer = ['IdType="ImmutableId"', ...(asked.headers?.['Prefer'] ? [asked.headers['Prefer']] : [])].join(', ');
  request.headers({ ...asked.headers, Prefer: prefer });
  request.middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken })]);
  request.option('signal', AbortSignal.timeout(patience));
  if (asked.query) request.query(asked.query);
  switch (asked.method ?? 'GET') {
    case 'GET':
      return request.get() as Promise<unknown>;
    case 'POST':
      return request.post(asked.body) as Promise<unknown>;
    case 'PATCH':
      return request.patch(asked.body) as Promise<unknown>;
    case 'DELETE':
      return request.delete() as Promise<unknown>;
  }
}
