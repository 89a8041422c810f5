import type { Temporal } from 'temporal-polyfill';
import type { ReachSeen } from '../attention/reach.ts';
import type { BookingProblem, SeriesState } from '../meeting/meeting.ts';
import type { Person, Role } from '../people/person.ts';
import type { Cadence } from '../programme/programme.ts';
import type { PublishedPairing, SideAnswers } from './pairing.ts';

/** One of the two, as far as a list of pairings needs them. */
export interface PersonFacts extends Pick<
  Person,
  'id' | 'displayName' | 'jobTitle' | 'userPrincipalName' | 'department'
> {
  readonly reach: ReachSeen;
  /** Meetings that they have moved or cancelled lately. */
  readonly moves: number;
}

/** What is read of every pairing of a programme to find those that are wanted: states, counts and dates. */
export interface PairingFacts {
  readonly id: string;
  readonly state: PublishedPairing['state'];
  readonly fit: number;
  readonly people: Readonly<Record<Role, PersonFacts>>;
  readonly answers: Readonly<Record<Role, SideAnswers>>;
  /** When the mentee was asked. */
  readonly offeredAt: Temporal.Instant | null;
  readonly series: {
    readonly state: SeriesState;
    readonly cadence: Cadence;
    readonly resumedAt: Temporal.Instant | null;
    readonly problem: BookingProblem | null;
  } | null;
  readonly lastMetAt: Temporal.Instant | null;
  readonly nextAt: Temporal.Instant | null;
  /** Whether the mentee has published an agenda for the next meeting; null where there is none. */
  readonly nextHasAgenda: boolean | null;
  /** As `Gap` has it. */
  readonly isMoreToCome: boolean;
  /** Check-ins that reached somebody some time ago, and that they have not answered. */
  readonly skippedCheckIns: number;
}

/** From when to when is looked for what happened lately. */
export interface Lately {
  readonly from: Temporal.Instant;
  /** Check-ins younger than this may still be answered. */
  readonly answeredBy: Temporal.Instant;
}
