import type { Temporal } from 'temporal-polyfill';

/** What stands of the meetings of one month: states, not answers. */
export interface MonthOfMeetings {
  /** As `2027-02`, by the start of the meeting in UTC. */
  readonly month: string;
  readonly held: number;
  readonly planned: number;
  /** Of those held, how many had an agenda that the mentee had published. */
  readonly withAgenda: number;
}

/** The first day of a time's month, in UTC. */
export const monthOf = (at: Temporal.Instant): Temporal.PlainDate =>
  at.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 });

/** For which month figures are released next. */
export const nextRelease = (at: Temporal.Instant): Temporal.PlainDate => monthOf(at).add({ months: 1 });
