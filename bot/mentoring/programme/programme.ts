import type { Temporal } from 'temporal-polyfill';

/** How often a pairing meets. */
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
  /** Names of grades, lowest first. A person's place in it is their seniority where the directory or file gives none. */
  readonly gradeLadder: readonly string[];
  /** Rises with every change; a change based on an older version is refused, so that two leads lose nothing. */
  readonly version: number;
}

/** The rules a new programme starts with. */
export const defaultRules: MatchingRules = {
  minimumSeniorityGap: 2,
  minimumSharedTopics: 1,
  minimumSharedHours: 2,
};

/** Days from one meeting to the next; a month counts as four weeks, so that the weekday stays. */
export const daysBetweenMeetings: Record<Cadence, number> = { weekly: 7, 'every-two-weeks': 14, monthly: 28 };
