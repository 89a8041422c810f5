import { randomUUID } from 'node:crypto';
import type { Person } from '../organisation/person.ts';
import type { Subscription } from '../subscriptions/subscriptions.ts';
import { answer, refusal, type GraphAnswer } from './answer.ts';
import { preferencesOf } from './outlook.ts';
import type { Call, Route, Tenant } from './tenant.ts';

const MINUTE = 60_000;
const LONGEST_MINUTES = 10_080;
const SHORTEST_MINUTES = 45;
const LONGEST_CLIENT_STATE = 128;
const CHANGE_TYPES = ['created', 'updated', 'deleted'];
/** What a client may write of a subscription. */
const WRITABLE = [
  'changeType',
  'clientState',
  'expirationDateTime',
  'includeResourceData',
  'latestSupportedTlsVersion',
  'lifecycleNotificationUrl',
  'notificationUrl',
  'resource',
];

/** The routes of subscriptions to the events of a mailbox. */
export const subscriptionRoutes: Route[] = [
  { method: 'POST', template: '/subscriptions', service: 'directory', handle: create },
  { method: 'GET', template: '/subscriptions', service: 'directory', handle: list },
  { method: 'GET', template: '/subscriptions/{id}', service: 'directory', handle: get },
  { method: 'PATCH', template: '/subscriptions/{id}', service: 'directory', handle: renew },
  { method: 'DELETE', template: '/subscriptions/{id}', service: 'directory', handle: remove },
];

async function create(call: Call): Promise<GraphAnswer> {
  const { tenant, request } = call;
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const asked = readAsked(body, tenant);
  if ('status' in asked) return asked;
  const watched = mailboxOf(asked.resource, tenant);
  if ('status' in watched) return watched;
  const there = tenant.subscriptions.all.find(
    (one) => one.mailbox === watched.id && one.changeTypes.join() === asked.changeTypes.join(),
  );
  if (there !== undefined && !tenant.limits.settings.duplicateSubscriptions) {
    return refusal(409, 'Conflict', `Subscription Id ${there.id} already exists for the requested combination.`);
  }
  for (const url of new Set([asked.notificationUrl, asked.lifecycleNotificationUrl ?? asked.notificationUrl])) {
    if (!(await tenant.deliveries.validate(url))) {
      return refusal(
        400,
        'ValidationError',
        'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
      );
    }
  }
  const subscription: Subscription = {
    ...asked,
    id: randomUUID(),
    mailbox: watched.id,
    immutableIds: preferencesOf(request)?.immutableIds ?? false,
  };
  tenant.subscriptions.put(subscription);
  return answer(201, view(subscription, tenant));
}

function list({ tenant }: Call): GraphAnswer {
  return answer(200, { value: tenant.subscriptions.all.map((one) => view(one, tenant)) });
}

function get({ tenant, parts }: Call): GraphAnswer {
  const found = tenant.subscriptions.find(parts[1] ?? '');
  return found === undefined ? notThere() : answer(200, view(found, tenant));
}

function renew({ tenant, parts, request }: Call): GraphAnswer {
  const found = tenant.subscriptions.find(parts[1] ?? '');
  if (found === undefined) return notThere();
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const other = Object.keys(body).find((name) => name !== 'expirationDateTime');
  if (other !== undefined) return invalid(`The property '${other}' cannot be changed.`);
  const expiresAt = expiry(body['expirationDateTime'], tenant);
  if (typeof expiresAt !== 'number') return expiresAt;
  const renewed = { ...found, expiresAt };
  tenant.subscriptions.put(renewed);
  return answer(200, view(renewed, tenant));
}

function remove({ tenant, parts }: Call): GraphAnswer {
  const found = tenant.subscriptions.find(parts[1] ?? '');
  if (found === undefined) return notThere();
  tenant.subscriptions.remove(found.id);
  return { status: 204 };
}

type Asked = Omit<Subscription, 'id' | 'mailbox' | 'immutableIds'>;

