import { done, refused, type Outcome } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { Couple, MatchingResult, Unplaced } from './matching.ts';
import { lastWords, type Decision, type Round, type RoundProblem } from './round.ts';
import { coupleKey } from './rules.ts';
import { byId } from '../by-id.ts';

/** Everybody whom an answer names, by id. */
export type People = ReadonlyMap<string, Person>;

/** All that stands on the page where a lead looks at proposals. */
export interface Review {
  readonly programme: Programme;
  readonly people: People;
  /** The newest round that was begun; null before the first. */
  readonly newest: Round | null;
  /** The round that the proposals come from: the newest that was proven. */
  readonly shown: Round | null;
  /** Best fit first. */
  readonly proposals: readonly { readonly pairing: Pairing; readonly isLocked: boolean; readonly isNew: boolean }[];
  readonly unplaced: readonly Unplaced[];
  /** What the round before proposed and this one does not. */
  readonly dissolved: readonly (Couple & { readonly fit: number })[];
  readonly decisions: readonly { readonly decision: Decision; readonly isApplied: boolean }[];
}

export async function reviewMatching(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<Review, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const rounds = await stores.rounds.ofProgramme(programmeId);
    const proven = rounds.filter(({ state }) => state === 'proven');
    const [newest = null] = rounds;
    const [shown = null, earlier = null] = proven;
    const pairings = await stores.pairings.ofProgramme(programmeId);
    const result = shown && (await stores.rounds.result(shown.id));
    // Proposals that were published are settled: later ones are not compared with them.
    const before = earlier?.publishedAt === null ? await stores.rounds.result(earlier.id) : null;
    const review = {
      programme,
      newest,
      shown,
      proposals: proposalsOf(pairings, result, before),
      unplaced: result?.unplaced ?? [],
      dissolved: shown?.publishedAt === null ? dissolvedOf(result, before) : [],
      decisions: decisionsToShow(await stores.decisions.ofProgramme(programmeId), shown),
    };
    const people = await peopleOf(stores, [
      ...review.proposals.flatMap(({ pairing }) => [pairing.menteeId, pairing.mentorId]),
      ...review.unplaced.map(({ personId }) => personId),
      ...review.dissolved.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]),
      ...review.decisions.flatMap(({ decision }) => [decision.menteeId, decision.mentorId]),
      ...namedIn(newest?.problem ?? null),
    ]);
    return done({ ...review, people });
  });
}

function proposalsOf(
  pairings: readonly Pairing[],
  result: MatchingResult | null,
  before: MatchingResult | null,
): Review['proposals'] {
  const locked = new Set((result?.pairings ?? []).filter(({ isLocked }) => isLocked).map(coupleKey));
  const old = before && new Set(before.pairings.map(coupleKey));
  return pairings
    .filter(({ state }) => state === 'proposed')
    .map((pairing) => {
      const key = coupleKey(pairing);
      return { pairing, isLocked: locked.has(key), isNew: old !== null && !old.has(key) };
    })
    .toSorted((a, b) => b.pairing.fit - a.pairing.fit || (a.pairing.id < b.pairing.id ? -1 : 1));
}

function dissolvedOf(result: MatchingResult | null, before: MatchingResult | null): Review['dissolved'] {
  const now = new Set(result?.pairings.map(coupleKey));
  return (before?.pairings ?? []).filter((pairing) => !now.has(coupleKey(pairing)));
}

/** Locks and bans that hold, and those taken back as long as the proposals shown still have them. */
function decisionsToShow(decisions: readonly Decision[], shown: Round | null): Review['decisions'] {
  const known = decisions.filter(({ number }) => number <= (shown?.decisionsKnown ?? 0));
  const then = new Map(lastWords(known).map((decision) => [coupleKey(decision), effectOf(decision)]));
  return lastWords(decisions).flatMap((decision) => {
    const effect = effectOf(decision);
    const isApplied = shown !== null && effect === (then.get(coupleKey(decision)) ?? null);
    const isToCome = !isApplied && shown?.publishedAt === null;
    return effect !== null || isToCome ? [{ decision, isApplied }] : [];
  });
}

const effectOf = ({ kind }: Decision) => (kind === 'lock' || kind === 'forbid' ? kind : null);

/** The programme's rounds, newest first. */
export async function listRounds(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<{ readonly rounds: readonly Round[]; readonly people: People }, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    const rounds = await stores.rounds.ofProgramme(programmeId);
    return done({
      rounds,
      people: await peopleOf(
        stores,
        rounds.flatMap(({ problem }) => namedIn(problem)),
      ),
    });
  });
}

export async function readRound(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  roundId: string,
): Promise<Outcome<{ readonly round: Round; readonly people: People }, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const round = await stores.rounds.byId(roundId);
    if (round?.programmeId !== programmeId) return refused('not-found');
    return done({ round, people: await peopleOf(stores, namedIn(round.problem)) });
  });
}

function namedIn(problem: RoundProblem | null): readonly string[] {
  if (problem === null) return [];
  if ('couple' in problem) return [problem.couple.menteeId, problem.couple.mentorId];
  return 'personId' in problem ? [problem.personId] : [];
}

async function peopleOf(stores: Stores, ids: readonly string[]): Promise<People> {
  return byId(await stores.people.byIds([...new Set(ids)]));
}
