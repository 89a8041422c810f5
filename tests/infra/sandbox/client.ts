import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import { startSandbox, type SandboxOptions } from '../../../infra/sandbox/server.ts';

/** A body as JSON; the names are those that tests look into most. */
export interface Body {
  readonly value?: unknown;
  readonly responses?: unknown;
  readonly exceptionOccurrences?: unknown;
  readonly cancelledOccurrences?: unknown;
  readonly [name: string]: unknown;
}

/** An answer; without any body, or with one that is no JSON, the body is the text. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Body;
}

export interface Asked {
  readonly body?: unknown;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** A sandbox that listens, and a client of it that trusts its certificate. */
export async function sandboxWithClient(options: SandboxOptions = {}) {
  const sandbox = await startSandbox(options);
  const agent = new Agent({ connect: { ca: readFileSync(sandbox.certificate) } });
  const call = async (method: string, path: string, { body, form, headers = {} }: Asked = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('https://') ? path : `${sandbox.url}${path}`, {
      method,
      dispatcher: agent,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: form ? new URLSearchParams(form) : body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  };
  const settings = (await call('GET', '/control/settings')).body as Record<string, string>;
  /** Client credentials, as an app asks for a token. */
  const tokenFor = async (which: 'ENTRA_CLIENT' | 'BOT_APP', scope: string): Promise<string> => {
    const form = {
      grant_type: 'client_credentials',
      client_id: settings[`${which}_ID`] ?? '',
      client_secret: settings[`${which}_SECRET`] ?? '',
      scope,
    };
    const answer = await call('POST', `/${settings['ENTRA_TENANT_IDS'] ?? ''}/oauth2/v2.0/token`, { form });
    return (answer.body as { access_token: string }).access_token;
  };
  const graphToken = await tokenFor('ENTRA_CLIENT', 'https://graph.microsoft.com/.default');
  /** A call to Graph with the app's token, immutable ids unless other headers are given. */
  const graph = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> =>
    call(method, `/v1.0${path}`, {
      body,
      headers: { authorization: `Bearer ${graphToken}`, ...(headers ?? { prefer: 'IdType="ImmutableId"' }) },
    });
  const stop = async (): Promise<void> => {
    await agent.close();
    await sandbox.stop();
  };
  return { sandbox, settings, call, graph, graphToken, tokenFor, stop };
}

export type Client = Awaited<ReturnType<typeof sandboxWithClient>>;

export const HEAD = 'ingrid.solheim@aldermoor.example';
export const GRADUATE = 'tobi.adeyinka.marsh@aldermoor.example';
export const NO_MAILBOX = 'marek.zielony@aldermoor.example';

/** The body of a series of six meetings every two weeks on a Tuesday, across the change to summer time. */
export const series = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  subject: 'Reverse mentoring',
  body: { contentType: 'html', content: '<p>Agenda</p>' },
  start: { dateTime: '2027-02-16T10:00:00', timeZone: 'GMT Standard Time' },
  end: { dateTime: '2027-02-16T10:45:00', timeZone: 'GMT Standard Time' },
  recurrence: {
    pattern: { type: 'weekly', interval: 2, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
    range: { type: 'numbered', startDate: '2027-02-16', numberOfOccurrences: 6 },
  },
  attendees: [{ emailAddress: { address: GRADUATE }, type: 'required' }],
  isOnlineMeeting: true,
  onlineMeetingProvider: 'teamsForBusiness',
  ...more,
});

/** Asks again until something holds; fails after ten seconds. */
export async function until<T>(ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`It did not come to be: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
