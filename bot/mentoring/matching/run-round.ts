import { v7 as newId } from 'uuid';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { inTurns } from '../pieces.ts';
import { TemporaryError, type Ports, type Stores } from '../ports.ts';
import { gatherInput, readKnown } from './gather-input.ts';
import { textOf } from './input-text.ts';
import type { MatchingInput, MatchingOutcome, MatchingResult, Progress } from './matching.ts';
import type { Round, RoundProblem } from './round.ts';
import { isImporting } from './start-round.ts';

/** Runs before a round whose people change all the time is given up. */
const mostRuns = 3;
/** Servers that may end in the middle of a round before it is given up. */
const mostAttempts = 5;
/** Milliseconds between two looks whether a round is still wanted; progress is written as often. */
const pause = 500;

/**
 * Works on a round until it ends. Safe to run again after a crash, and by two servers at once: the round's own state
 * decides, under the programme's lock, and only one end counts. Answers what kept a result from being proven, for the log;
 * null when nothing did.
 */
export async function runRound(
  ports: Ports,
  tenantId: string,
  roundId: string,
  attempt: number,
): Promise<Error | null> {
  const inTenant = <T>(work: (stores: Stores) => Promise<T>) => ports.inTenant(tenantId, work);
  if (attempt > mostAttempts) {
    await inTenant((stores) => fail(ports, stores, roundId, { reason: 'not-proven' }, null));
    return new Error(`${mostAttempts} servers ended in the middle of this round`);
  }
  for (let run = 1; run <= mostRuns; run += 1) {
    const gathered = await inTenant(async (stores) => {
      const round = await stores.rounds.byId(roundId);
      return round?.state === 'running' ? gather(ports, stores, round) : 'over';
    });
    if (gathered === 'over') return null;
    if (gathered === 'importing') break;
    const ran = await runWhileWanted(ports, tenantId, roundId, gathered.input);
    if (ran.kind === 'unwanted') return null;
    if (ran.kind === 'failed') {
      if (ran.error instanceof TemporaryError) throw ran.error;
      await inTenant((stores) => fail(ports, stores, roundId, { reason: 'not-proven' }, gathered.text));
      return ran.error;
    }
    const hasEnded = await inTenant((stores) => finish(ports, stores, roundId, gathered.text, ran.outcome));
    if (hasEnded) return null;
  }
  await inTenant((stores) => fail(ports, stores, roundId, { reason: 'changed-meanwhile' }, null));
  return null;
}

interface Gathered {
  readonly input: MatchingInput;
  readonly text: string;
  readonly decisionsKnown: number;
}

/** Everything the round's result is to follow from, as it is now. */
async function gather({ clock }: Ports, stores: Stores, round: Round): Promise<Gathered | 'importing'> {
  if (await isImporting(stores, round.programmeId)) return 'importing';
  const programme = present(await stores.programmes.byId(round.programmeId), 'programme of a round');
  const known = await readKnown(stores, programme);
  const start = round.startedFrom === null ? null : await stores.rounds.result(round.startedFrom);
  const { settings, seed } = round;
  const input = await inTurns(gatherInput(known, { settings, seed, start }, clock.now()));
  return { input, text: await textOf(input), decisionsKnown: known.decisions.at(-1)?.number ?? 0 };
}

type Ran =
  | { readonly kind: 'ran'; readonly outcome: MatchingOutcome }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'unwanted' };

/** Runs the engine, writes down how far it is, and stops it when the round was cancelled or ended by another server. */
async function runWhileWanted(ports: Ports, tenantId: string, roundId: string, input: MatchingInput): Promise<Ran> {
  const stopping = new AbortController();
  let latest: Progress | null = null as Progress | null;
  const onProgress = (progress: Progress) => (latest = progress);
  const running = ports.matching.run(input, { onProgress, signal: stopping.signal }).then(
    (outcome): Ran => ({ kind: 'ran', outcome }),
    (error: unknown): Ran => ({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
  );
  try {
    for (;;) {
      const ran = await soon(running);
      if (ran) return ran;
      const isWanted = await ports.inTenant(tenantId, (stores) =>
        stores.rounds.saveProgress(roundId, latest?.phase ?? 'waiting', latest?.share ?? 0),
      );
      if (!isWanted) return { kind: 'unwanted' };
    }
  } finally {
    stopping.abort();
    await running;
  }
}

/** What the promise gives when it does before the next look; null when it does not. */
async function soon<T>(promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const paused = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), pause);
  });
  try {
    return await Promise.race([promise, paused]);
  } finally {
    clearTimeout(timer);
  }
}

/** Puts the result in place of what was proposed before; false when what it came from is no longer so. */
async function finish(
  ports: Ports,
  stores: Stores,
  roundId: string,
  text: string,
  outcome: MatchingOutcome,
): Promise<boolean> {
  const { programmeId } = present(await stores.rounds.byId(roundId), 'round');
  await stores.programmes.lock(programmeId);
  const round = present(await stores.rounds.byId(roundId, { forUpdate: true }), 'round');
  if (round.state !== 'running') return true;
  const gathered = await gather(ports, stores, round);
  if (gathered === 'importing' || gathered.text !== text) return false;
  const ended: Round = {
    ...round,
    finishedAt: ports.clock.now(),
    inputHash: await ports.hashOf(text),
    decisionsKnown: gathered.decisionsKnown,
  };
  if (outcome.ok) {
    await stores.pairings.removeProposed(programmeId);
    await stores.pairings.insert(proposals(programmeId, outcome.result));
    await stores.rounds.keep(roundId, text, outcome.result);
    const { totals } = outcome.result;
    stores.happened({ kind: 'round.proven', roundId, pairings: outcome.result.pairings.length });
    await stores.rounds.update({ ...ended, state: 'proven', phase: 'explaining', progress: 1, totals });
  } else {
    await stores.rounds.keep(roundId, text, null);
    stores.happened({ kind: 'round.failed', roundId, problem: outcome.problem.reason });
    await stores.rounds.update({ ...ended, state: 'failed', problem: outcome.problem });
  }
  return true;
}

function proposals(programmeId: string, { pairings }: MatchingResult): readonly Pairing[] {
  return pairings.map(({ menteeId, mentorId, fit, parts, reasons }) => ({
    id: newId(),
    programmeId,
    menteeId,
    mentorId,
    state: 'proposed',
    fit,
    parts,
    reasons,
    mentee: { acceptedAt: null, signedAt: null },
    mentor: { acceptedAt: null, signedAt: null },
  }));
}

/** Ends a round without proposals; those from before stay. */
async function fail(
  ports: Ports,
  stores: Stores,
  roundId: string,
  problem: RoundProblem,
  text: string | null,
): Promise<void> {
  const round = present(await stores.rounds.byId(roundId, { forUpdate: true }), 'round');
  if (round.state !== 'running') return;
  stores.happened({ kind: 'round.failed', roundId, problem: problem.reason });
  if (text !== null) await stores.rounds.keep(roundId, text, null);
  const inputHash = text === null ? null : await ports.hashOf(text);
  await stores.rounds.update({ ...round, state: 'failed', finishedAt: ports.clock.now(), inputHash, problem });
}
