import { answer, refusal, type GraphAnswer, type GraphRequest } from './answer.ts';

const MOST_REQUESTS = 20;
/** Outlook works on so many requests of a batch at once, whatever their mailboxes. */
const AT_ONCE = 4;

interface Inner {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/**
 * Answers a `$batch`. The outer answer is 200 as soon as the batch itself can be read; each request inside has its own
 * outcome, in the order they ended. One whose predecessor failed is not tried: 424.
 */
export async function handleBatch(
  body: unknown,
  handle: (request: GraphRequest) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const requests = readBatch(body);
  if (typeof requests === 'string') return refusal(400, 'BadRequest', requests);
  const responses: Record<string, unknown>[] = [];
  const statuses = new Map<string, number>();
  const waiting = [...requests];
  const work = async (): Promise<void> => {
    for (let index = nextReady(waiting, statuses); index !== -1; index = nextReady(waiting, statuses)) {
      const [inner] = waiting.splice(index, 1);
      if (inner === undefined) return;
      const failed = inner.dependsOn?.some((id) => (statuses.get(id) ?? 0) >= 400) === true;
      const given = failed
        ? refusal(424, 'FailedDependency', 'A request that this one depends on failed.')
        : await handle(requestOf(inner));
      const status = given.lost === true ? 504 : given.status;
      statuses.set(inner.id, status);
      const headers = {
        ...(given.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...retryAfter(given),
      };
      responses.push({ id: inner.id, status, headers, ...(given.body !== undefined && { body: given.body }) });
    }
  };
  // A round ends when nothing is ready; what depended on it may be ready for the next.
  while (waiting.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answer(200, { responses });
}

const nextReady = (waiting: readonly Inner[], statuses: ReadonlyMap<string, number>): number =>
  waiting.findIndex((inner) => (inner.dependsOn ?? []).every((id) => statuses.has(id)));

/** The requests of a batch, or what is wrong with it. */
function readBatch(body: unknown): readonly Inner[] | string {
  const requests = (body as { requests?: readonly Partial<Inner>[] } | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) return 'Invalid batch payload format.';
  const inner = requests as readonly Partial<Inner>[];
  if (inner.length > MOST_REQUESTS)
    return `Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`;
  const ids = inner.map((request) => request.id);
  if (ids.some((id) => typeof id !== 'string' || id === '')) return 'Each batch request step needs an id.';
  if (new Set(ids).size !== ids.length) return 'Request id values must be unique.';
  if (inner.some((request) => typeof request.method !== 'string' || typeof request.url !== 'string')) {
    return 'Each batch request step needs a method and a url.';
  }
  if (inner.some((request) => request.body !== undefined && !hasContentType(request))) {
    return 'Write request does not contain Content-Type header.';
  }
  for (const [index, request] of inner.entries()) {
    const unknown = request.dependsOn?.find((id) => !ids.slice(0, index).includes(id));
    if (unknown !== undefined) return `dependsOn names '${unknown}', which is no request before this one.`;
  }
  return inner as readonly Inner[];
}

const hasContentType = (request: Partial<Inner>): boolean =>
  Object.keys(request.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');

function requestOf(inner: Inner): GraphRequest {
  const asked = new URL(`https://localhost/v1.0/${inner.url.replace(/^\/+/, '')}`);
  const headers = Object.fromEntries(
    Object.entries(inner.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: inner.method.toUpperCase(),
    path: asked.pathname,
    query: asked.searchParams,
    headers,
    body: inner.body,
  };
}

const retryAfter = (given: GraphAnswer): Record<string, string> => {
  const seconds = given.headers?.['retry-after'];
  return seconds === undefined ? {} : { 'Retry-After': seconds };
};
