import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Objective } from '../programme/programme.ts';
import type { Lead, Round } from './round.ts';

/** What a lead may choose for one round; what is left out is as in the programme and the round before. */
export interface RoundChoice {
  readonly objective?: Objective | undefined;
  /** 32 bits. */
  readonly seed?: number | undefined;
}

/** Begins a round: it is there, running, and its job enqueued, or neither is. One at a time in a programme. */
export async function startRound(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  { objective, seed }: RoundChoice,
): Promise<
  Outcome<Round, 'not-found' | 'programme-closed' | 'import-running' | 'nobody-enrolled' | 'matching-running'>
> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    if (programme.closedAt) return refused('programme-closed');
    const rounds = await stores.rounds.ofProgramme(programmeId);
    if (rounds.some(({ state }) => state === 'running')) return refused('matching-running');
    if (await isImporting(stores, programmeId)) return refused('import-running');
    if (!(await stores.participants.isAnybodyIn(programmeId))) return refused('nobody-enrolled');
    const round: Round = {
      id: newId(),
      programmeId,
      number: (rounds[0]?.number ?? 0) + 1,
      state: 'running',
      requestedBy: lead,
      startedAt: ports.clock.now(),
      finishedAt: null,
      publishedAt: null,
      phase: 'waiting',
      progress: 0,
      settings: { rules: programme.rules, weights: programme.weights, objective: objective ?? programme.objective },
      // The lot is drawn once: asked again, the same people get the same answer.
      seed: seed ?? rounds[0]?.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
      startedFrom: rounds.find(({ state }) => state === 'proven')?.id ?? null,
      inputHash: null,
      decisionsKnown: 0,
      totals: null,
      problem: null,
    };
    await stores.rounds.insert(round);
    await noteAct(stores, lead, round.startedAt, programmeId, 'matching-run');
    await stores.enqueue('matching.run', { roundId: round.id }, { key: round.id });
    return done(round);
  });
}

/** Whether people are still coming in, so that nobody knows yet when they work. */
export async function isImporting(stores: Stores, programmeId: string): Promise<boolean> {
  return (await stores.imports.ofProgramme(programmeId)).some(({ state }) => state === 'reading');
}
