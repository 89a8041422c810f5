import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { decodeInput } from './input-text.ts';
import type { MatchingOutcome } from './matching.ts';
import type { Round } from './round.ts';

export interface Replay {
  /** Whether the kept input still has the hash that was written down. */
  readonly sameInput: boolean;
  /** Whether it led to the same pairings and prices again, or to the same problem. */
  readonly sameResult: boolean;
}

/** Runs a round again from the input it kept, whatever has changed since, and compares. Changes nothing. */
export async function replayRound(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  roundId: string,
  signal: AbortSignal,
): Promise<Outcome<Replay, 'not-found' | 'nothing-to-replay'>> {
  const kept = await ports.inTenant(tenantId, async (stores) => {
    const round = await stores.rounds.byId(roundId);
    if (round?.programmeId !== programmeId) return refused('not-found');
    const text = await stores.rounds.inputText(roundId);
    const result = await stores.rounds.result(roundId);
    const expected: MatchingOutcome | null = result ? { ok: true, result } : problemOf(round);
    return text === null || expected === null ? refused('nothing-to-replay') : done({ round, text, expected });
  });
  if (!kept.ok) return kept;
  const { round, text, expected } = kept.value;
  const outcome = await ports.matching.run(decodeInput(text), { signal });
  return done({
    sameInput: (await ports.hashOf(text)) === round.inputHash,
    sameResult: essence(outcome) === essence(expected),
  });
}

/** The problem that the engine found; null when it was none of the engine's. */
function problemOf({ problem }: Round): MatchingOutcome | null {
  const isNone = problem === null || problem.reason === 'not-proven' || problem.reason === 'changed-meanwhile';
  return isNone ? null : { ok: false, problem };
}

/** What has to be the same, as one text. */
function essence(outcome: MatchingOutcome): string {
  if (!outcome.ok) return inOrder(outcome.problem);
  const { pairings, prices } = outcome.result;
  return inOrder({ pairings, prices });
}

/** As JSON with the keys of all objects in order: storage keeps them in an order of its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
