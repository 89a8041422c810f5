import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardWith, tap } from '../../support/product/chat.ts';
import { couples, fileOf, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { bodyOf, isForTheLead, pathOf, routesOf, type Route } from '../../support/product/routes.ts';
import {
  importsOf,
  meet,
  myPairing,
  myPairings,
  pairingsOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { rowsAtRest } from '../../support/product/rows.ts';

const other = randomUUID();
const tables = [
  'person',
  'programme',
  'participant',
  'import',
  'pairing',
  'round',
  'matching_decision',
  'series',
  'booking',
  'meeting',
  'agenda_item',
  'check_in',
  'summary',
  'commitment',
];

let product: Product;
beforeAll(async () => {
  product = await startProduct(({ ENTRA_TENANT_IDS = '' }) => ({ ENTRA_TENANT_IDS: `${ENTRA_TENANT_IDS},${other}` }));
});
afterAll(() => product.stop());

describe('a second tenant that is served, but whose keys nobody tells', () => {
  const issuer = (tenantId: string) => `${product.settings['ENTRA_AUTHORITY'] ?? ''}/${tenantId}/v2.0`;
  it.each([
    ['for itself', () => ({ tid: other, iss: issuer(other) })],
    ['from the first tenant’s issuer', () => ({ tid: other })],
    ['from its issuer for the first tenant', () => ({ iss: issuer(other) })],
  ])('lets nobody in with a token %s that the first tenant’s keys signed', async (_what, claims) => {
    const token = await product.token(lead, claims());
    for (const path of ['/me', '/programmes', '/my/pairings']) {
      const { status, body } = await product.ask('GET', `/api${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect([401, 503]).toContain(status);
      expect(contract.Problem.strict().safeParse(body).success).toBe(true);
    }
  });
});

describe('what belongs to another tenant', () => {
  let theirs: Cast;
  let couple: Couple;
  let ids: {
    pairing: string;
    round: string;
    meeting: string;
    item: string;
    checkIn: string;
    importRun: string;
    held: string;
    commitment: string;
    partner: string;
  };
  let before: unknown;

  /** Every row of the other tenant, as the database's admin sees it. */
  const rowsOfTheOther = async () => {
    const looks = tables.map((table) =>
      product.database.asAdmin(`select * from ${table} where tenant_id = $1 order by 2, 3`, [other]),
    );
    return (await Promise.all(looks)).map(({ rows }) => rows);
  };
  const asWhom = (route: Route) => (isForTheLead(route) ? lead : couple.mentee);
  /** The ids of theirs that a route asks for, in their order. */
  function idsFor({ template }: Route): readonly string[] {
    if (template.startsWith('/api/my/pairings/')) return [ids.pairing];
    if (template.startsWith('/api/my/commitments/')) return [ids.commitment];
    if (template.startsWith('/api/people/')) return [ids.partner];
    if (template.includes('/summary')) return [ids.held];
    if (template.startsWith('/api/my/meetings/')) return [ids.meeting, ids.item];
    if (template.startsWith('/api/my/check-ins/')) return [ids.checkIn];
    return [theirs.programme.id, template.includes('/rounds/') ? ids.round : ids.pairing];
  }

  beforeAll(async () => {
    // A programme in full swing is made here, and then given to the other tenant, its people included: the same people
    // of the same Entra ids come in again on our side.
    theirs = await programmeAt(product, 'booked', { couples: couples.slice(0, 2), withBot: true });
    couple = theirs.couples[0] as Couple;
    const [, second] = (await myPairing(product, couple.mentee, couple)).meetings;
    const meeting = second?.id ?? '';
    const { agenda } = await product.want(contract.Meeting, couple.mentee, 'POST', `/my/meetings/${meeting}/agenda`, {
      text: 'Only for us',
    });
    await meet(product, theirs);
    const [first] = (await myPairing(product, couple.mentee, couple)).meetings;
    const heard = { version: 1, text: 'Only between us', commitment: 'Ask twice' };
    const held = first?.id ?? '';
    const summed = await product.want(
      contract.MyPairings,
      couple.mentee,
      'POST',
      `/my/meetings/${held}/summary`,
      heard,
    );
    const [run] = await importsOf(product, theirs.path);
    const { pairings } = await pairingsOf(product, theirs.path);
    const [menteeId, mentorId] = [pairings[0]?.mentee.id, pairings[1]?.mentor.id];
    const decisions = [{ kind: 'forbid', menteeId, mentorId }];
    await product.want(contract.Decisions, lead, 'POST', `${theirs.path}/decisions`, { decisions });
    const { rounds } = await product.want(contract.Rounds, lead, 'GET', `${theirs.path}/rounds`);
    ids = {
      pairing: couple.pairingId,
      round: rounds[0]?.id ?? '',
      meeting,
      item: agenda[0]?.id ?? '',
      checkIn: first?.checkIn?.id ?? '',
      importRun: run?.id ?? '',
      held,
      commitment: summed.pairings[0]?.commitments[0]?.id ?? '',
      partner: summed.pairings[0]?.partner.id ?? '',
    };
    await cardWith(product, couple.mentee, 'check-in.answer', ids.checkIn);
    const moves = tables.map((table) => `update ${table} set tenant_id = '${other}'`);
    await product.database.asAdmin(
      ['begin', 'set local session_replication_role = replica', ...moves, 'commit'].join('; '),
    );
    await programmeAt(product, 'people in', { couples: couples.slice(0, 2), withBot: true });
    // What time has made due for the other is done first.
    await rowsAtRest(product);
    before = await rowsOfTheOther();
  });

  it('is there', async () => {
    expect(Object.values(ids)).not.toContain('');
    const empty = (await rowsOfTheOther()).flatMap((rows, index) => (rows.length > 0 ? [] : [tables[index]]));
    expect(empty).toEqual([]);
  });

  it('answers 404 on every route that takes an id', async () => {
    const routes = (await routesOf(product)).filter(({ template }) => template.includes('{'));
    expect(routes.length).toBeGreaterThan(14);
    // The imports of a programme are looked at below.
    for (const route of routes.filter(({ template }) => !template.endsWith('/imports'))) {
      const path = pathOf(route, idsFor(route));
      const answer = await product.api(asWhom(route), route.method, path, bodyOf(route));
      expect([route, answer.status, answer.body]).toMatchObject([route, 404, { code: 'not-found' }]);
    }
    expect(await rowsOfTheOther()).toEqual(before);
  });

  it('stands in no list: of programmes, imports, people, pairings or participations', async () => {
    const seen = JSON.stringify([
      (await product.api(lead, 'GET', '/programmes')).body,
      (await product.api(lead, 'GET', `${theirs.path}/imports`)).body,
      await myPairings(product, couple.mentee),
      (await product.api(couple.mentee, 'GET', '/my/participations')).body,
    ]);
    for (const id of [theirs.programme.id, ...Object.values(ids)]) expect(seen).not.toContain(id);
    expect(await product.want(contract.Me, couple.mentee, 'GET', '/me')).toMatchObject({ isLead: false });
    const { rows } = await product.database.asAdmin('select id from person where tenant_id = $1', [other]);
    const theirIds = rows.map((row) => row['id']);
    expect(theirIds).not.toContain((await product.want(contract.Me, couple.mentee, 'GET', '/me')).personId);
  });

  it('is refused on cards', async () => {
    const card = await cardWith(product, couple.mentee, t('whatThisIs'));
    const answers = { checkInId: ids.checkIn, tookPlace: 'no', whoTalked: '' };
    const heard = { meetingId: ids.held, version: '1' };
    for (const [verb, data] of [
      ['pairing.accept', { pairingId: ids.pairing }],
      ['pairing.decline', { pairingId: ids.pairing }],
      ['agreement.sign', { pairingId: ids.pairing }],
      ['check-in.answer', answers],
      ['summary.write', { ...heard, text: 'Another word' }],
      ['summary.judge', { ...heard, verdict: 'yes' }],
      ['commitments.answer', { meetingId: ids.held, [`commitment-${ids.commitment}`]: 'done' }],
    ] as const) {
      expect(await tap(product, couple.mentee, card.id, verb, data)).toContain(t('noLongerOpen.not-yours'));
    }
    expect(await rowsOfTheOther()).toEqual(before);
  });

  it('cannot be named as a manager in a file', async () => {
    const managerUserPrincipalName = 'only.theirs@aldermoor.example';
    const file = fileOf([{ userPrincipalName: 'new@aldermoor.example', managerUserPrincipalName }]);
    await product.database.asAdmin(
      `insert into person (tenant_id, id, user_principal_name, display_name, languages, mailbox)
       values ($1, $2, $3, 'Theirs', '[]', '{"state":"unread"}')`,
      [other, randomUUID(), managerUserPrincipalName],
    );
    const ours = await programmeAt(product, 'made');
    expect(await product.api(lead, 'POST', `${ours.path}/people/file`, file)).toMatchObject({
      status: 422,
      body: { problems: [{ rule: 'unknown-manager' }] },
    });
    expect(await product.api(lead, 'GET', theirs.path)).toMatchObject(problem(404, 'not-found'));
  });
});
