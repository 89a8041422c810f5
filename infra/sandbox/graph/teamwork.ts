import { randomUUID } from 'node:crypto';
import { answer, refusal, type GraphAnswer } from './answer.ts';
import type { Call, Route } from './tenant.ts';
import { resourceNotFound } from './users.ts';

/** The route that installs the app for somebody. */
export const teamworkRoutes: Route[] = [
  { method: 'POST', template: '/users/{id}/teamwork/installedApps', service: 'directory', handle: install },
];

/** Answers when it is decided; Teams tells the bot after that. */
function install({ tenant, request, person }: Call): GraphAnswer {
  const { limits, conversations, player, teamsAppId } = tenant;
  const entry = limits.enterInstall();
  if (!entry.admitted) {
    const headers = { 'retry-after': String(entry.retryAfterSeconds) };
    return refusal(429, 'TooManyRequests', 'Too many installations.', headers);
  }
  if (!limits.settings.mayInstall) {
    const needed = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
    return refusal(403, 'Forbidden', `Missing role permissions on the request. API requires one of '${needed}'.`);
  }
  const { 'teamsApp@odata.bind': bound, ...rest } = (request.body ?? {}) as Record<string, unknown>;
  const [, appId] = /\/appCatalogs\/teamsApps\/([0-9a-f-]{36})$/i.exec(typeof bound === 'string' ? bound : '') ?? [];
  if (appId === undefined || Object.keys(rest).length > 0)
    return refusal(400, 'BadRequest', 'The body names no app of a catalogue, or more than that.');
  if (appId.toLowerCase() !== teamsAppId) return resourceNotFound(appId);
  if (conversations.of(person).installed)
    return refusal(409, 'Conflict', 'The specified app is already installed for the user.');
  setImmediate(() => void player.install(person));
  return answer(201, undefined, {
    location: `${tenant.url()}/v1.0/users/${person.id}/teamwork/installedApps/${randomUUID()}`,
  });
}
