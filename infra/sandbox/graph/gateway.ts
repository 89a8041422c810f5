import type { Faults, Strike } from '../faults.ts';
import type { Entry } from '../limits.ts';
import type { RequestCounts } from '../requests.ts';
import { refusal, type GraphAnswer, type GraphRequest } from './answer.ts';
import { handleBatch } from './batch.ts';
import { eventChangeRoutes } from './events-change.ts';
import { eventDeltaRoutes } from './events-delta.ts';
import { eventReadRoutes } from './events-read.ts';
import { eventCreateRoutes } from './events-write.ts';
import { photoRoutes } from './photos.ts';
import { scheduleRoutes } from './schedule.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { teamworkRoutes } from './teamwork.ts';
import type { Call, Route, Tenant } from './tenant.ts';
import { resourceNotFound, userRoutes } from './users.ts';

const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...photoRoutes,
  ...scheduleRoutes,
  ...eventReadRoutes,
  ...eventCreateRoutes,
  ...eventChangeRoutes,
  ...eventDeltaRoutes,
  ...subscriptionRoutes,
  ...teamworkRoutes,
];

const expressions = ROUTES.map((route) => ({
  route,
  expression: new RegExp(`^/v1\\.0${route.template.replaceAll(/[.$]/g, '\\$&').replaceAll('{id}', '([^/]+)')}$`, 'i'),
}));

/** The one way into Graph, for a request of its own and for one from a batch: faults, limits, route, count. */
export class Gateway {
  readonly #tenant: Tenant;
  readonly #faults: Faults;
  readonly #counts: RequestCounts;

  constructor(tenant: Tenant, faults: Faults, counts: RequestCounts) {
    this.#tenant = tenant;
    this.#faults = faults;
    this.#counts = counts;
  }

  /** Answers a request that was already authorized. */
  async handle(request: GraphRequest): Promise<GraphAnswer> {
    return request.path === '/v1.0/$batch' ? this.#batch(request) : this.#single(request);
  }

  async #batch(request: GraphRequest): Promise<GraphAnswer> {
    const strike = this.#faults.take(request.method, request.path);
    if (strike) await pause(strike.delayMilliseconds);
    const given = await struck(strike, () => handleBatch(request.body, (inner) => this.#single(inner)));
    // Refused as a whole it says nothing of mailboxes: the app is to wait.
    if (given.status === 429) this.#tenant.limits.toldToWait('', Number(given.headers?.['retry-after'] ?? 0));
    this.#counts.count(`${request.method} /v1.0/$batch`, given.lost === true ? 0 : given.status);
    return given;
  }

  async #single(request: GraphRequest): Promise<GraphAnswer> {
    const atPath = expressions.filter(({ expression }) => expression.test(request.path));
    const matched = atPath.find(({ route }) => route.method === request.method);
    const given = await this.#limited(request, matched?.route, () => {
      if (matched === undefined) return noRoute(request, atPath.length > 0);
      return this.#work(request, matched.route);
    });
    const template = matched?.route.template ?? atPath[0]?.route.template ?? '/{unknown}';
    this.#counts.count(`${request.method} /v1.0${template}`, given.lost === true ? 0 : given.status);
    return given;
  }

  async #limited(
    request: GraphRequest,
    route: Route | undefined,
    work: () => GraphAnswer | Promise<GraphAnswer>,
  ): Promise<GraphAnswer> {
    const { limits, directory } = this.#tenant;
    const isOutlook = route?.service === 'outlook';
    const id = decode(request.path.split('/')[3] ?? '');
    const scope = isOutlook ? (directory.find(id)?.userPrincipalName ?? id) : 'directory';
    const strike = this.#faults.take(request.method, request.path);
    const entered = isOutlook ? limits.enter(scope) : limits.enterDirectory(unitsOf(request, route));
    if (!entered.admitted) return tooMuch(entered);
    try {
      const delay = (isOutlook ? limits.settings.latencyMilliseconds : 0) + (strike?.delayMilliseconds ?? 0);
      // Without any delay the directory takes no turn of the clock.
      if (delay > 0 || (strike && !isOutlook)) await pause(delay);
      const given = await struck(strike, work);
      const told = given.status === 429 ? given.headers?.['retry-after'] : undefined;
      if (told !== undefined) limits.toldToWait(scope, Number(told));
      return given;
    } finally {
      entered.leave();
    }
  }

  #work(request: GraphRequest, route: Route): GraphAnswer | Promise<GraphAnswer> {
    const parts = request.path.split('/').slice(2).map(decode);
    // parts: users, {id}, events, {id}, …
    const person = this.#tenant.directory.find(parts[1] ?? '');
    const ofSomebody = route.template.startsWith('/users/{id}');
    if (ofSomebody && person === undefined) {
      return route.service === 'outlook'
        ? refusal(404, 'ErrorInvalidUser', `The requested user '${parts[1] ?? ''}' is invalid.`)
        : resourceNotFound(parts[1] ?? '');
    }
    if (route.service === 'outlook' && !(person && this.#tenant.directory.hasMailbox(person))) {
      return refusal(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      );
    }
    return route.handle({ tenant: this.#tenant, request, parts, person } as Call);
  }
}

/** What a request costs the directory: lists 2, members 3, nested members 5; `$select` one less, `$expand` one more. */
function unitsOf(request: GraphRequest, route: Route | undefined): number {
  const template = route?.template ?? '';
  const nested = template.includes('/transitiveMembers') ? 5 : 1;
  const base = template.endsWith('/members') ? 3 : template === '/users' ? 2 : nested;
  return Math.max(1, base - (request.query.has('$select') ? 1 : 0) + (request.query.has('$expand') ? 1 : 0));
}

/** Exchange and the directory refuse in words of their own. */
function tooMuch({ scope, retryAfterSeconds }: Extract<Entry, { admitted: false }>): GraphAnswer {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  if (scope === 'directory') return refusal(429, 'Request_ThrottledTemporarily', 'Your request is throttled.', headers);
  const limit = scope === 'concurrency' ? 'MailboxConcurrency' : scope === 'mailbox' ? 'RequestCount' : 'Global';
  return refusal(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, headers);
}

const noRoute = (request: GraphRequest, pathIsKnown: boolean): GraphAnswer =>
  pathIsKnown
    ? refusal(405, 'Request_BadRequest', `The OData request is not supported: ${request.method}.`)
    : refusal(400, 'BadRequest', `Resource not found for the segment '${request.path.split('/').at(-1) ?? ''}'.`);

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function struck(
  strike: Strike | undefined,
  work: () => GraphAnswer | Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  if (strike?.then === undefined) {
    const given = await work();
    if (strike && strike.holdMilliseconds > 0) await pause(strike.holdMilliseconds);
    return given;
  }
  if (strike.then === 'after') await work();
  return strike.answer ?? { status: 504, lost: true };
}
