import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';
import type { Graph } from './client.ts';

/** Graph takes at most twenty requests in one batch. */
const most = 20;
/** Rounds in a row that may bring no answer at all. */
const mostRounds = 5;

const Answer = z.object({
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

/** What one request of a batch came to. */
export type BatchAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly code: string };

/**
 * GETs many addresses, twenty at a time; answers come matched by key, never by order. The outer 200 says nothing of the
 * inner ones: those throttled are sent again alone. Throws `TemporaryError` when that brings nothing more.
 */
export async function getMany(
  graph: Graph,
  tenantId: string,
  paths: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, BatchAnswer>> {
  const answers = new Map<string, BatchAnswer>();
  const keys = [...paths.keys()];
  const parts = Array.from({ length: Math.ceil(keys.length / most) }, (_, index) =>
    keys.slice(index * most, (index + 1) * most),
  );
  // One after the other: Outlook works on four requests of a batch at a time, and several batches would only starve each
  // other where that limit holds for the whole app.
  for (const part of parts) {
    let open = part;
    for (let round = 0; open.length > 0;) {
      const before = open.length;
      open = await sendPart(graph, tenantId, paths, open, answers);
      // What gets on is not given up.
      round = open.length < before ? 0 : round + 1;
      if (round >= mostRounds) throw new TemporaryError('Graph keeps throttling parts of a batch', 5);
    }
  }
  return answers;
}

async function sendPart(
  graph: Graph,
  tenantId: string,
  paths: ReadonlyMap<string, string>,
  keys: readonly string[],
  answers: Map<string, BatchAnswer>,
): Promise<string[]> {
  const requests = keys.map((key, index) => ({ id: String(index), method: 'GET', url: paths.get(key) ?? '' }));
  const { responses } = Answer.parse(await graph({ tenantId, method: 'POST', path: '/$batch', body: { requests } }));
  const byId = new Map(responses.map((response) => [response.id, response]));
  const again: string[] = [];
  let wait = 0;
  for (const [index, key] of keys.entries()) {
    const response = byId.get(String(index));
    if (!response || response.status === 429 || response.status >= 500) {
      again.push(key);
      wait = Math.max(wait, Number(response?.headers?.['Retry-After'] ?? response?.headers?.['retry-after'] ?? 0.2));
    } else if (response.status < 300) answers.set(key, { ok: true, body: response.body });
    else {
      const refusal = Refusal.safeParse(response.body);
      answers.set(key, {
        ok: false,
        status: response.status,
        code: refusal.success ? refusal.data.error.code : '',
      });
    }
  }
  if (again.length > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
  return again;
}
