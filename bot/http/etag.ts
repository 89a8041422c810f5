import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The entity tag of an answer: another one as soon as anything in it is different. */
export const etagOf = (answer: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`;

/** Whether a request leaves open what it was based on: without `If-Match`, or with `*`, it is done whatever stands. */
export const isUnconditional = ({ headers }: FastifyRequest): boolean =>
  headers['if-match'] === undefined || headers['if-match'].trim() === '*';

/** Whether `If-Match` names this tag. Weak ones never do: they say nothing about what exactly was seen. */
export const matches = ({ headers }: FastifyRequest, etag: string): boolean =>
  (headers['if-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .includes(etag);
