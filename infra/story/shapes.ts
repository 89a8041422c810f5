import { z } from 'zod';

/** What the story reads of the product's answers: its own view of them, apart from the product's contract. */
export const Programme = z.object({ id: z.string() });
export const ImportRun = z.object({
  id: z.string(),
  state: z.string(),
  failure: z.string().nullable(),
  people: z.number(),
});
const Person = z.object({ userPrincipalName: z.string() });
export const PeoplePage = z.object({
  total: z.number(),
  mentors: z.number(),
  mentees: z.number(),
  people: z.array(Person.extend({ seniority: z.number(), role: z.string().nullable(), mailbox: z.string() })),
});
const Reason = z.looseObject({ kind: z.string() });
const Series = z.object({
  state: z.string(),
  start: z.string().nullable(),
  repeats: z
    .looseObject({ kind: z.string(), every: z.number().optional(), week: z.union([z.number(), z.string()]).optional() })
    .nullable(),
  joinUrl: z.string().nullable(),
  problem: z.string().nullable(),
  /** First meetings to choose from, best first. */
  options: z.array(z.object({ start: z.string() })),
});
export const Round = z.object({
  id: z.string(),
  state: z.string(),
  totals: z.object({ placed: z.number(), pairings: z.number(), totalFit: z.number() }).nullable(),
  problem: z.looseObject({ reason: z.string() }).nullable(),
});
const Proposal = z.object({
  id: z.string(),
  mentee: Person,
  mentor: Person,
  fit: z.number(),
  reasons: z.array(Reason),
});
export type Proposal = z.infer<typeof Proposal>;
export const Review = z.object({
  proposals: z.array(Proposal),
  unplaced: z.array(z.object({ person: Person, reason: z.string() })),
});
export const Pairings = z.object({
  pairings: z.array(
    Proposal.extend({
      state: z.string(),
      series: Series.nullable(),
      meetingsHeld: z.number(),
      meetingsPlanned: z.number(),
      nextMeetingAt: z.string().nullable(),
      checkInsSent: z.number(),
      checkInsAnswered: z.number(),
    }),
  ),
  /** The cursor of the next page; null on the last. */
  next: z.string().nullable(),
});
export type Pairing = z.infer<typeof Pairings>['pairings'][number];
const Meeting = z.object({ id: z.string(), startsAt: z.string(), endsAt: z.string(), state: z.string() });
export const MyPairings = z.object({
  pairings: z.array(z.object({ id: z.string(), asked: z.string(), state: z.string(), meetings: z.array(Meeting) })),
});

/** A reason in plain words: `shared-topics: ai-tools, data-literacy`. */
export function reasonText({ kind, ...rest }: z.infer<typeof Reason>): string {
  const detail = Object.values(rest).flat().join(', ');
  return detail === '' ? kind : `${kind}: ${detail}`;
}
