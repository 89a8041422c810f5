import type { FastifyRequest } from 'fastify';
import type { TenantPerson } from '../tenant-client.ts';

/** The cookie that keeps who is played. */
export const personCookie = 'sandbox-person';

/** Who is played in this browser: the one of the cookie, else a programme lead, else the first of all. */
export function chosenPerson(request: FastifyRequest, people: readonly TenantPerson[]): TenantPerson {
  const id = new RegExp(`(?:^|;\\s*)${personCookie}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  const chosen = people.find((person) => person.id === id) ?? people.find(isLead) ?? people[0];
  if (!chosen) throw new Error('the sandbox tenant holds nobody');
  return chosen;
}

/** Whether Entra says that somebody is a programme lead. */
export const isLead = (person: TenantPerson): boolean => person.appRoles.includes('Programme.Lead');
