import { Temporal } from 'temporal-polyfill';
import type * as contract from '../contract/contract.ts';
import type { MyParticipation } from '../../mentoring/pairing/my-view.ts';
import type { ParticipationChange } from '../../mentoring/people/change-participation.ts';

/** For the participant alone: nobody else sees their wishes and exclusions. */
export function participation({ participant, programme }: MyParticipation): contract.Participation {
  const { role, topics, capacity, preferences, wishes, exclusions, pausedUntil } = participant;
  return {
    programmeId: programme.id,
    programme: programme.name,
    role,
    // What the programme offers no longer cannot be chosen again either.
    topics: topics.filter((key) => programme.topics.some((topic) => topic.key === key)),
    offered: programme.topics.map((topic) => ({ ...topic })),
    capacity,
    prefersOffice: preferences.office,
    prefersProfession: preferences.profession,
    wishes: [...wishes],
    exclusions: [...exclusions],
    pausedUntil: pausedUntil?.toString() ?? null,
  };
}

/** What the request changes; fields that it leaves out are left out here too. */
export function participationChange(input: contract.ParticipationChange): ParticipationChange {
  const { topics, capacity, prefersOffice, prefersProfession, wishes, exclusions, pausedUntil } = input;
  return {
    ...(topics && { topics }),
    ...(capacity !== undefined && { capacity }),
    preferences: {
      ...(prefersOffice !== undefined && { office: prefersOffice }),
      ...(prefersProfession !== undefined && { profession: prefersProfession }),
    },
    ...(wishes && { wishes }),
    ...(exclusions && { exclusions }),
    ...(pausedUntil !== undefined && {
      pausedUntil: pausedUntil === null ? null : Temporal.PlainDate.from(pausedUntil),
    }),
  };
}
