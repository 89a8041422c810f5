import { TemporaryError } from '../../mentoring/ports.ts';
import type { Graph, Read, ReadAnswer } from './client.ts';
import type { Meaning } from './errors.ts';

/** Graph takes at most twenty requests in one batch. */
const most = 20;
/** Rounds in a row that may bring no answer at all. */
const mostRounds = 5;
/** Seconds before a part that failed is sent again, where Graph names no time. */
const usualPause = 0.2;

/** What one request of a batch came to. */
export type BatchAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly meaning: Meaning };

/**
 * GETs many addresses, up to twenty at a time; answers come matched by key, never by order. The outer 200 says nothing of
 * the inner ones: those that failed for the moment are sent again alone. `mailboxOf` says whose mailbox a key's address is
 * of; without it all are the directory's. Throws `TemporaryError` when that brings nothing more.
 */
export async function getMany(
  graph: Graph,
  tenantId: string,
  paths: ReadonlyMap<string, string>,
  mailboxOf: (key: string) => string | null = () => null,
): Promise<ReadonlyMap<string, BatchAnswer>> {
  const answers = new Map<string, BatchAnswer>();
  const reads = [...paths].map(([key, path]) => ({ key, path, mailbox: mailboxOf(key) }));
  const parts = Array.from({ length: Math.ceil(reads.length / most) }, (_, index) =>
    reads.slice(index * most, (index + 1) * most),
  );
  // How many of them are under way at once is the governor's to say.
  await Promise.all(
    parts.map(async (part) => {
      for (const [{ key }, answer] of await readAll(graph, tenantId, part)) answers.set(key, answer);
    }),
  );
  return answers;
}

async function readAll<R extends Read>(
  graph: Graph,
  tenantId: string,
  reads: readonly R[],
): Promise<ReadonlyMap<R, BatchAnswer>> {
  const answers = new Map<R, BatchAnswer>();
  let open = reads;
  for (let round = 0; open.length > 0;) {
    const given = await graph.batch(tenantId, open);
    const before = answers.size;
    let pause = 0;
    for (const read of open) {
      const answer = given.get(read);
      if (answer && !isPassing(answer)) answers.set(read, final(answer));
      // Whoever is throttled is held back by the governor.
      else if (answer && answer.meaning !== 'throttled') pause = Math.max(pause, answer.retryAfter ?? usualPause);
    }
    open = open.filter((read) => !answers.has(read));
    // What gets on is not given up.
    round = answers.size > before ? 0 : round + 1;
    if (round >= mostRounds) throw new TemporaryError('Graph keeps refusing parts of a batch', 5);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause * 1_000));
  }
  return answers;
}

const isPassing = ({ meaning }: ReadAnswer): boolean => meaning === 'throttled' || meaning === 'busy';

const final = ({ status, body, meaning, code }: ReadAnswer): BatchAnswer =>
  meaning === null ? { ok: true, body } : { ok: false, status, code, meaning };
