import { Client, GraphError, HTTPMessageHandler, AuthenticationHandler } from '@microsoft/microsoft-graph-client';
import type { Logger } from 'pino';
import { TemporaryError } from '../../mentoring/ports.ts';
import type { AppTokens } from '../entra/app-tokens.ts';
import { retryAfter } from '../retry-after.ts';
import { createLimits } from './limits.ts';

/** What Graph answered when it refused. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  /** Graph's error code as `ErrorItemNotFound`. */
  readonly code: string;
  constructor(status: number, code: string) {
    super(`Graph refused with ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

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

/** Asks Graph. Throws `GraphRefusal` for what is final, `TemporaryError` for what is worth another try later. */
export type Graph = (request: GraphRequest) => Promise<unknown>;

/** Tries of one request here, before the job that asked is tried again later. */
const mostTries = 4;
/** Milliseconds that Graph may take for one answer. */
const patience = 60_000;
/** A longer wait than this is the job's, not ours. */
const longestWaitSeconds = 20;

/** Builds the way to Graph: tokens, ids that stay, limits, and retries of what is safe to send again. */
export function createGraph(settings: {
  readonly baseUrl: string;
  readonly tokens: AppTokens;
  readonly log: Logger;
}): Graph {
  const { baseUrl, tokens, log } = settings;
  const limits = createLimits(Date.now, longestWaitSeconds * 1_000);
  const clients = new Map<string, Client>();
  const clientOf = (tenantId: string) => {
    const known = clients.get(tenantId);
    if (known) return known;
    // No retry handler of the client's own: it would send again out of sight of the limits.
    const authentication = new AuthenticationHandler({
      getAccessToken: () => tokens.token(tenantId, `${baseUrl}/.default`),
    });
    authentication.setNext(new HTTPMessageHandler());
    const client = Client.initWithMiddleware({
      baseUrl: `${baseUrl}/`,
      defaultVersion: 'v1.0',
      middleware: authentication,
      customHosts: new Set([new URL(baseUrl).hostname]),
    });
    clients.set(tenantId, client);
    return client;
  };

  /** One try: what came of it, or how long to wait for another. */
  const attempt = async (asked: GraphRequest, number: number): Promise<Attempt> => {
    const mailbox = asked.mailbox ?? null;
    return limits.run(mailbox, async (): Promise<Attempt> => {
      try {
        const answer = await send(clientOf(asked.tenantId), asked);
        limits.wentWell();
        return { ok: true, answer };
      } catch (error) {
        const failure = failureOf(error, number);
        if (failure.isThrottled) limits.throttled(mailbox, failure.seconds * 1_000);
        return failure;
      }
    });
  };

  return async (asked) => {
    for (let number = 1; ; number += 1) {
      const tried = await attempt(asked, number);
      if (tried.ok) return tried.answer;
      const { isThrottled, status, code, seconds, told } = tried;
      // A write that may have been done is looked for by its caller before it is sent again.
      const isSafe = isThrottled || (asked.method ?? 'GET') === 'GET';
      if (!isSafe || number >= mostTries || seconds > longestWaitSeconds) {
        // Without Graph's own words: they name people, and this ends in the log.
        throw new TemporaryError(`Graph answered ${status} ${code}`, told);
      }
      log.debug({ status, seconds, number }, 'Graph asks to wait');
      if (!isThrottled) await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  };
}

type Attempt = { readonly ok: true; readonly answer: unknown } | WorthATry;

/** A failure after which the same request may be sent again. */
interface WorthATry {
  readonly ok: false;
  readonly isThrottled: boolean;
  readonly status: number;
  readonly code: string;
  /** To wait before the next try. */
  readonly seconds: number;
  /** What Graph asked for; null when it did not say. */
  readonly told: number | null;
}

/** What a failed request means. Throws what another try here would not mend. */
function failureOf(error: unknown, attempt: number): WorthATry {
  if (!(error instanceof GraphError)) {
    if (error instanceof TemporaryError) throw error;
    throw new TemporaryError('Graph cannot be reached', null, { cause: error });
  }
  const { statusCode: status } = error;
  const code = error.code ?? '';
  const isThrottled = status === 429;
  if (!isThrottled && ![502, 503, 504].includes(status)) {
    // 401 is about our token: the next one may be taken.
    if (status >= 500 || status === 401 || status < 400) throw new TemporaryError(`Graph answered ${status} ${code}`);
    throw new GraphRefusal(status, code);
  }
  const told = retryAfter(error.headers);
  return { ok: false, isThrottled, status, code, told, seconds: told ?? Math.random() * 2 ** attempt * 0.25 };
}

async function send(client: Client, asked: GraphRequest): Promise<unknown> {
  const request = client.api(asked.path);
  const prefer = ['IdType="ImmutableId"', ...(asked.headers?.['Prefer'] ? [asked.headers['Prefer']] : [])].join(', ');
  request.headers({ ...asked.headers, Prefer: prefer });
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
