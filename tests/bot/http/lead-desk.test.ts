import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import * as contract from '../../../bot/http/contract/contract.ts';
import { Act, ActKind, History } from '../../../bot/http/contract/history.ts';
import { OnePairing, PairingOrder } from '../../../bot/http/contract/pairings.ts';
import { actKinds } from '../../../bot/mentoring/history/lead-act.ts';
import { bystander, couples, fileOf, lead, secondLead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { bodyOf, isForTheLead, pathOf, routesOf } from '../../support/product/routes.ts';
import { peopleOf, programmeAt, programmeInput, type Cast, type Couple } from '../../support/product/stages.ts';

const successor = 'tobi.adeyinka.marsh@aldermoor.example';
let product: Product;
/** A programme whose meetings are booked, and one whose proposals are not published. */
let booked: Cast;
let matched: Cast;
beforeAll(async () => {
  product = await startProduct();
  booked = await programmeAt(product, 'booked', {
    couples: couples.slice(0, 2),
    withBot: true,
    common: [{ key: 'night-trains', label: 'Night trains', sensitive: false }],
    others: [
      { userPrincipalName: successor, seniority: '0', role: 'mentor', topics: 'subject-0' },
      { userPrincipalName: bystander, seniority: '0', role: 'mentor', topics: 'subject-1' },
    ],
  });
  matched = await programmeAt(product, 'matched', { couples: couples.slice(2, 4) });
});
afterAll(() => product.stop());

const historyOf = ({ path }: Cast, query = ''): Promise<History> =>
  product.want(History, lead, 'GET', `${path}/history?${query}`);
const couple = (index: number): Couple => booked.couples[index] as Couple;
const idsOf = async ({ path }: Cast, [first]: readonly Couple[]) => {
  const { people } = await peopleOf(product, path);
  const id = (address: string | undefined) => people.find((one) => one.userPrincipalName === address)?.id ?? '';
  return { menteeId: id(first?.mentee), mentorId: id(first?.mentor), successorId: id(successor) };
};

/** The programme that was made last. */
const newest = async (): Promise<string> =>
  String((await product.database.asAdmin('select id from programme order by id desc limit 1')).rows[0]?.['id']);

interface Use {
  readonly ids?: readonly string[];
  readonly body?: unknown;
  /** Of the act that it leaves. */
  readonly kind: ActKind;
}

/** How each route that a lead acts by is used so that it does something; what only asks is named below. */
const uses: Readonly<Record<string, () => Promise<Use>>> = {
  'POST /api/programmes': async () => ({ body: programmeInput(), kind: 'programme-made' }),
  'PUT /api/programmes/{}': async () => ({
    ids: [matched.programme.id],
    body: { ...matched.programme, lengthMinutes: 60 },
    kind: 'programme-changed',
  }),
  'POST /api/programmes/{}/people/file': async () => ({
    ids: [matched.programme.id],
    body: fileOf([{ userPrincipalName: 'new.comer@aldermoor.example' }]),
    kind: 'file-imported',
  }),
  'POST /api/programmes/{}/decisions': async () => ({
    ids: [matched.programme.id],
    body: { decisions: [{ kind: 'lock', ...(await idsOf(matched, matched.couples)) }] },
    kind: 'matching-decided',
  }),
  'POST /api/programmes/{}/rounds/{}/cancel': async () => {
    // Nobody works on it: it is cancelled whenever that is asked for.
    const { rows } = await product.database.asAdmin(
      `update round set state = 'running', finished_at = null where programme_id = $1 returning id`,
      [matched.programme.id],
    );
    return { ids: [matched.programme.id, String(rows[0]?.['id'])], kind: 'matching-cancelled' };
  },
  'POST /api/programmes/{}/publish': async () => {
    await product.database.asAdmin(`update round set state = 'proven', finished_at = now() where programme_id = $1`, [
      matched.programme.id,
    ]);
    return { ids: [matched.programme.id], kind: 'pairings-published' };
  },
  'POST /api/programmes/{}/matching': async () => ({ ids: [matched.programme.id], kind: 'matching-run' }),
  'POST /api/programmes/{}/people/group': async () => ({ ids: [matched.programme.id], kind: 'group-imported' }),
  'PUT /api/programmes/{}/people/{}': async () => ({
    ids: [matched.programme.id, (await idsOf(booked, booked.couples)).successorId],
    body: { role: 'mentor' },
    kind: 'role-given',
  }),
  'POST /api/programmes/{}/invitations': async () => ({ ids: [matched.programme.id], kind: 'people-invited' }),
  'DELETE /api/programmes/{}/people/{}': async () => ({
    ids: [matched.programme.id, (await idsOf(booked, booked.couples)).successorId],
    kind: 'person-removed',
  }),
  'POST /api/programmes/{}/pairings/{}/pause': async () => ({
    ids: [booked.programme.id, couple(0).pairingId],
    body: { until: '2027-04-01' },
    kind: 'pairing-paused',
  }),
  'POST /api/programmes/{}/pairings/{}/resume': async () => ({
    ids: [booked.programme.id, couple(0).pairingId],
    kind: 'pairing-resumed',
  }),
  'POST /api/programmes/{}/pairings/{}/replace': async () => ({
    ids: [booked.programme.id, couple(0).pairingId],
    body: { role: 'mentor', personId: (await idsOf(booked, booked.couples)).successorId },
    kind: 'person-replaced',
  }),
  'POST /api/programmes/{}/bulk': async () => ({
    ids: [booked.programme.id],
    body: { deed: { kind: 'nudge' }, selection: { kind: 'these', ids: [couple(1).pairingId] } },
    kind: 'many-nudged',
  }),
  'POST /api/programmes/{}/help/{}': async () => {
    const asked = { to: 'lead', wants: 'talk', words: null };
    const path = `/my/pairings/${couple(1).pairingId}/help`;
    await product.want(contract.HelpChoices, couple(1).mentee, 'POST', path, asked);
    const { help } = await product.want(contract.Attention, lead, 'GET', `${booked.path}/attention`);
    return { ids: [booked.programme.id, help[0]?.id ?? ''], kind: 'help-seen' };
  },
  'POST /api/programmes/{}/pairings/{}/book': async () => {
    const { pairingId } = couple(1);
    await product.database.asAdmin(`update series set state = 'failed' where pairing_id = $1`, [pairingId]);
    return { ids: [booked.programme.id, pairingId], kind: 'booking-tried-again' };
  },
  'POST /api/programmes/{}/pairings/{}/end': async () => ({
    ids: [booked.programme.id, couple(1).pairingId],
    kind: 'pairing-ended',
  }),
  'POST /api/programmes/{}/closing/thanks': async () => ({
    ids: [booked.programme.id],
    kind: 'thanks-said',
  }),
  'GET /api/programmes/{}/insight.csv': async () => ({ ids: [booked.programme.id], kind: 'insight-exported' }),
  'GET /api/programmes/{}/candidate-pairs.csv': async () => ({
    ids: [booked.programme.id],
    kind: 'candidate-pairs-exported',
  }),
  'GET /api/programmes/{}/history.csv': async () => ({ ids: [booked.programme.id], kind: 'history-exported' }),
  // Made first of all: nothing has begun in it.
  'POST /api/programmes/{}/closing/close': async () => ({ ids: [await newest()], kind: 'programme-closed' }),
};
/** These are sent to ask something, and change nothing. */
const questions = [
  'POST /api/programmes/{}/what-if',
  'POST /api/programmes/{}/could-pair',
  'POST /api/programmes/{}/rounds/{}/replay',
];

describe('what a lead does', () => {
  it('has its kind in the contract', () => {
    expect(ActKind.options).toEqual(actKinds);
  });

  it('is kept, once, whichever route it goes by; what is refused is not', async () => {
    const routes = (await routesOf(product)).filter(isForTheLead);
    const acts = routes.filter(({ method, template }) => method !== 'GET' || template.endsWith('.csv'));
    const named = new Map(
      acts.map((route) => [`${route.method} ${route.template.replaceAll(/\{\w+\}/g, '{}')}`, route]),
    );
    // A route that is named in neither list keeps nothing of what is done by it, or nobody has looked.
    expect([...named.keys()].toSorted()).toEqual([...Object.keys(uses), ...questions].toSorted());
    const kinds = async () =>
      (await product.database.asAdmin('select kind from lead_act order by id')).rows.map((row) => row['kind']);
    for (const [name, use] of Object.entries(uses)) {
      const route = named.get(name);
      if (!route) throw new Error(name);
      const { ids = [], body = bodyOf(route), kind } = await use();
      const before = await kinds();
      if (ids.length > 0) {
        expect(await product.api(lead, route.method, pathOf(route), body)).toMatchObject(problem(404, 'not-found'));
        expect(await kinds()).toEqual(before);
      }
      const { status } = await product.api(lead, route.method, pathOf(route, ids), body);
      expect([name, status < 300]).toEqual([name, true]);
      expect([name, ...(await kinds())]).toEqual([name, ...before, kind]);
    }
  });

  it('is told newest first, with who and whom, as settings’ names and never their values', async () => {
    const { acts, leads, next } = await historyOf(booked);
    expect(next).toBeNull();
    expect(leads).toEqual([{ id: await product.objectId(lead), name: expect.any(String) }]);
    expect(acts.map(({ kind }) => kind)).toEqual([
      'history-exported',
      'candidate-pairs-exported',
      'insight-exported',
      'thanks-said',
      'pairing-ended',
      'booking-tried-again',
      'help-seen',
      'many-nudged',
      'person-replaced',
      'pairing-resumed',
      'pairing-paused',
      'pairings-published',
      'matching-run',
      'file-imported',
      'programme-made',
    ]);
    expect(acts.find(({ kind }) => kind === 'pairing-paused')).toMatchObject({
      until: '2027-04-01',
      pairing: { id: couple(0).pairingId, mentee: 'Ingrid Solheim', mentor: 'Kavya Thirumaran' },
    });
    // Another lead may be the other side of whoever asked for help.
    expect(acts.find(({ kind }) => kind === 'help-seen')).toMatchObject({ pairing: null, person: null });
    const changed = (await historyOf(matched)).acts.find(({ kind }) => kind === 'programme-changed');
    expect(changed).toMatchObject({ fields: ['lengthMinutes'] });
  });

  it('can be narrowed to a lead and a kind, and paged without a gap while more is done', async () => {
    expect((await historyOf(booked, 'kind=pairing-ended')).acts).toHaveLength(1);
    expect((await historyOf(booked, `by=${await product.objectId(secondLead)}`)).acts).toEqual([]);
    const all = (await historyOf(booked)).acts.map(({ id }) => id);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await historyOf(booked, `limit=5${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...page.acts.map(({ id }) => id));
      ({ next } = page);
      await product.api(secondLead, 'GET', `${booked.path}/history.csv`);
    }
    expect(seen).toEqual(all);
    for (const query of ['cursor=1', 'limit=0', 'limit=201', 'kind=all', 'by=me']) {
      const answer = await product.api(lead, 'GET', `${booked.path}/history?${query}`);
      expect(answer).toMatchObject(problem(400, 'bad-request'));
    }
    expect(await product.api(lead, 'GET', `/programmes/${randomUUID()}/history`)).toMatchObject({ status: 404 });
  });

  it('is taken away as a table in which no name becomes a formula', async () => {
    const formula = '=HYPERLINK("http://x")';
    await product.database.asAdmin('update person set display_name = $1 where user_principal_name = $2', [
      formula,
      couple(0).mentee,
    ]);
    const { status, headers, body } = await product.api(lead, 'GET', `${booked.path}/history.csv?kind=pairing-paused`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(String(body).split('\r\n')).toEqual([
      'at,lead,act,mentor,mentee,person,count,until,settings',
      expect.stringContaining(`"'=HYPERLINK(""http://x"")"`),
      '',
    ]);
  });

  it('cannot be changed or removed by the server itself', async () => {
    const { acts } = await historyOf(booked);
    const runtime = product.settings['DATABASE_URL'] ?? '';
    const client = new pg.Client({ connectionString: runtime, options: '-c search_path=vantage' });
    await client.connect();
    try {
      await client.query(`select set_config('vantage.tenant_id', $1, false)`, [product.tenantId]);
      await expect(client.query(`update lead_act set lead_name = 'x'`)).rejects.toThrow('permission denied');
      await expect(client.query('delete from lead_act')).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
    expect(acts.map((one) => Act.parse(one))).toEqual((await historyOf(booked)).acts);
  });
});

describe('the pairings of a programme', () => {
  const page = (query: string): Promise<contract.Pairings> =>
    product.want(contract.Pairings, lead, 'GET', `${booked.path}/pairings?${query}`);

  it.each(PairingOrder.options)('are paged without a gap or a twin in the order %s', async (order) => {
    const all = (await page(`order=${order}`)).pairings.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(2);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const found: contract.Pairings = await page(`order=${order}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(found.total).toBe(all.length);
      seen.push(...found.pairings.map(({ id }) => id));
      cursor = found.next;
    }
    expect(seen).toEqual(all);
  });

  it('are narrowed to what is asked for, with a count of each state', async () => {
    const { states, total, departments } = await page('');
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
    for (const [state, count] of Object.entries(states)) {
      const found = await page(`state=${state}`);
      expect([found.total, found.states]).toEqual([count, states]);
      expect(found.pairings.every((one) => one.state === state)).toBe(true);
    }
    expect((await page('waitingFor=answers')).pairings.map(({ state }) => state)).toEqual(['offered']);
    expect((await page('health=on-track')).total).toBe(0);
    expect((await page('reach=unreached')).total + (await page('reach=reached')).total).toBe(total);
    expect((await page('search=THIRUMARAN')).total).toBe(1);
    expect((await page('search=nobody')).total).toBe(0);
    for (const one of departments)
      expect((await page(`department=${encodeURIComponent(one)}`)).total).toBeGreaterThan(0);
  });

  it('are refused by a cursor that is none of theirs', async () => {
    const { next } = await page('limit=1');
    for (const query of [
      'cursor=e30',
      'cursor=%00',
      `order=name&cursor=${next ?? ''}`,
      'order=age',
      'limit=201',
      'state=new',
    ]) {
      const answer = await product.api(lead, 'GET', `${booked.path}/pairings?${query}`);
      expect(answer).toMatchObject(problem(400, 'bad-request'));
    }
  });

  it('are each shown with their meetings, and nothing that was said', async () => {
    const found = await product.want(OnePairing, lead, 'GET', `${booked.path}/pairings/${couple(0).pairingId}`);
    expect(found.meetings.map(({ number }) => number)).toEqual([1, 2, 3]);
    const path = `${matched.path}/pairings/${couple(0).pairingId}`;
    expect(await product.api(lead, 'GET', path)).toMatchObject(problem(404, 'not-found'));
  });

  it('tell how many things there are to see to', async () => {
    const { count } = await product.want(contract.AttentionCount, lead, 'GET', `${booked.path}/attention/count`);
    const seen = await product.want(contract.Attention, lead, 'GET', `${booked.path}/attention`);
    const { help, stalled, failed, moved, unanswered, declined, unpairedCount, unreachedCount, undelivered } = seen;
    const lists = [help, stalled, failed, moved, unanswered, declined].reduce((sum, { length }) => sum + length, 0);
    expect(count).toBe(lists + [unpairedCount, unreachedCount, undelivered].filter((one) => one > 0).length);
    expect(count).toBeGreaterThan(1);
  });
});