/** What a body asks for, or why it is refused. */
function readAsked(body: Readonly<Record<string, unknown>>, tenant: Tenant): Asked | GraphAnswer {
  const unknown = Object.keys(body).find((name) => !name.includes('@') && !WRITABLE.includes(name));
  if (unknown !== undefined) return invalid(`The property '${unknown}' does not exist or cannot be set.`);
  const { changeType, notificationUrl, resource, clientState = null, lifecycleNotificationUrl = null } = body;
  if (typeof resource !== 'string') return invalid('The resource is missing.');
  if (body['includeResourceData'] === true) return invalid('Notifications with resource data are not supported here.');
  const changeTypes = typeof changeType === 'string' ? changeType.split(',').map((one) => one.trim()) : [];
  if (changeTypes.length === 0 || changeTypes.some((one) => !CHANGE_TYPES.includes(one))) {
    return invalid(`changeType has to be some of ${CHANGE_TYPES.join(', ')}.`);
  }
  if (clientState !== null && (typeof clientState !== 'string' || clientState.length > LONGEST_CLIENT_STATE)) {
    return invalid(`clientState has at most ${LONGEST_CLIENT_STATE} characters.`);
  }
  if (!mayBeTold(notificationUrl)) return invalid('notificationUrl has to be an https address.');
  if (lifecycleNotificationUrl !== null && !mayBeTold(lifecycleNotificationUrl)) {
    return invalid('lifecycleNotificationUrl has to be an https address.');
  }
  const expiresAt = expiry(body['expirationDateTime'], tenant);
  if (typeof expiresAt !== 'number') return expiresAt;
  return {
    resource,
    changeTypes: changeTypes.toSorted(),
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    expiresAt,
  };
}

/** As Graph, https alone; plain http besides on this machine, where the sandbox and what is tried on it are at home. */
function mayBeTold(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
}

/** When a subscription ends, on the sandbox's clock. What is shorter than the shortest becomes the shortest. */
function expiry(asked: unknown, tenant: Tenant): number | GraphAnswer {
  const now = tenant.clock.now();
  const at = typeof asked === 'string' ? Date.parse(asked) : NaN;
  if (Number.isNaN(at) || at <= now) return invalid('expirationDateTime has to lie in the future.');
  if (at > now + LONGEST_MINUTES * MINUTE) {
    return invalid(`Subscription expiration can only be ${LONGEST_MINUTES} minutes in the future.`);
  }
  return Math.max(at, now + SHORTEST_MINUTES * MINUTE);
}

/** Whose events a resource names. */
function mailboxOf(resource: string, { directory }: Tenant): Person | GraphAnswer {
  const named = /^\/?users\/([^/]+)\/events$/i.exec(resource)?.[1];
  if (named === undefined) return invalid(`The resource '${resource}' is not supported here: users/{id}/events is.`);
  const person = directory.find(decodeURIComponent(named));
  if (person === undefined) return refused('ErrorInvalidUser', `The requested user '${named}' is invalid.`);
  if (directory.hasMailbox(person)) return person;
  return refused(
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  );
}

function view(one: Subscription, { url }: Tenant): Record<string, unknown> {
  return {
    '@odata.context': `${url()}/v1.0/$metadata#subscriptions/$entity`,
    id: one.id,
    resource: one.resource,
    changeType: one.changeTypes.join(','),
    // As Graph, which tells nobody again.
    clientState: null,
    notificationUrl: one.notificationUrl,
    lifecycleNotificationUrl: one.lifecycleNotificationUrl,
    expirationDateTime: new Date(one.expiresAt).toISOString(),
  };
}

/** Graph passes on what the service behind it said, in words alone. */
const refused = (code: string, message: string): GraphAnswer =>
  refusal(404, 'ExtensionError', `Operation: Create; Exception: [Status Code: NotFound; Reason: ${code}: ${message}]`);
const invalid = (message: string): GraphAnswer => refusal(400, 'InvalidRequest', message);
const notThere = (): GraphAnswer => refusal(404, 'ResourceNotFound', 'The object was not found.');
