import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { getMany } from '../../../../bot/microsoft/graph/batch.ts';
import { createDirectory } from '../../../../bot/microsoft/graph/directory.ts';
import { largeOrganisation } from '../../../support/microsoft/organisation.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { inOurTime, untilSeen, withoutWaiting } from '../../../support/microsoft/time.ts';

const batch = 'POST /v1.0/$batch';
const user = 'GET /v1.0/users/{id}';

describe('a batch', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant.stop());
  beforeEach(() => tenant.quiet());
  afterEach(() => tenant.quiet());

  const some = (count: number) => tenant.people.slice(0, count).map((person) => person.id);
  /** Asks for so many people by their ids. */
  const ask = async (ids: readonly string[]) =>
    getMany(tenant.newGraph(), tenant.tenantId, new Map(ids.map((id) => [id, `/users/${id}?$select=id`])));
  /** Every answer holds the person it was asked for. */
  const expectEach = (answers: Awaited<ReturnType<typeof ask>>, ids: readonly string[]): void => {
    expect(answers.size).toBe(ids.length);
    for (const id of ids) expect(answers.get(id)).toMatchObject({ ok: true, body: { id } });
  };

  it('answers each key with its own, however the answers come back', async () => {
    const ids = some(20);
    // The first ones are the slowest.
    for (const [index, id] of ids.entries()) await tenant.fault({ path: `${id}$`, delayMilliseconds: 40 - index * 2 });
    expectEach(await ask(ids), ids);
  });

  it('keeps refusals to whom they concern, with status and code', async () => {
    const [gone, denied, ...others] = some(6);
    await tenant.fault({ path: `${gone ?? ''}$`, status: 404, code: 'Request_ResourceNotFound' });
    await tenant.fault({ path: `${denied ?? ''}$`, status: 403, body: 'no' });
    const answers = await ask(some(6));
    expect(answers.get(gone ?? '')).toEqual({
      ok: false,
      status: 404,
      code: 'Request_ResourceNotFound',
      meaning: 'gone',
    });
    expect(answers.get(denied ?? '')).toEqual({ ok: false, status: 403, code: '', meaning: 'unknown' });
    for (const id of others) expect(answers.get(id)).toMatchObject({ ok: true, body: { id } });
    expect(await tenant.asked(batch)).toBe(1);
  });

  it.each([429, 500, 502, 503, 504])('sends only what met %s again, and alone', async (status) => {
    const ids = some(20);
    const failed = ids.slice(3, 6);
    for (const id of failed) await tenant.fault({ path: `${id}$`, status, retryAfterSeconds: 0 });
    expectEach(await ask(ids), ids);
    expect(await tenant.asked(batch)).toBe(2);
    expect(await tenant.asked(user)).toBe(ids.length + failed.length);
  });

  it('waits as long as the most patient part was told to, before it sends those parts again', async () => {
    const ids = some(5);
    await tenant.fault({ path: `${ids[0] ?? ''}$`, status: 429, retryAfterSeconds: 2 });
    await tenant.fault({ path: `${ids[1] ?? ''}$`, status: 429, retryAfterSeconds: 9 });
    await inOurTime(async (pass) => {
      const asked = ask(ids);
      // Inside a batch the sandbox takes a turn of the clock for each fault.
      await untilSeen(async () => {
        await pass(1);
        return (await tenant.asked(batch)) === 1;
      });
      await pass(8_900);
      expect(await tenant.asked(batch)).toBe(1);
      await pass(200);
      expectEach(await asked, ids);
    });
  });

  it('asks again for an answer that is missing, and only for that', async () => {
    const ids = some(3);
    const [first = '', second = ''] = ids;
    const responses = [
      { id: '1', status: 200, body: { id: second } },
      { id: '0', status: 200, body: { id: first } },
      { id: '99', status: 200, body: { id: 'nobody asked for this' } },
    ];
    await tenant.fault({ path: '/\\$batch$', status: 200, body: { responses } });
    expectEach(await ask(ids), ids);
    expect(await tenant.asked(user)).toBe(1);
  });

  it('gives up after five rounds that brought nothing more, as worth another try', async () => {
    const [throttled = '', ...others] = some(4);
    await tenant.fault({ path: `${throttled}$`, times: 100, status: 429, retryAfterSeconds: 1 });
    await withoutWaiting(() => expect(ask([throttled, ...others])).rejects.toThrow(TemporaryError));
    expect(await tenant.asked(batch)).toBe(6);
  });

  it('that is throttled whole is sent again whole, when it may', async () => {
    const ids = some(3);
    await tenant.fault({ path: '/\\$batch$', status: 429, retryAfterSeconds: 4 });
    await withoutWaiting(async () => expectEach(await ask(ids), ids));
    expect((await tenant.counts()).requests[batch]?.statuses).toEqual({ 200: 1, 429: 1 });
  });

  it('with nothing to ask is never sent', async () => {
    expect((await ask([])).size).toBe(0);
    expect(await tenant.asked(batch)).toBe(0);
  });
});

describe('many mailboxes', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await startTenant({ people: largeOrganisation(400) });
  });
  afterAll(() => tenant.stop());

  const readAll = async (): Promise<number> => {
    const ids = tenant.people.map((person) => person.id);
    const mailboxes = await createDirectory(tenant.newGraph()).mailboxes(tenant.tenantId, ids);
    return [...mailboxes.values()].filter(({ mailbox }) => mailbox.state === 'readable').length;
  };

  it('are all read where each has its own limit', async () => {
    expect(await readAll()).toBe(tenant.people.length);
  });

  it('are all read where one limit holds for all of them', async () => {
    await tenant.limits({ concurrencyScope: 'app' });
    await withoutWaiting(async () => {
      expect(await readAll()).toBe(tenant.people.length);
    });
  });
});
