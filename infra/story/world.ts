import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { SandboxProcess } from '../processes/sandbox.ts';
import { connectTenant, type Tenant } from '../sandbox/tenant-client.ts';

const Activity = z.looseObject({ id: z.string(), from: z.string(), updatedCount: z.number().default(0) });
export type ChatActivity = z.infer<typeof Activity>;

const Requests = z.object({ requests: z.record(z.string(), z.object({ count: z.number() })) });

/** Calls at once: like an organisation at work, not like a flood. */
const atOnce = 16;

/** What the story can reach: the product over HTTP, and the tenant around it. Nothing of the product's code. */
export class World {
  readonly tenant: Tenant;
  readonly #sandbox: SandboxProcess;
  readonly #tokens = new Map<string, Promise<string>>();
  readonly #product: { readonly address: string };

  constructor(product: { readonly address: string }, sandbox: SandboxProcess) {
    this.#product = product;
    this.#sandbox = sandbox;
    this.tenant = connectTenant(sandbox.settings);
  }

  /** Asks the product's API as somebody. Throws with status and answer when it refuses. */
  async api(as: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const isFile = body instanceof Uint8Array;
    const response = await fetch(`${this.#product.address}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#tokenOf(as)}`,
        ...(body === undefined ? {} : { 'content-type': isFile ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  }

  #tokenOf(userPrincipalName: string): Promise<string> {
    const token = this.#tokens.get(userPrincipalName) ?? this.tenant.tabToken(userPrincipalName);
    this.#tokens.set(userPrincipalName, token);
    return token;
  }

  /** Asks the sandbox's control. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#sandbox.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /control${path} answered ${response.status}: ${text}`);
    return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
  }

  /** Changes how the tenant limits and delays. */
  async limits(change: Readonly<Record<string, number>>): Promise<void> {
    await this.control('PUT', '/limits', change);
  }

  /** How many events were posted to Graph so far. */
  async bookings(): Promise<number> {
    const { requests } = Requests.parse(await this.control('GET', '/requests'));
    return requests['POST /v1.0/users/{id}/events']?.count ?? 0;
  }

  /** Somebody's conversation with the bot, in order. */
  async chat(userPrincipalName: string): Promise<readonly ChatActivity[]> {
    const answer = await this.control('GET', `/chat/${encodeURIComponent(userPrincipalName)}`);
    return z.object({ activities: z.array(Activity) }).parse(answer).activities;
  }

  /** Something somebody does in the chat; answers what the bot answered. */
  async inChat(
    userPrincipalName: string,
    what: 'install' | 'message' | 'submit',
    body: unknown = {},
  ): Promise<unknown> {
    const answer = await this.control('POST', `/chat/${encodeURIComponent(userPrincipalName)}/${what}`, body);
    const { status } = z.object({ status: z.number() }).parse(answer);
    if (status >= 300) throw new Error(`the bot answered ${status} to ${what}: ${JSON.stringify(answer)}`);
    return answer;
  }
}

/** Does something for each of many, a few at a time, with the count on the terminal. */
export async function each<T, R>(
  label: string,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let finished = 0;
  const isTerminal = process.stdout.isTTY;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, items.length) }, async () => {
      for (let index = next; index < items.length; index = next) {
        next += 1;
        const item = items[index] as T;
        results[index] = await work(item, index);
        finished += 1;
        if (isTerminal) process.stdout.write(`\r  ${label}: ${finished} of ${items.length}  `);
      }
    }),
  );
  if (isTerminal) process.stdout.write('\r');
  return results;
}

/** Asks again until there is an answer. Throws, naming what was waited for, when it does not come. */
export async function until<T>(what: string, ask: () => Promise<T | null>, seconds = 120): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} seconds in vain for ${what}`);
    await wait(200);
  }
}
