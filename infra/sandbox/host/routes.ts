import { parse } from 'csv-parse/sync';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { meetingsOfTwo, nextOf, weekOf } from './meetings.ts';
import { chosenPerson, isLead, personCookie } from './person.ts';
import type { Tenant, TenantPerson } from '../tenant-client.ts';

/** The Agents Playground of each person who is played. */
export interface Chats {
  /** Where somebody's Playground listens; started when it does not run yet. */
  of(personId: string): Promise<{ readonly url: string; readonly conversationId: string }>;
  has(personId: string): boolean;
}

/** What the page asks for, and what Teams would give the tab: all under /sandbox/. */
export function hostRoutes(
  server: FastifyInstance,
  parts: {
    readonly tenant: Tenant;
    readonly chats: Chats;
    /** Origin of the product. */
    readonly productUrl: string;
    readonly warn: (problem: string) => void;
  },
): void {
  const { tenant, chats, productUrl, warn } = parts;

  server.get('/sandbox/token', async (request) => {
    const person = chosenPerson(request, await tenant.people());
    const token = await tenant.tabToken(person.userPrincipalName);
    return { token, expiresAt: expiryOf(token) };
  });

  server.get('/sandbox/context', async (request) => {
    const person = chosenPerson(request, await tenant.people());
    const theme = /(?:^|;\s*)sandbox-theme=(dark|contrast)/.exec(request.headers.cookie ?? '')?.[1] ?? 'default';
    const locale = /^[a-z]{2,3}(-[a-zA-Z]{2,4})?/i.exec(request.headers['accept-language'] ?? '')?.[0] ?? 'en-GB';
    return { theme, locale, userObjectId: person.id };
  });

  server.get('/sandbox/people', async (request) => {
    const people = await tenant.people();
    const chosen = chosenPerson(request, people);
    const roles = rolesOf(await tenant.organisation());
    return { chosen: chosen.id, people: people.map((person) => ({ ...shown(person), role: roleOf(person, roles) })) };
  });

  server.put<{ Body: { id?: string } }>('/sandbox/person', async (request, reply) => {
    const person = (await tenant.people()).find(({ id }) => id === request.body.id);
    if (!person) return problem(reply, 404, 'Nobody in this organisation has that id.');
    reply.header('set-cookie', `${personCookie}=${person.id}; Path=/; SameSite=Lax; HttpOnly; Max-Age=2592000`);
    // Started early so that the chat is there when it is looked at.
    chats.of(person.id).catch((error: unknown) => warn(`The chat of ${person.displayName}: ${String(error)}`));
    return shown(person);
  });

  server.get('/sandbox/organisation.csv', async (_request, reply) => {
    reply.header('content-disposition', 'attachment; filename="organisation.csv"');
    return reply.type('text/csv; charset=utf-8').send(await tenant.organisation());
  });

  server.get('/sandbox/now', async (request) => {
    const people = await tenant.people();
    const me = chosenPerson(request, people);
    const now = await tenant.now();
    const meetings = await meetingsOfTwo(tenant, me, people, now);
    const next = nextOf(meetings, now);
    const partners = new Map(meetings.map(({ partner }) => [partner.id, shown(partner)]));
    const pairedWith = await namesPairedWith(productUrl, await tenant.tabToken(me.userPrincipalName));
    const paired = people.find(({ userPrincipalName }) => pairedWith.includes(userPrincipalName.toLowerCase()));
    return {
      now: now.toString(),
      timeZone: me.timeZone,
      next: next && { startsAt: next.event.startsAt, endsAt: next.event.endsAt, partner: next.partner.displayName },
      partners: [...partners.values()],
      // Whom to play next: the other one of the pairing, whether or not they meet yet.
      paired: paired ? shown(paired) : null,
    };
  });

  server.post<{ Body: { by?: string; toEndOfNextMeeting?: boolean } }>('/sandbox/clock', async (request, reply) => {
    const { by, toEndOfNextMeeting } = request.body;
    if (toEndOfNextMeeting === true) {
      const people = await tenant.people();
      const now = await tenant.now();
      const me = chosenPerson(request, people);
      const next = nextOf(await meetingsOfTwo(tenant, me, people, now), now);
      if (!next) return problem(reply, 409, `${me.displayName} has no meeting in the next eight weeks.`);
      // A minute on, so that the meeting has ended by any reckoning.
      await tenant.moveClock({ to: Temporal.Instant.from(next.event.endsAt).add({ minutes: 1 }).toString() });
    } else if ((by !== 'P1D' && by !== 'P1W') || !(await tenant.moveClock({ by }))) {
      return problem(reply, 400, 'The clock moves on by a day (P1D), a week (P1W) or to the end of the next meeting.');
    }
    return { now: (await tenant.now()).toString() };
  });

  server.get<{ Querystring: { person?: string; day?: string } }>('/sandbox/calendar', async (request, reply) => {
    const people = await tenant.people();
    const me = chosenPerson(request, people);
    const person = people.find(({ id }) => id === (request.query.person ?? me.id));
    if (!person) return problem(reply, 404, 'Nobody in this organisation has that id.');
    const day = dayOf(request.query.day, (await tenant.now()).toZonedDateTimeISO(me.timeZone).toPlainDate());
    if (day === null) return problem(reply, 400, `${request.query.day ?? ''} is not a date like 2026-11-30.`);
    // Both calendars show the same hours, in the time of the one who looks.
    const { from, to } = weekOf(day, me.timeZone);
    const events = await tenant.calendar(person.id, from, to);
    return {
      person: shown(person),
      from: from.toString(),
      timeZone: me.timeZone,
      hasMailbox: events !== null,
      events: events ?? [],
    };
  });

  server.get('/sandbox/chat', async (request) => {
    const person = chosenPerson(request, await tenant.people());
    return { url: (await chats.of(person.id)).url, person: shown(person) };
  });
}

/** Addresses of those somebody is paired with, as the product tells them through its API. */
async function namesPairedWith(productUrl: string, token: string): Promise<readonly string[]> {
  const answer = await fetch(`${productUrl}/api/my/pairings`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) return [];
  const { pairings } = (await answer.json()) as { pairings: { partner: { userPrincipalName: string } }[] };
  return pairings.map(({ partner }) => partner.userPrincipalName);
}

function dayOf(text: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text === undefined) return today;
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? Temporal.PlainDate.from(text) : null;
}

function expiryOf(token: string): string {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
  return Temporal.Instant.fromEpochMilliseconds(exp * 1_000).toString();
}

function shown({ id, displayName, jobTitle, department, officeLocation, timeZone }: TenantPerson) {
  return { id, displayName, jobTitle, department, officeLocation, timeZone };
}

/** The roles that the organisation's file gives, by user principal name in lower case. */
function rolesOf(csv: string): ReadonlyMap<string, string> {
  const lines = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true });
  return new Map(lines.map((line) => [(line['userPrincipalName'] ?? '').toLowerCase(), line['role'] ?? '']));
}

function roleOf(person: TenantPerson, roles: ReadonlyMap<string, string>): 'lead' | 'mentor' | 'mentee' | null {
  if (isLead(person)) return 'lead';
  const role = roles.get(person.userPrincipalName.toLowerCase());
  return role === 'mentor' || role === 'mentee' ? role : null;
}

function problem(reply: FastifyReply, status: number, message: string) {
  return reply.code(status).send({ message });
}
