import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ProductProcess, SandboxProcess } from '../processes/product.ts';

/** Somebody of the stand-in tenant. */
const Person = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string(),
  mailbox: z.boolean(),
  appRoles: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;

const Activity = z.looseObject({ id: z.string(), from: z.string(), updatedCount: z.number().default(0) });
export type ChatActivity = z.infer<typeof Activity>;

/** Calls at once: like an organisation at work, not like a flood. */
const atOnce = 16;

/** What the story can reach: the product over HTTP, and the tenant around it. Nothing of the product's code. */
export class World {
  readonly #product: ProductProcess;
  readonly #sandbox: SandboxProcess;
  readonly #tokens = new Map<string, Promise<string>>();
  #graphToken: Promise<string> | null = null;

  constructor(product: ProductProcess, sandbox: SandboxProcess) {
    this.#product = product;
    this.#sandbox = sandbox;
  }

  async people(): Promise<readonly Person[]> {
    return z.array(Person).parse(await this.control('GET', '/people'));
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
    const token =
      this.#tokens.get(userPrincipalName) ??
      this.control('POST', '/token', { userPrincipalName }).then(
        (answer) => z.object({ token: z.string() }).parse(answer).token,
      );
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

  /** Reads Graph as an administrator's program would, with a token of its own. */
  async graph(path: string): Promise<unknown> {
    const { settings, url } = this.#sandbox;
    this.#graphToken ??= fetch(`${url}/${settings['ENTRA_TENANT_IDS'] ?? ''}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings['ENTRA_CLIENT_ID'] ?? '',
        client_secret: settings['ENTRA_CLIENT_SECRET'] ?? '',
        scope: `${settings['GRAPH_BASE_URL'] ?? ''}/.default`,
      }),
    }).then(async (response) => z.object({ access_token: z.string() }).parse(await response.json()).access_token);
    const headers = { authorization: `Bearer ${await this.#graphToken}`, prefer: 'outlook.timezone="UTC"' };
    for (;;) {
      const response = await fetch(path.startsWith('https:') ? path : `${url}/v1.0${path}`, { headers });
      if (response.status === 429) await wait(Number(response.headers.get('retry-after') ?? 1) * 1_000);
      else if (response.ok) return response.json();
      else throw new Error(`Graph answered ${response.status} to ${path}: ${await response.text()}`);
    }
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
