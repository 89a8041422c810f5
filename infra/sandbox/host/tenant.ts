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
  readonly organizer: string;
  /** User principal names of those invited. */
  readonly attendees: readonly string[];
}

/** The sandbox tenant, seen by the page that plays Teams. */
export interface Tenant {
  people(): Promise<readonly TenantPerson[]>;
  organisation(): Promise<string>;
  /** The token that Teams would give the tab of somebody. */
  tabToken(userPrincipalName: string): Promise<string>;
  now(): Promise<Temporal.Instant>;
  /** Moves the clock on; false when that would be backwards. */
  moveClock(change: { readonly to: string } | { readonly by: string }): Promise<boolean>;
  /** The events between two instants; null for somebody without a mailbox. */
  calendar(personId: string, from: Temporal.Instant, to: Temporal.Instant): Promise<readonly TenantEvent[] | null>;
}

/** What the host needs of `GET /control/settings`. */
export interface TenantSettings {
  readonly SANDBOX_URL: string;
  readonly ENTRA_TENANT_IDS: string;
  readonly ENTRA_CLIENT_ID: string;
  readonly ENTRA_CLIENT_SECRET: string;
  readonly GRAPH_BASE_URL: string;
}

interface GraphEvent {
  readonly id: string;
  readonly subject?: string | null;
  readonly start: { readonly dateTime: string };
  readonly end: { readonly dateTime: string };
  readonly showAs?: string;
  readonly isCancelled?: boolean;
  readonly isOnlineMeeting?: boolean;
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
    calendar: async (personId, from, to) => {
      const query = new URLSearchParams({ startDateTime: from.toString(), endDateTime: to.toString(), $top: '500' });
      const response = await fetch(
        `${settings.GRAPH_BASE_URL}/v1.0/users/${personId}/calendarView?${query.toString()}`,
        {
          headers: { authorization: `Bearer ${await graphToken()}`, prefer: 'outlook.timezone="UTC"' },
        },
      );
      if (response.status === 404) return null;
      return (await read<{ value: GraphEvent[] }>(response)).value.map(eventOf);
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
