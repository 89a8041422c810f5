import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createParser } from 'eventsource-parser';
import pg from 'pg';
import { pino } from 'pino';
import { startApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { LiveNews } from '../../../bot/http/contract/live.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { firstMeeting, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let product: Product;
let cast: Cast;
let couple: Couple;
let others: Couple;
const listeners: Listener[] = [];
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 2) });
  [couple, others] = cast.couples as [Couple, Couple];
});
afterAll(async () => {
  for (const listener of listeners) listener.leave();
  await product.stop();
});

/** A tab that is open: what it is told. */
interface Listener {
  readonly heard: LiveNews[];
  /** The server has ended the stream. */
  isOver(): boolean;
  leave(): void;
}

/** Opens somebody's tab, and waits until it follows what changes. */
async function listen(person: string, { address }: { readonly address: string } = product): Promise<Listener> {
  const leaving = new AbortController();
  const heard: LiveNews[] = [];
  let isOver = false;
  const response = await fetch(`${address}/api/live`, {
    headers: { authorization: `Bearer ${await product.token(person)}` },
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const parser = createParser({ onEvent: ({ data }) => heard.push(LiveNews.parse(JSON.parse(data))) });
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  void read()
    .catch((error: unknown) => {
      if (!leaving.signal.aborted) throw error;
    })
    .finally(() => (isOver = true));
  const listener = { heard, isOver: () => isOver, leave: () => leaving.abort() };
  listeners.push(listener);
  await until(() => heard.length > 0);
  // A booking that is looked at once more may be told of right behind it.
  expect(heard.splice(0)[0]).toEqual({ kind: 'missed' });
  return listener;
}

/** What somebody has heard about; a booking that is looked at once more tells of it again. */
const about = (one: Listener | undefined) => [
  ...new Set(one?.heard.map((news) => ('id' in news ? `${news.kind} ${news.id}` : news.kind))),
];

/** Writes to an agenda. */
async function addPoint({ mentee, ...rest }: Couple): Promise<void> {
  const { id } = await firstMeeting(product, mentee, { mentee, ...rest });
  const { status } = await product.api(mentee, 'POST', `/my/meetings/${id}/agenda`, { text: `Point ${randomUUID()}` });
  expect(status).toBe(200);
}

describe('what changes', () => {
  it('is told to the two whose pairing it is and to the lead, and to nobody else', async () => {
    const [mentee, mentor, leads, stranger, nobody] = await Promise.all(
      [couple.mentee, couple.mentor, lead, others.mentor, bystander].map((person) => listen(person)),
    );
    await addPoint(couple);
    await addPoint(others);
    const all = [mentee, mentor, leads, stranger];
    await until(() => all.every((one) => one !== undefined && one.heard.length > 0));
    expect(about(mentee)).toEqual([`pairing ${couple.pairingId}`]);
    expect(about(mentor)).toEqual([`pairing ${couple.pairingId}`]);
    expect(about(stranger)).toEqual([`pairing ${others.pairingId}`]);
    expect(about(leads)).toEqual([`programme ${cast.programme.id}`]);
    expect(nobody?.heard).toEqual([]);
  });

  it('is told to those who are connected to another server on the same database', async () => {
    const settings = readConfig({ ...product.settings, PORT: '0' });
    const other = await startApp(settings, pino({ level: 'silent' }));
    try {
      const listener = await listen(couple.mentor, other);
      await addPoint(couple);
      await until(() => listener.heard.length > 0);
      expect(about(listener)).toEqual([`pairing ${couple.pairingId}`]);
    } finally {
      await other.close();
    }
  });

  it('is told again after the connection to the database was lost: everything may have changed', async () => {
    const listener = await listen(couple.mentee);
    await product.database.asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen vantage_live'`,
    );
    await until(() => listener.heard.some(({ kind }) => kind === 'missed'));
    listener.heard.splice(0);
    await addPoint(couple);
    await until(() => listener.heard.length > 0);
    expect(about(listener)).toEqual([`pairing ${couple.pairingId}`]);
  });

  it('is not told by whoever writes nonsense into the channel', async () => {
    const listener = await listen(couple.mentee);
    const client = new pg.Client({ connectionString: product.database.databaseUrl });
    await client.connect();
    await client.query(`select pg_notify('vantage_live', 'no news')`);
    await client.end();
    await addPoint(couple);
    await until(() => listener.heard.length > 0);
    expect(about(listener)).toEqual([`pairing ${couple.pairingId}`]);
  });
});

describe('a stream of news', () => {
  it('is opened only with a token, and only so often by one person', async () => {
    expect((await product.ask('GET', '/api/live')).status).toBe(401);
    const mine = await Promise.all(Array.from({ length: 12 }, () => listen(others.mentee)));
    const refused = await product.api(others.mentee, 'GET', '/live');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    for (const one of mine) one.leave();
    await until(async () => (await fetchStatus(others.mentee)) === 200);
  });

  it('ends when the server stops', async () => {
    const listener = await listen(couple.mentee);
    await product.close();
    await until(() => listener.isOver());
    await product.restart();
  });
});

/** What the server answers to somebody who would listen; they leave at once. */
async function fetchStatus(person: string): Promise<number> {
  const leaving = new AbortController();
  const { status } = await fetch(`${product.address}/api/live`, {
    headers: { authorization: `Bearer ${await product.token(person)}` },
    signal: leaving.signal,
  });
  leaving.abort();
  return status;
}
