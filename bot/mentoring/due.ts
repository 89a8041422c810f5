import type { Temporal } from 'temporal-polyfill';

export interface DueCalendar {
  readonly tenantId: string;
  readonly organizerId: string;
}

/** What time makes due, over all tenants; ids only. */
export interface Due {
  /** Planned meetings whose end has passed. */
  endedMeetings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Series whose two have had their time to choose, and those whose pause is over. */
  series(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly seriesId: string }[]>;
  /** Meetings without a time whose two have had theirs to choose one. */
  openMeetings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Meetings soon to come for whose start it is not planned yet what is asked before, and those it was planned for in vain. */
  agendas(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Active pairings whose two have not met for three weeks and have not been asked about it since. */
  stalledPairings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly pairingId: string }[]>;
  /** Programmes for which nothing was released yet this month. */
  releases(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly programmeId: string }[]>;
  /** Programmes that have been kept long enough. */
  toForget(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly programmeId: string }[]>;
  /** Notices planned whose time has come. */
  notices(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly noticeId: string }[]>;
  /** Calendars that nobody has read since then. */
  calendarsToRead(unreadSince: Temporal.Instant, limit: number): Promise<readonly DueCalendar[]>;
  /** Calendars whose watch has to be seen to. */
  calendarsToWatch(now: Temporal.Instant, limit: number): Promise<readonly DueCalendar[]>;
}

/**
 * Does what one server at a time is enough for. False, and nothing done, where another is at it. It is for what may be done
 * twice and costs: a server that stands still in the middle loses its turn after a minute, and one that ends at once.
 */
export type OneServer = (what: string, work: () => Promise<void>) => Promise<boolean>;
