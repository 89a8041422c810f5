import { randomUUID } from 'node:crypto';

/** A request to Graph, alone or from inside a batch. `path` starts with /v1.0 and is as the client wrote it. */
export interface GraphRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** Graph's answer. `lost` means that the connection breaks instead of carrying it. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly lost?: boolean;
}

/** An answer with a body. */
export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): GraphAnswer => ({
  status,
  body,
  headers,
});

/** A refusal in Graph's shape. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): GraphAnswer {
  const requestId = randomUUID();
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
  };
  return { status, body: { error: { code, message, innerError } }, headers };
}

/** Cuts a list to the page that `$top` and `skip` ask for, and links to the next one. */
export function page(
  items: readonly Record<string, unknown>[],
  request: GraphRequest,
  { url, usual, most, skipName }: { url: string; usual: number; most: number; skipName: '$skip' | '$skiptoken' },
): GraphAnswer {
  const top = Number(request.query.get('$top') ?? usual);
  if (!Number.isInteger(top) || top < 1 || top > most) {
    return refusal(
      400,
      'BadRequest',
      `Invalid page size specified: '${request.query.get('$top') ?? ''}'. Must be between 1 and ${most} inclusive.`,
    );
  }
  const skip = Number(request.query.get(skipName) ?? 0);
  const next = new URLSearchParams(request.query);
  next.set(skipName, String(skip + top));
  return answer(200, {
    '@odata.context': `${url}/v1.0/$metadata`,
    ...(request.query.get('$count') === 'true' && { '@odata.count': items.length }),
    ...(skip + top < items.length && { '@odata.nextLink': `${url}${request.path}?${next.toString()}` }),
    value: items.slice(skip, skip + top),
  });
}

/** The names that `$select` asks for, or undefined where it is absent. */
export const selected = (request: GraphRequest): string[] | undefined =>
  request.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The selected parts of a resource; its id and annotations are always there. */
export const project = (
  resource: Record<string, unknown>,
  names: readonly string[] | undefined,
): Record<string, unknown> =>
  names === undefined
    ? resource
    : Object.fromEntries(
        Object.entries(resource).filter(([name]) => name === 'id' || name.startsWith('@') || names.includes(name)),
      );
