import { v7 as newId } from 'uuid';
import { largestCapacity, type Participant, type Role } from './person.ts';

/** What an import says of somebody's part in a programme; no topics and no capacity: it does not say. */
export interface Enrolment {
  readonly programmeId: string;
  readonly personId: string;
  readonly role: Role;
  readonly topics: readonly string[];
  readonly capacity: number | null;
}

/** Enrols somebody. What they have chosen themselves `before` stays wherever the import says nothing about it. */
export function enrol({ topics, capacity, ...who }: Enrolment, before: Participant | undefined): Participant {
  return {
    preferences: { office: null, profession: null },
    wishes: [],
    exclusions: [],
    pausedUntil: null,
    isTold: false,
    ...before,
    ...who,
    id: before?.id ?? newId(),
    topics: topics.length > 0 ? topics : (before?.topics ?? []),
    // The role may be another one than before, with less room.
    capacity: capacity ?? Math.min(before?.capacity ?? 1, largestCapacity[who.role]),
  };
}
