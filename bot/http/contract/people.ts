import { z } from 'zod';
import { PersonSummary, Reach, Role, Told } from './person.ts';

export const ProgrammePerson = PersonSummary.extend({
  grade: z.string().nullable(),
  seniority: z.int(),
  role: Role.nullable(),
  /** Labels. What is private is counted, not named: it is between the person and the matching. */
  topics: z.array(z.string()),
  privateTopics: z.int(),
  mailbox: z.enum(['unread', 'readable', 'unknown-person', 'no-mailbox', 'access-denied', 'unusable-settings']),
  reach: Reach,
  /** Null for those who take no part. */
  told: Told.nullable(),
});
/** GET /api/programmes/:id/people, see `PeopleQuery`. */
export const PeoplePage = z.object({
  total: z.int(),
  mentors: z.int(),
  mentees: z.int(),
  people: z.array(ProgrammePerson),
  /** The `cursor` of the next page; null on the last. */
  next: z.string().nullable(),
});

/** GET /api/programmes/:id/people: which of them, and which page. What is left out limits nothing. */
export const PeopleQuery = z.object({
  /** `any`: whoever takes part; `none`: known here and not enrolled. */
  role: z.enum([...Role.options, 'any', 'none']).optional(),
  search: z.string().max(200).optional(),
  mailbox: ProgrammePerson.shape.mailbox.optional(),
  reach: z.enum([...Reach.options, 'unreached']).optional(),
  told: Told.optional(),
  /** The `next` of the page before. */
  cursor: z.string().max(2_000).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** PUT /api/programmes/:id/people/:personId: enrols somebody known here, or gives them the other role. */
export const EnrolmentInput = z.object({ role: Role });

export type ProgrammePerson = z.infer<typeof ProgrammePerson>;
export type PeoplePage = z.infer<typeof PeoplePage>;
export type PeopleQuery = z.infer<typeof PeopleQuery>;
