import type { Temporal } from 'temporal-polyfill';

/** How often a pairing meets; monthly is on one weekday of one week of each month, as the second Tuesday. */
export type Cadence = 'weekly' | 'every-two-weeks' | 'monthly';

/** What a mentor offers and a mentee wants. A sensitive topic is never written into notifications, logs or invitations. */
export interface Topic {
  /** Lower-case words joined by hyphens; how import files name the topic. */
  readonly key: string;
  readonly label: string;
  readonly sensitive: boolean;
}

/** The hard rules of matching. A pairing that breaks one is never proposed. */
export interface MatchingRules {
  /** Levels of seniority the mentor must at least stand below the mentee. */
  readonly minimumSeniorityGap: number;
  readonly minimumSharedTopics: number;
  /** Working hours that both share, on one weekday at least, in every week of the programme. */
  readonly minimumSharedHours: number;
  /** `require`: never two of one department. `prefer`: another department adds to the fit. `off`: it counts for nothing. */
  readonly department: 'off' | 'prefer' | 'require';
  /** Whether two who report to the same manager may be paired. */
  readonly allowSameManager: boolean;
}

/**
 * How much each part of a fit counts against the others: whole numbers 0 … 100, not all 0. A fit is 0 … 1000 whatever they
 * add up to.
 */
export interface FitWeights {
  readonly topics: number;
  readonly department: number;
  readonly location: number;
  readonly seniority: number;
  readonly hours: number;
  readonly experience: number;
  readonly preferences: number;
}

/** What is best among choices that place as many: the greatest total fit, or the highest lowest fit and then the total. */
export type Objective = 'total' | 'fairest';

/** Days on which nobody meets, both included: a holiday, or a time when everybody is busy. */
export interface Blackout {
  readonly name: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** How the meetings of a programme come into the calendars. */
export interface BookingRules {
  /** In whose calendar the meetings are made; the others are invited. */
  readonly organizer: 'mentee' | 'mentor' | 'shared-mailbox';
  /** userPrincipalName of the mailbox that calls the meetings, in lower case; null unless `organizer` says so. */
  readonly sharedMailbox: string | null;
  /** Days that two have to choose among the best times before the best is booked; 0 books it at once. */
  readonly decideWithinDays: number;
  readonly blackouts: readonly Blackout[];
}

/** One run of reverse mentoring with its dates, rules and people. */
export interface Programme {
  readonly id: string;
  readonly name: string;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
  readonly cadence: Cadence;
  /** Meetings in each series. */
  readonly meetings: number;
  readonly lengthMinutes: 30 | 45 | 60;
  readonly topics: readonly Topic[];
  readonly rules: MatchingRules;
  readonly weights: FitWeights;
  readonly objective: Objective;
  /** Names of grades, lowest first. A person's place in it is their seniority where the directory or file gives none. */
  readonly gradeLadder: readonly string[];
  readonly booking: BookingRules;
  /** Whether people may sign up by themselves, until it ends. */
  readonly openToSignUp: boolean;
  /** userPrincipalName in lower case of somebody who has no part in it and can be asked for help; null where none is named. */
  readonly neutralContact: string | null;
  /** Object id in the directory of whoever made it, who hears from the bot about it; null of one from before that was kept. */
  readonly ledBy: string | null;
  /** When it was closed: nothing is matched, offered or planned any more; null while it is open. */
  readonly closedAt: Temporal.Instant | null;
  /** Months from its end for which what was said in it is kept, 1 to 60. */
  readonly keptMonths: number;
  /** When what was said in it was last deleted for its age; null before that. */
  readonly forgottenAt: Temporal.Instant | null;
  /** Rises with every change; a change based on an older version is refused, so that two leads lose nothing. */
  readonly version: number;
}

/** The rules a new programme starts with. */
export const defaultRules: MatchingRules = {
  minimumSeniorityGap: 2,
  minimumSharedTopics: 1,
  minimumSharedHours: 2,
  department: 'prefer',
  allowSameManager: false,
};

/**
 * The weights a new programme starts with. What two have in common below the surface carries a mentoring relation, so
 * topics weigh most (Eby et al. 2013, a meta-analysis: deep-level similarity matters more than surface likeness). Those
 * who had a say in the choice rate the relation higher (Allen, Eby & Lentz 2006), hence preferences next, and mentors
 * from another department did better than those from one's own (Ragins, Cotton & Miller 2000). A wide gap and another
 * place are what reverse mentoring is for (Murphy 2012). Hours ease the booking and experience helps a little: both are
 * our own judgement.
 */
export const defaultWeights: FitWeights = {
  topics: 45,
  department: 12,
  location: 5,
  seniority: 13,
  hours: 5,
  experience: 5,
  preferences: 15,
};

/** The mentee owns the meetings, so they stand in their calendar first. Two days are enough to look, and soon over. */
export const defaultBooking: BookingRules = {
  organizer: 'mentee',
  sharedMailbox: null,
  decideWithinDays: 2,
  blackouts: [],
};
