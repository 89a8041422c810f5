import { useMutationState } from '@tanstack/react-query';
import { Decisions, type Decision, type DecisionKind } from '../../../../bot/http/contract/decisions.ts';
import type { Proposal } from '../../../../bot/http/contract/matching.ts';
import { useAct, type Couple } from '../../../api/queries.ts';

/** How two people stand: kept together, kept apart, or as the matching finds best. */
export type Standing = 'locked' | 'forbidden' | 'free';

export interface Pair {
  readonly mentee: { readonly id: string };
  readonly mentor: { readonly id: string };
}
export const coupleOf = ({ mentee, mentor }: Pair): Couple => ({ menteeId: mentee.id, mentorId: mentor.id });
/** The same for the same two people, round after round. */
export const keyOf = ({ mentee, mentor }: Pair): string => `${mentee.id} ${mentor.id}`;

/** The last word on each couple, by its key. */
export type Words = ReadonlyMap<string, DecisionKind>;

/** How a proposal will stand in the next run. */
export function standingOf(proposal: Proposal, words: Words): Standing {
  const word = words.get(keyOf(proposal));
  if (word === undefined) return proposal.isLocked ? 'locked' : 'free';
  if (word === 'lock') return 'locked';
  return word === 'forbid' ? 'forbidden' : 'free';
}

/** What takes each decision back. */
export const undoing: Readonly<Record<DecisionKind, DecisionKind>> = {
  lock: 'unlock',
  unlock: 'lock',
  forbid: 'allow',
  allow: 'forbid',
};

export interface NewDecision extends Couple {
  readonly kind: DecisionKind;
}
const decidingOn = (programmeId: string) => ['decide', programmeId];

/** Decides about couples, all at once. */
export const useDecide = (programmeId: string) =>
  useAct(
    Decisions,
    (decisions: readonly NewDecision[]) => ['POST', `/programmes/${programmeId}/decisions`, { decisions }],
    decidingOn(programmeId),
  );

/** What was decided, and what is being decided just now: it is shown at once and goes again if it is refused. */
export function useWords(programmeId: string, decisions: readonly Decision[]): Words {
  const onTheWay = useMutationState({
    filters: { mutationKey: decidingOn(programmeId), status: 'pending' },
    select: ({ state }) => state.variables as readonly NewDecision[],
  });
  return new Map([
    ...decisions.map((one) => [keyOf(one), one.kind] as const),
    ...onTheWay.flat().map(({ menteeId, mentorId, kind }) => [`${menteeId} ${mentorId}`, kind] as const),
  ]);
}
