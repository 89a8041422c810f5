import { pino } from 'pino';
import { createAppTokens, type AppTokens } from '../../../bot/microsoft/entra/app-tokens.ts';
import { createGraph, type Graph } from '../../../bot/microsoft/graph/client.ts';
import type { MailboxAddress } from '../../../bot/mentoring/meeting/meeting.ts';
import { trust } from '../../../infra/processes/trust.ts';
import type { SandboxOptions } from '../../../infra/sandbox/server.ts';
import { sandboxWithClient, type Answer, type Client } from '../../infra/sandbox/client.ts';
import type { Fault } from '../fault.ts';
import { trafficInMemory } from './traffic.ts';

export const silent = pino({ level: 'silent' });

/** Somebody in the sandbox, as its control routes tell. */
export interface Somebody extends MailboxAddress {
  readonly id: string;
  readonly jobTitle: string;
  readonly timeZone: string;
  /** Tags joined by semicolons. */
  readonly languages: string;
  readonly mailbox: boolean;
  readonly groups: readonly string[];
}

interface Counts {
  readonly requests: Readonly<Record<string, { count: number; statuses: Readonly<Record<string, number>> }>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly highestConcurrency: Readonly<Record<string, number>>;
  readonly highestAtOnce: number;
  readonly throttled: Readonly<Record<string, number>>;
  readonly early: number;
  readonly directoryUnits: number;
  readonly chat: Readonly<Record<string, unknown>>;
}

/** A stand-in tenant whose certificate this process trusts, with its switches at hand. */
export interface TestTenant {
  readonly client: Client;
  readonly url: string;
  readonly tenantId: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly people: readonly Somebody[];
  setting(name: string): string;
  /** By userPrincipalName. */
  person(name: string): Somebody;
  fault(fault: Fault): Promise<void>;
  limits(changed: Readonly<Record<string, unknown>>): Promise<void>;
  /** What was asked of the tenant since the last `quiet`. */
  counts(): Promise<Counts>;
  /** How often one template, as `GET /v1.0/users/{id}`, was asked since the last `quiet`. */
  asked(template: string): Promise<number>;
  /** Takes all faults away, and forgets what was asked. */
  quiet(): Promise<void>;
  /** Tokens of the product's app, each call with an empty cache. */
  appTokens(): AppTokens;
  /** A new way to Graph: nothing learnt, nobody throttled. */
  newGraph(): Graph;
  stop(): Promise<void>;
}

/** Starts a stand-in tenant of a test's own. Links come with the first answer and copies at once, unless asked otherwise. */
export async function startTenant(options: SandboxOptions = {}): Promise<TestTenant> {
  const client = await sandboxWithClient(options);
  trust(client.sandbox.certificate);
  const { settings } = client;
  const setting = (name: string): string => {
    const value = settings[name];
    if (value === undefined) throw new Error(`the sandbox has no setting ${name}`);
    return value;
  };
  const control = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await client.call(method, `/control/${path}`, { body });
    if (answer.status >= 300) throw new Error(`/control/${path} answered ${answer.status}`);
    return answer;
  };
  const listed = (await control('GET', 'people')).body as unknown as Omit<Somebody, 'entraObjectId'>[];
  const people = listed.map((one) => ({ ...one, entraObjectId: one.id }));
  const counts = async () => (await control('GET', 'requests')).body as unknown as Counts;
  const appTokens = () =>
    createAppTokens({
      authority: setting('ENTRA_AUTHORITY'),
      clientId: setting('ENTRA_CLIENT_ID'),
      clientSecret: setting('ENTRA_CLIENT_SECRET'),
    });
  const tenant: TestTenant = {
    client,
    url: client.sandbox.url,
    tenantId: setting('ENTRA_TENANT_IDS'),
    settings,
    people,
    setting,
    person(name) {
      const found = people.find((one) => one.userPrincipalName === name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return found;
    },
    async fault(fault) {
      await control('POST', 'faults', fault);
    },
    async limits(changed) {
      await control('PUT', 'limits', changed);
    },
    counts,
    asked: async (template) => (await counts()).requests[template]?.count ?? 0,
    async quiet() {
      await control('DELETE', 'faults');
      await control('DELETE', 'requests');
    },
    appTokens,
    newGraph: () =>
      createGraph({
        baseUrl: setting('GRAPH_BASE_URL'),
        tokens: appTokens(),
        log: silent,
        traffic: trafficInMemory(),
        clock: Date.now,
      }),
    stop: () => client.stop(),
  };
  await tenant.limits({ missingLinkEvery: 0, copyDelayMilliseconds: 0 });
  return tenant;
}
