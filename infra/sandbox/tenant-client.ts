import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';

/** What the sandbox's control routes tell of somebody. */
export interface TenantPerson {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly officeLocation: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly mailbox: boolean;
  readonly appRoles: readonly string[];
}

/** An event of a calendar, as Graph's calendarView gives it; instants are ISO strings in UTC. */
export interface TenantEvent {
  readonly id: string;
  readonly subject: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly showAs: string;
  readonly isCancelled: boolean;
  readonly isOnline: boolean;
  /** Null where it is no online meeting. */
  readonly joinUrl: string | null;
  /** Whether the calendar's owner is who called the meeting. */
  readonly isOrganizer: boolean;
  readonly organizer: string;
  /** User principal names of those invited. */
  readonly attendees: readonly string[];
}

/** The sandbox tenant, as an administrator's own program sees it. */
export interface Tenant {
  people(): Promise<readonly TenantPerson[]>;
  organisation(): Promise<string>;
  /** The token that Teams would give the tab of somebody. */
  tabToken(userPrincipalName: string): Promise<string>;
  now(): Promise<Temporal.Instant>;
  /** Moves the clock on; false when that would be backwards. */
  moveClock(change: { readonly to: string } | { readonly by: string }): Promise<boolean>;
  /** Somebody's working hours as Graph writes them; null without a mailbox. */
  workingHours(personId: string): Promise<GraphWorkingHours | null>;
  /** The events between two instants; null for somebody without a mailbox. */
  calendar(personId: string, from: Temporal.Instant, to: Temporal.Instant): Promise<readonly TenantEvent[] | null>;
}

/** What it takes to reach the tenant, of `GET /control/settings`. */
export interface TenantSettings {
  readonly SANDBOX_URL: string;
  readonly ENTRA_TENANT_IDS: string;
  readonly ENTRA_CLIENT_ID: string;
  readonly ENTRA_CLIENT_SECRET: string;
  readonly GRAPH_BASE_URL: string;
}

/** Working hours of a mailbox; days like `monday`, times like `09:00:00.0000000`, the zone by its Windows name. */
export interface GraphWorkingHours {
  readonly daysOfWeek: readonly string[];
  readonly startTime: string;
  readonly endTime: string;
  readonly timeZone: { readonly name: string };
}

interface GraphEvent {
  readonly id: string;
  readonly subject?: string | null;
  readonly start: { readonly dateTime: string };
  readonly end: { readonly dateTime: string };
  readonly showAs?: string;
  readonly isCancelled?: boolean;
  readonly isOnlineMeeting?: boolean;
  readonly isOrganizer?: boolean;
  readonly onlineMeeting?: { readonly joinUrl?: string | null } | null;
  readonly organizer?: { readonly emailAddress: { readonly address: string } };
  readonly attendees?: readonly { readonly emailAddress: { readonly address: string } }[];
}

/** Speaks to the sandbox over HTTPS; the process has to trust the sandbox's certificate. */
export function connectTenant(settings: TenantSettings): Tenant {
  const control = (path: string, body?: unknown) =>
    fetch(`${settings.SANDBOX_URL}/control/${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  let token: { readonly value: string; readonly until: number } | null = null;
  const graphToken = async () => {
    if (token !== null && token.until > Date.now()) return token.value;
    const response = await fetch(`${settings.SANDBOX_URL}/${settings.ENTRA_TENANT_IDS}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings.ENTRA_CLIENT_ID,
        client_secret: settings.ENTRA_CLIENT_SECRET,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const given = await read<{ access_token: string; expires_in: number }>(response);
    token = { value: given.access_token, until: Date.now() + (given.expires_in - 60) * 1_000 };
    return token.value;
  };
  /** A path below the version, or the whole address of a next page. Comes again where it is asked to wait. */
  const graph = async (path: string): Promise<Response> => {
    for (;;) {
      const response = await fetch(path.startsWith('https:') ? path : `${settings.GRAPH_BASE_URL}/v1.0${path}`, {
        headers: { authorization: `Bearer ${await graphToken()}`, prefer: 'outlook.timezone="UTC"' },
      });
      if (response.status !== 429) return response;
      await wait(Number(response.headers.get('retry-after') ?? 1) * 1_000);
    }
  };

  return {
    people: async () => read(await control('people')),
    organisation: async () => (await succeeded(await control('organisation.csv'))).text(),
    tabToken: async (userPrincipalName) =>
      (await read<{ token: string }>(await control('token', { userPrincipalName }))).token,
    now: async () => Temporal.Instant.from((await read<{ now: string }>(await control('clock'))).now),
    moveClock: async (change) => {
      const response = await control('clock', change);
      if (response.status === 400) return false;
      await succeeded(response);
      return true;
    },
    workingHours: async (personId) => {
      const response = await graph(`/users/${personId}/mailboxSettings`);
      return response.status === 404 ? null : (await read<{ workingHours: GraphWorkingHours }>(response)).workingHours;
    },
    calendar: async (personId, from, to) => {
      const query = new URLSearchParams({ startDateTime: from.toString(), endDateTime: to.toString(), $top: '500' });
      const events: TenantEvent[] = [];
      let path: string | undefined = `/users/${personId}/calendarView?${query.toString()}`;
      while (path !== undefined) {
        const response = await graph(path);
        if (response.status === 404) return null;
        const page: { value: GraphEvent[]; '@odata.nextLink'?: string } = await read(response);
        events.push(...page.value.map(eventOf));
        path = page['@odata.nextLink'];
      }
      return events;
    },
  };
}

function eventOf(event: GraphEvent): TenantEvent {
  return {
    id: event.id,
    subject: event.subject ?? '',
    startsAt: utc(event.start.dateTime),
    endsAt: utc(event.end.dateTime),
    showAs: event.showAs ?? 'busy',
    isCancelled: event.isCancelled ?? false,
    isOnline: event.isOnlineMeeting ?? false,
    joinUrl: event.onlineMeeting?.joinUrl ?? null,
    isOrganizer: event.isOrganizer ?? false,
    organizer: event.organizer?.emailAddress.address ?? '',
    attendees: (event.attendees ?? []).map((attendee) => attendee.emailAddress.address),
  };
}

/** Graph writes UTC times without an offset. */
const utc = (dateTime: string) => Temporal.PlainDateTime.from(dateTime).toZonedDateTime('UTC').toInstant().toString();

async function succeeded(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`the sandbox tenant answered ${response.status}: ${await response.text()}`);
}

async function read<T>(response: Response): Promise<T> {
  return (await (await succeeded(response)).json()) as T;
}
