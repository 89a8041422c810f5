import type { CalendarStore } from '../calendar/store.ts';
import type { Conversations } from '../chat/conversations.ts';
import type { Player } from '../chat/player.ts';
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import type { Deliveries } from '../subscriptions/deliveries.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { GraphAnswer, GraphRequest } from './answer.ts';
import type { DeltaRounds } from './delta-rounds.ts';

/** What Graph's routes work on. */
export interface Tenant {
  readonly directory: Directory;
  readonly calendars: CalendarStore;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly delta: DeltaRounds;
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly conversations: Conversations;
  readonly player: Player;
  /** The app's id in the catalogue. */
  readonly teamsAppId: string;
  /** The sandbox's origin. */
  readonly url: () => string;
}

/** A request whose path matched, with the parts of it in their order, decoded. */
export interface Call {
  readonly tenant: Tenant;
  readonly request: GraphRequest;
  readonly parts: readonly string[];
  /** Of a route below /users/{id}: who that is. */
  readonly person: Person;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Like `/users/{id}/events`. */
  readonly template: string;
  /** Whose limits it falls under, and which refusal an unknown person gets. */
  readonly service: 'outlook' | 'directory';
  readonly handle: (call: Call) => GraphAnswer | Promise<GraphAnswer>;
}
