import { z } from 'zod';
import { Role } from './person.ts';
import { Topic } from './programme.ts';
import { address, date, id } from './values.ts';

/** GET and PUT /api/my/participations: the programmes I am enrolled in and my topics there. */
export const Participation = z.object({
  programmeId: id,
  programme: z.string(),
  role: Role,
  /** In the order in which they are wanted. */
  topics: z.array(z.string()),
  offered: z.array(Topic),
  /** Pairings I have room for at once: 1 … 5 as a mentor, 1 … 3 as a mentee. */
  capacity: z.int(),
  prefersOffice: z.enum(['same', 'different']).nullable(),
  prefersProfession: z.enum(['same', 'different']).nullable(),
  /** People I ask for, and those I would rather not be paired with: ids of those whom `MyProfile` names, else addresses. Nobody else sees either; a wish that is met adds to the fit. */
  wishes: z.array(z.string()),
  exclusions: z.array(z.string()),
  /** No new pairing before this day. */
  pausedUntil: date.nullable(),
});
export const Participations = z.object({ participations: z.array(Participation) });
/** Somebody picked from those in a programme, by id; else an address. */
const personOrAddress = z.union([id, address], { error: 'must be an address like name@company.com' });
/** PUT /api/my/participations/:programmeId: what is left out stays as it is. */
export const ParticipationChange = z.object({
  topics: z.array(z.string()).max(60).optional(),
  capacity: z.int().min(1).max(5).optional(),
  prefersOffice: z.enum(['same', 'different']).nullable().optional(),
  prefersProfession: z.enum(['same', 'different']).nullable().optional(),
  wishes: z.array(personOrAddress).max(20).optional(),
  exclusions: z.array(personOrAddress).max(100).optional(),
  pausedUntil: date.nullable().optional(),
});

export type Participation = z.infer<typeof Participation>;
export type ParticipationChange = z.infer<typeof ParticipationChange>;
