import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GRADUATE,
  HEAD,
  NO_MAILBOX,
  sandboxWithClient,
  series,
  type Answer,
  type Body,
  type Client,
} from './client.ts';

interface Item extends Body {
  readonly id: string;
  readonly type?: string;
  readonly seriesMasterId?: string | null;
  readonly subject?: string;
  readonly '@removed'?: { readonly reason: string };
}

const WINDOW = 'startDateTime=2027-02-01T00:00:00Z&endDateTime=2027-05-31T00:00:00Z';
let client: Client;
beforeAll(async () => {
  client = await sandboxWithClient();
});
afterAll(() => client.stop());
beforeEach(() => client.call('PUT', '/control/limits', { body: { missingLinkEvery: 0, copyDelayMilliseconds: 0 } }));

const ask = (path: string, size = 500): Promise<Answer> =>
  client.graph('GET', path.split('/v1.0')[1] ?? path, undefined, {
    prefer: `IdType="ImmutableId", outlook.timezone="UTC", odata.maxpagesize=${size}`,
  });
/** Reads to the last page: the items, and the link to what comes after. */
async function read(path: string, size?: number): Promise<{ items: Item[]; link: string; pages: number }> {
  const items: Item[] = [];
  for (let pages = 1, next = path; ; pages += 1) {
    const answer = await ask(next, size);
    expect(answer).toMatchObject({ status: 200 });
    items.push(...(answer.body.value as Item[]));
    const link = answer.body['@odata.deltaLink'] as string | undefined;
    if (link !== undefined) return { items, link, pages };
    next = answer.body['@odata.nextLink'] as string;
  }
}
const first = (person = HEAD, size?: number) => read(`/users/${person}/calendarView/delta?${WINDOW}`, size);
const book = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await client.graph('POST', `/users/${HEAD}/events`, series(more))).body['id'] as string;
const daysOf = async (id: string): Promise<Item[]> =>
  (await client.graph('GET', `/users/${HEAD}/events/${id}/instances?${WINDOW}`)).body.value as Item[];
const one = (more: Record<string, unknown> = {}) => ({ recurrence: null, ...more });

describe('what stands in the window', () => {
  it('comes whole but for the usual days of a series, page by page', async () => {
    const [id, single] = [await book(), await book(one())];
    const { items, pages } = await first(HEAD, 50);
    expect(pages).toBe(Math.ceil(items.length / 50));
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    expect(items.find((item) => item.id === id)).toMatchObject({ type: 'seriesMaster', subject: 'Reverse mentoring' });
    expect(items.find((item) => item.id === single)).toMatchObject({ type: 'singleInstance' });
    const days = items.filter((item) => item.seriesMasterId === id);
    expect(days).toHaveLength(6);
    for (const day of days) {
      expect(Object.keys(day).toSorted()).toEqual(['end', 'id', 'seriesMasterId', 'start', 'type']);
    }
  });

  it('has the exceptions of a series whole', async () => {
    const id = await book();
    const day = (await daysOf(id))[1];
    await client.graph('PATCH', `/users/${HEAD}/events/${day?.id ?? ''}`, { subject: 'Elsewhere' });
    const { items } = await first();
    expect(items.find((item) => item.id === day?.id)).toMatchObject({ type: 'exception', subject: 'Elsewhere' });
  });

  it.each(['$select=id', '$filter=id eq 1', '$expand=x', '$orderby=id'])('takes no %s', async (more) => {
    expect((await ask(`/users/${HEAD}/calendarView/delta?${WINDOW}&${more}`)).status).toBe(400);
  });

  it('needs a window and a mailbox', async () => {
    expect((await ask(`/users/${HEAD}/calendarView/delta`)).status).toBe(400);
    expect((await ask(`/users/${NO_MAILBOX}/calendarView/delta?${WINDOW}`)).status).toBe(404);
  });
});

describe('what changed since', () => {
  it('is nothing where nothing did', async () => {
    const { link } = await first();
    expect((await read(link)).items).toEqual([]);
  });

  it('is what was booked, once', async () => {
    const { link } = await first();
    const id = await book(one());
    const next = await read(link);
    expect(next.items).toMatchObject([{ id, type: 'singleInstance' }]);
    expect((await read(next.link)).items).toEqual([]);
    // The older link still tells the same.
    expect((await read(link)).items).toHaveLength(1);
  });

  it('is the day that was cancelled, and the series it was of', async () => {
    const id = await book();
    const day = (await daysOf(id))[2];
    const { link } = await first();
    await client.graph('POST', `/users/${HEAD}/events/${day?.id ?? ''}/cancel`, {});
    const { items } = await read(link);
    expect(items.filter((item) => item['@removed'])).toEqual([{ id: day?.id, '@removed': { reason: 'deleted' } }]);
    expect(items.find((item) => item.id === id)).toMatchObject({ type: 'seriesMaster' });
  });

  it('is a whole series that was deleted, with its days', async () => {
    const id = await book();
    const days = await daysOf(id);
    const { link } = await first();
    await client.graph('DELETE', `/users/${HEAD}/events/${id}`);
    const { items } = await read(link);
    expect(items.map((item) => item.id).toSorted()).toEqual([id, ...days.map((day) => day.id)].toSorted());
    expect(items.every((item) => item['@removed']?.reason === 'deleted')).toBe(true);
  });

  it('is what moved out of the window', async () => {
    const id = await book(one());
    const { link } = await first();
    const at = (time: string) => ({ dateTime: `2027-08-10T${time}`, timeZone: 'UTC' });
    await client.graph('PATCH', `/users/${HEAD}/events/${id}`, { start: at('10:00:00'), end: at('11:00:00') });
    expect((await read(link)).items).toEqual([{ id, '@removed': { reason: 'deleted' } }]);
  });

  it('is a copy when it arrives, although it was sent before', async () => {
    await client.call('PUT', '/control/limits', { body: { copyDelayMilliseconds: 3_600_000 } });
    await book(one());
    const { link } = await first(GRADUATE);
    expect((await read(link)).items).toEqual([]);
    await client.call('POST', '/control/clock', { body: { by: 'PT1H' } });
    expect((await read(link)).items).toMatchObject([{ subject: 'Reverse mentoring' }]);
  });

  it('is not told any more when the link is lost, old or another’s', async () => {
    const gone = { status: 410, body: { error: { code: 'syncStateNotFound' } } };
    const { link } = await first();
    expect(await ask(link.replace(HEAD, GRADUATE))).toMatchObject(gone);
    expect(await ask(`${link}x`)).toMatchObject({ status: 410 });
    await client.call('POST', '/control/clock', { body: { by: 'P31D' } });
    expect(await ask(link)).toMatchObject(gone);
    const again = await first();
    await client.call('DELETE', '/control/delta');
    expect(await ask(again.link)).toMatchObject(gone);
  });
});
