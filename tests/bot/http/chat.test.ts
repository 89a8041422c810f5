import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import english from '../../../bot/locales/en/chat.json' with { type: 'json' };
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import { taps } from '../../../bot/microsoft/teams/actions/actions.ts';
import { activity } from '../../support/microsoft/activities.ts';
import { startChatService, type ChatService } from '../../support/microsoft/chat-service.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { startProduct, type Answer, type Product } from '../../support/product/product.ts';
import { rowsAtRest, type Rows } from '../../support/product/rows.ts';
import {
  accepted,
  agree,
  asTheLeadSees,
  bookingEnds,
  myPairing,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { until } from '../../support/until.ts';

/** What a card says where nothing was done. */
const refusals = Object.values(english.noLongerOpen);
/** A tenant that is served too, and one that is not. */
const [neighbour, stranger] = [randomUUID(), randomUUID()];

let product: Product;
let chat: ChatService;
let cast: Cast;
beforeAll(async () => {
  chat = await startChatService();
  // Without an id of its own the bot takes every activity, so that anything can be sent to it.
  product = await startProduct(({ ENTRA_TENANT_IDS = '' }) => ({
    ENTRA_TENANT_IDS: `${ENTRA_TENANT_IDS},${neighbour}`,
    BOT_APP_ID: '',
    BOT_APP_SECRET: '',
  }));
  cast = await programmeAt(product, 'published', {
    couples: couples.slice(0, 6),
    programme: { booking: { ...defaultBooking, blackouts: [] } },
  });
});
afterAll(async () => {
  await product.stop();
  await chat.stop();
});

const couple = (index: number) => cast.couples[index] as Couple;
const deliver = (body: unknown): Promise<Answer> =>
  product.ask('POST', '/api/messages', {
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
/** An activity of somebody, in their conversation with the bot. */
async function of(person: string, type: string, more: Record<string, unknown>, tenantId = product.tenantId) {
  const aadObjectId = await product.objectId(person);
  return activity(type, {
    serviceUrl: chat.serviceUrl,
    from: { id: `29:${aadObjectId}`, name: person, aadObjectId },
    conversation: { id: `a:${aadObjectId}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...more,
  });
}
type Data = Readonly<Record<string, string>>;
const tapOf = (person: string, verb: string, data: Data, tenantId?: string) =>
  of(person, 'invoke', { name: 'adaptiveCard/action', value: { action: { verb, data } } }, tenantId);

const startOf = (option: contract.TimesOption | undefined) =>
  Temporal.ZonedDateTime.from(option?.start ?? '')
    .toInstant()
    .toString();
const meetingOf = async (index: number, number: number): Promise<string> =>
  (await myPairing(product, couple(index).mentee, couple(index))).meetings.find((one) => one.number === number)?.id ??
  '';
async function offered(index: number): Promise<contract.TimesOption | undefined> {
  await agree(product, couple(index));
  await until(async () => (await asTheLeadSees(product, cast, couple(index))).series?.state === 'offered');
  return (await myPairing(product, couple(index).mentee, couple(index))).series?.options[0];
}
async function booked(index: number): Promise<void> {
  const { series } = await asTheLeadSees(product, cast, couple(index));
  if (series === null) await agree(product, couple(index));
  await bookingEnds(product, cast, couple(index));
}

/** Waits until nothing is left that the clock alone brings about: what is to be said, and the best time that nobody chose. */
async function nothingDue(): Promise<void> {
  const now = (await product.now()).toString();
  await until(async () => {
    const { rows } = await product.database.asAdmin(
      `select id from notice where state = 'sending' or (state = 'planned' and send_after <= $1)
       union all select id from meeting where state = 'open' union all select id from series where state = 'offered'`,
      [now],
    );
    return rows.length === 0;
  });
}

/**
 * How a verb is tapped for the first time by the mentee of a couple, who may. `partner`: whether the mentor may not do the
 * same, does the same, or does something of their own by it.
 */
interface Row {
  readonly couple: number;
  readonly partner: 'refused' | 'same' | 'own';
  /** Brings the couple to where it can be tapped; answers what the card sends. */
  ready(of: Couple, index: number): Promise<Data>;
  /** It only shows something. */
  readonly changesNothing?: true;
}
const pairing = async ({ pairingId }: Couple): Promise<Data> => ({ pairingId });

const verbs = Object.keys(taps);

/** In the order in which they are tapped: some need what those before them did. */
const table: Readonly<Record<string, Row>> = {
  'pairing.accept': { couple: 0, partner: 'refused', ready: pairing },
  'pairing.decline': { couple: 1, partner: 'refused', ready: pairing },
  'agreement.sign': {
    couple: 2,
    partner: 'own',
    async ready(of) {
      await accepted(product, of.mentee, of.pairingId);
      await accepted(product, of.mentor, of.pairingId);
      return pairing(of);
    },
  },
  'times.choose': {
    couple: 3,
    partner: 'same',
    ready: async ({ pairingId }, index) => ({ pairingId, start: startOf(await offered(index)) }),
  },
  'meetings.look': {
    couple: 3,
    partner: 'same',
    changesNothing: true,
    async ready({ pairingId }, index) {
      await booked(index);
      return { pairingId, wish: 'move', until: '' };
    },
  },
  'meeting-time.choose': {
    couple: 3,
    partner: 'same',
    async ready({ mentee }, index) {
      await booked(index);
      const meetingId = await meetingOf(index, 2);
      const { times } = await product.want(contract.MeetingTimes, mentee, 'GET', `/my/meetings/${meetingId}/times`);
      return { meetingId, start: times[0] ?? '' };
    },
  },
  'meeting.cancel': {
    couple: 3,
    partner: 'same',
    ready: async (_of, index) => ({ meetingId: await meetingOf(index, 3) }),
  },
  'meeting.leave-out': {
    couple: 4,
    partner: 'same',
    async ready(_of, index) {
      await booked(index);
      return { meetingId: await meetingOf(index, 3) };
    },
  },
  'series.change': {
    couple: 4,
    partner: 'same',
    async ready({ mentee, pairingId }, index) {
      await booked(index);
      const { series } = await myPairing(product, mentee, couple(index));
      const path = `/my/pairings/${pairingId}/series/times`;
      const { options } = await product.want(contract.Times, mentee, 'POST', path, {});
      return { pairingId, start: startOf(options.find(({ start }) => start !== series?.start)) };
    },
  },
  'pairing.pause': {
    couple: 5,
    partner: 'same',
    async ready({ pairingId }, index) {
      await booked(index);
      return { pairingId, until: '' };
    },
  },
  'pairing.resume': { couple: 5, partner: 'same', ready: pairing },
  'pairing.end': { couple: 5, partner: 'same', ready: pairing },
  'check-in.answer': {
    couple: 3,
    partner: 'refused',
    async ready({ mentee }, index) {
      const first = async () =>
        (await myPairing(product, mentee, couple(index))).meetings.find((one) => one.number === 1);
      await product.travelTo(Temporal.Instant.from((await first())?.endsAt ?? '').add({ hours: 24 }));
      await until(async () => (await first())?.checkIn !== null);
      await nothingDue();
      const checkInId = (await first())?.checkIn?.id ?? '';
      return { checkInId, tookPlace: 'yes', whoTalked: 'balanced', questions: 'many', useful: '4' };
    },
  },
};

describe('what a card sends', () => {
  it('stands in the table below, every verb of it', () => {
    expect(Object.keys(table).toSorted()).toEqual(verbs.toSorted());
  });

  it.each(Object.entries(table))('as %s counts once, and for those alone who may', async (verb, row) => {
    const { mentee, mentor } = couple(row.couple);
    const data = await row.ready(couple(row.couple), row.couple);
    const before = await rowsAtRest(product);

    const others = [bystander, couple((row.couple + 1) % 6).mentee, couple((row.couple + 1) % 6).mentor];
    if (row.partner === 'refused') others.push(mentor);
    for (const tap of [
      ...(await Promise.all(others.map((person) => tapOf(person, verb, data)))),
      await tapOf(mentee, verb, data, neighbour),
    ]) {
      expect(await deliver(tap)).toMatchObject({ status: 200, body: { statusCode: 200 } });
      expect(JSON.stringify((await deliver(tap)).body)).toContain(t('noLongerOpen.not-yours'));
    }
    expect(await deliver(await tapOf(mentee, verb, data, stranger))).toMatchObject({ status: 401, body: '' });
    expect(await rowsAtRest(product)).toEqual(before);

    const tap = await tapOf(mentee, verb, data);
    const done = await deliver(tap);
    expect(done).toMatchObject({ status: 200, body: { statusCode: 200, value: { type: 'AdaptiveCard' } } });
    for (const refusal of refusals) expect(JSON.stringify(done.body)).not.toContain(refusal);
    const after = await rowsAtRest(product);
    if (row.changesNothing) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);

    // Once more as it was, from another device, and from an old client that sends a message.
    const elsewhere = { ...tap, id: 'f:2', conversation: { id: 'a:elsewhere', tenantId: product.tenantId } };
    const partners = row.partner === 'same' ? [await tapOf(mentor, verb, data)] : [];
    for (const again of [tap, tap, elsewhere, ...partners]) {
      const answer = await deliver(again);
      expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: { type: 'AdaptiveCard' } } });
      expect(JSON.stringify(answer.body)).not.toMatch(/Reference:/);
    }
    chat.sent.length = 0;
    const submitted = await of(mentee, 'message', { replyToId: '1', value: { ...data, verb } });
    expect(await deliver(submitted)).toMatchObject({ status: 200, body: '' });
    expect(chat.sent.map(({ body }) => body).join()).not.toMatch(/Reference:/);
    expect(await rowsAtRest(product)).toEqual(after);
  });
});

/** Words, marks and sizes that something may stumble over. */
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...[
      'Hi',
      'help',
      'meetings',
      'pause until 3 March',
      'stop meeting',
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202eolleh\u202c',
    ],
    ...['<at>Vantage</at> Hi', '**b** [x](javascript:x) {{DATE(x)}}', "' or 1=1 --", '__proto__', 'constructor', '$&'],
    ...['مرحبا', 'é'.repeat(20_000), 'x'.repeat(150_000), 'x'.repeat(300_000), '👩‍🚀'.repeat(500)],
  ),
);
const tree = fc.oneof(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), odd);
/** One thing odd at a time, or every door would be shut before it is tried. */
const usually = (usual: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = tree) =>
  fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: other });
const lists = (of: fc.Arbitrary<unknown>) => usually(fc.array(of, { maxLength: 3 }));

/** Whoever might write: people of both roles, the lead, somebody who is in no programme. */
const people = [...couples.slice(0, 6).flatMap(({ mentee, mentor }) => [mentee, mentor]), lead, bystander];

describe('whatever the chat delivers', () => {
  /** Of each couple. */
  const ids: { readonly pairingId: string[]; readonly meetingId: string[]; readonly checkInId: string[] }[] = [];
  beforeAll(async () => {
    for (const person of people) await deliver(await of(person, 'installationUpdate', { action: 'add' }));
    await nothingDue();
    const meetings = 'select meeting.id from meeting join series on series.id = series_id where series.pairing_id = $1';
    const idsOf = async (sql: string, pairingId: string) =>
      (await product.database.asAdmin(sql, [pairingId])).rows.map((row) => String(row['id']));
    for (const { pairingId } of cast.couples) {
      ids.push({
        pairingId: [pairingId],
        meetingId: await idsOf(meetings, pairingId),
        checkInId: await idsOf(`select id from check_in where meeting_id in (${meetings})`, pairingId),
      });
    }
  });

  /** What a card might send that is not for the one who sends it: ids of other couples, of nobody, of no form, or none. */
  const dataFor = (person: string) => {
    const foreign = ids.filter((_of, index) => !Object.values(couple(index)).includes(person));
    const id = (kind: 'pairingId' | 'meetingId' | 'checkInId') =>
      usually(fc.constantFrom(...foreign.flatMap((of) => of[kind])), fc.oneof(fc.uuid(), tree, fc.constant(undefined)));
    return fc.record({
      verb: usually(fc.constantFrom(...verbs)),
      pairingId: id('pairingId'),
      meetingId: id('meetingId'),
      checkInId: id('checkInId'),
      start: usually(fc.constantFrom('2027-03-03T10:00:00Z', '2027-02-30T10:00:00Z', '+275760-09-13T00:00:00Z')),
      wish: usually(fc.constantFrom('meetings', 'move', 'cancel', 'change', 'pause', 'resume', 'end')),
      until: usually(fc.constantFrom('', '2027-12-31', '0000-01-01')),
      tookPlace: usually(fc.constantFrom('yes', 'no')),
      whoTalked: usually(fc.constantFrom('', 'balanced')),
      questions: usually(fc.constantFrom('', 'many')),
      useful: usually(fc.constantFrom('', '5')),
    });
  };
  const tenants = () => usually(fc.constant(product.tenantId), fc.constantFrom(neighbour, stranger, 'common', 7, null));
  const somebody = fc.constantFrom(...people).chain((person) =>
    fc.record({
      person: fc.constant(person),
      type: usually(
        fc.constantFrom('message', 'message', 'invoke', 'invoke', 'invoke', 'invoke', 'installationUpdate'),
        fc.constantFrom(
          'messageReaction',
          'typing',
          'event',
          'endOfConversation',
          'messageDelete',
          'trace',
          'nonsense',
        ),
      ),
      /** Where it stands in an activity, in place of what is usual. */
      more: fc.record(
        {
          id: odd,
          name: usually(
            fc.constant('adaptiveCard/action'),
            fc.oneof(fc.constantFrom('task/fetch', 'signin/failure'), tree),
          ),
          action: usually(fc.constantFrom('add', 'remove', 'add-upgrade', 'remove-upgrade')),
          text: odd,
          value: fc.oneof(
            { weight: 5, arbitrary: dataFor(person).map((data) => ({ action: { verb: data.verb, data } })) },
            dataFor(person),
            tree,
          ),
          locale: usually(fc.constantFrom('de-DE', 'ar', 'zz-ZZ')),
          replyToId: odd,
          deliveryMode: usually(fc.constantFrom('normal', 'expectReplies', 'notification')),
          attachments: lists(fc.record({ contentType: odd, content: tree, contentUrl: odd }, { requiredKeys: [] })),
          entities: lists(
            fc.record(
              { type: usually(fc.constant('mention')), mentioned: usually(fc.record({ id: odd })), text: odd },
              { requiredKeys: [] },
            ),
          ),
          membersAdded: lists(fc.record({ id: odd })),
          reactionsAdded: lists(fc.record({ type: odd })),
          channelId: usually(fc.constant('msteams'), odd),
          timestamp: tree,
          localTimezone: tree,
        },
        { requiredKeys: ['value', 'name', 'action', 'text'] },
      ),
      inChannel: tenants(),
      inConversation: tenants(),
      conversationId: usually(fc.uuid(), odd),
      /** Put into the JSON as it is: what no object of ours would hold. */
      raw: fc.oneof(
        { weight: 6, arbitrary: fc.constant('') },
        fc.constantFrom(
          '"__proto__":{"isServed":true},',
          '"constructor":{"prototype":{"isServed":true}},',
          '"type":"message",',
          `"value":${'['.repeat(20_000)}${']'.repeat(20_000)},`,
          '"timestamp":1e999,',
        ),
      ),
    }),
  );

  it('changes nothing but where its sender is reached and what they have seen, tells nothing of what goes on in here, and never fails', async () => {
    let before = await rowsAtRest(product);
    const statuses = new Set<number>();
    /** Ids by which somebody stands in the rows of their own. */
    const own = new Map<string, readonly string[]>();
    for (const person of people) {
      const objectId = await product.objectId(person);
      const { rows } = await product.database.asAdmin('select id from person where entra_object_id = $1', [objectId]);
      own.set(person, [objectId, ...rows.map((row) => String(row['id']))]);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(somebody, { minLength: 10, maxLength: 10 }), async (batch) => {
        chat.sent.length = 0;
        const answers = await Promise.all(
          batch.map(async ({ person, type, more, inChannel, inConversation, conversationId, raw }) => {
            const aadObjectId = await product.objectId(person);
            const body = JSON.stringify(
              await of(person, String(type), {
                // Everybody writes from a new device each time, or the flood would be stopped.
                from: { id: `29:${randomUUID()}`, name: person, aadObjectId },
                conversation: { id: conversationId, tenantId: inConversation },
                channelData: { tenant: { id: inChannel } },
                ...more,
              }),
            );
            return deliver(body.replace('{', `{${raw}`));
          }),
        );
        for (const { status, body } of answers) {
          statuses.add(status);
          expect([200, 400, 401, 413, 501]).toContain(status);
          expect(JSON.stringify(body)).not.toMatch(/\bat .*\(|node_modules|Error:|Cannot read|stack|Reference:/);
        }
        expect(chat.sent.map(({ body }) => body).join()).not.toMatch(
          /node_modules|Error:|Cannot read|stack|Reference:/,
        );
        const after = await rowsAtRest(product);
        const writers = batch.flatMap(({ person }) => own.get(person) ?? []);
        const ofOthers = (rows: readonly string[] = []) =>
          rows.filter((row) => !writers.some((id) => row.includes(id)));
        const besidesTheirs = (rows: Rows) => ({
          ...rows,
          conversation: ofOthers(rows['conversation']),
          notice: ofOthers(rows['notice']),
        });
        expect(besidesTheirs(after)).toEqual(besidesTheirs(before));
        expect(after['conversation']?.join()).not.toContain(stranger);
        before = after;
      }),
      { numRuns: 15, endOnFailure: true },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401]));
    expect(await product.ask('GET', '/readyz')).toMatchObject({ status: 200 });
  });
});
