import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import english from '../../../bot/locales/en/chat.json' with { type: 'json' };
import { allWords } from '../../../bot/mentoring/chat/messages.ts';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import { taps } from '../../../bot/microsoft/teams/actions/actions.ts';
import { choiceOf } from '../../../bot/microsoft/teams/actions/commitments.ts';
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
  makeProgramme,
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
    // Two weeks apart, so that two who leave some out do not meet for three weeks.
    programme: { booking: { ...defaultBooking, blackouts: [] }, cadence: 'every-two-weeks' },
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
 * How a verb is tapped for the first time by somebody who may: the mentee of a couple where nobody else is named. `partner`:
 * whether their partner may not do the same, does the same, or does something of their own by it.
 */
interface Row {
  readonly couple: number;
  readonly by?: 'mentor' | 'lead';
  readonly partner: 'refused' | 'same' | 'own';
  /** It is about whoever taps, so that everybody who takes part does something of their own by it. */
  readonly isAboutOneself?: true;
  /** Brings the couple to where it can be tapped; answers what the card sends. */
  ready(of: Couple, index: number): Promise<Data>;
  /** It only shows something. */
  readonly changesNothing?: true;
}
const pairing = async ({ pairingId }: Couple): Promise<Data> => ({ pairingId });
/** What a query calls `found`. */
const find = async (sql: string, id: string): Promise<string> =>
  String((await product.database.asAdmin(sql, [id])).rows[0]?.['found']);
const helpRequest = async ({ pairingId }: Couple): Promise<Data> => ({
  helpId: await find('select id as found from help_request where pairing_id = $1', pairingId),
});

const verbs = Object.keys(taps);

/** In the order in which they are tapped: some need what those before them did. */
const table: Readonly<Record<string, Row>> = {
  'pairing.accept': { couple: 0, partner: 'refused', ready: pairing },
  'pairing.decline': { couple: 1, partner: 'refused', ready: pairing },
  'word.say': {
    couple: 0,
    partner: 'own',
    isAboutOneself: true,
    async ready({ mentee }) {
      await deliver(await of(mentee, 'installationUpdate', { action: 'add' }));
      return { word: 'stop' };
    },
  },
  'help.look': { couple: 0, partner: 'same', changesNothing: true, ready: pairing },
  'help.ask': {
    couple: 0,
    partner: 'own',
    ready: async ({ pairingId }) => ({ pairingId, to: 'lead', wants: 'talk', words: 'We do not get on.' }),
  },
  'help.seen': { couple: 0, by: 'lead', partner: 'refused', ready: helpRequest },
  'help.done': { couple: 0, by: 'lead', partner: 'refused', ready: helpRequest },
  'sign-up.look': {
    couple: 0,
    partner: 'own',
    isAboutOneself: true,
    changesNothing: true,
    ready: async () => ({ programmeId: cast.programme.id }),
  },
  'sign-up.send': {
    couple: 0,
    partner: 'own',
    isAboutOneself: true,
    ready: async ({ topic }) => ({
      programmeId: cast.programme.id,
      role: 'mentee',
      topics: topic.key,
      languages: 'en,ar',
      capacity: '1',
    }),
  },
  'agreement.sign': {
    couple: 2,
    partner: 'own',
    async ready(of) {
      await accepted(product, of.mentee, of.pairingId);
      await accepted(product, of.mentor, of.pairingId);
      return pairing(of);
    },
  },
  'agreement.talk-first': { couple: 2, partner: 'same', changesNothing: true, ready: pairing },
  'pairing.look': {
    couple: 5,
    partner: 'same',
    changesNothing: true,
    async ready({ mentee, pairingId }, index) {
      await booked(index);
      for (const number of [1, 2]) {
        const path = `/my/meetings/${await meetingOf(index, number)}/cancel`;
        await product.want(contract.MyPairings, mentee, 'POST', path, { isOfferedAgain: false });
      }
      return { pairingId };
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
  'agenda.suggest': {
    couple: 3,
    by: 'mentor',
    partner: 'refused',
    ready: async (_of, index) => ({ meetingId: await meetingOf(index, 1), text: 'The town hall' }),
  },
  'agenda.publish': {
    couple: 3,
    partner: 'refused',
    ready: async (_of, index) => ({ meetingId: await meetingOf(index, 1), text: 'How we decide' }),
  },
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
      return {
        checkInId,
        tookPlace: 'yes',
        spokeOpenly: 'yes',
        menteesAgenda: 'partly',
        whoTalked: 'balanced',
        summedUp: 'no',
        words: 'We ran out of time.',
        areWordsShared: 'true',
      };
    },
  },
  'summary.write': {
    couple: 3,
    partner: 'refused',
    ready: async (_of, index) => ({
      meetingId: await meetingOf(index, 1),
      version: '1',
      text: 'Decisions are not explained.',
      commitment: 'I explain the next one.',
    }),
  },
  'summary.judge': {
    couple: 3,
    by: 'mentor',
    partner: 'refused',
    ready: async (_of, index) => ({
      meetingId: await meetingOf(index, 1),
      version: '1',
      verdict: 'yes',
      commitmentVerdict: 'yes',
    }),
  },
  'commitments.answer': {
    couple: 3,
    partner: 'refused',
    async ready({ pairingId }, index) {
      const commitmentId = await find('select id as found from commitment where pairing_id = $1', pairingId);
      return { meetingId: await meetingOf(index, 2), [choiceOf(commitmentId)]: 'done' };
    },
  },
  // Three weeks after they signed, and two before the one meeting that they have left.
  'stalled.fine': {
    couple: 5,
    partner: 'own',
    async ready({ pairingId }) {
      await product.travelTo('2027-02-23T10:00:00Z');
      await rowsAtRest(product);
      const asked = `select subject ->> 'occasion' as found from notice where subject ->> 'kind' = 'stalled' and about = $1`;
      return { pairingId, occasion: await find(asked, pairingId) };
    },
  },
  'pairing.pause': { couple: 5, partner: 'same', ready: async ({ pairingId }) => ({ pairingId, until: '' }) },
  'pairing.resume': { couple: 5, partner: 'same', ready: pairing },
  'pairing.end': { couple: 5, partner: 'same', ready: pairing },
  'another-round.answer': {
    couple: 3,
    partner: 'refused',
    async ready({ pairingId }) {
      const thanks = { words: null, asksAnotherRound: true };
      await product.api(lead, 'POST', `/programmes/${cast.programme.id}/closing/thanks`, thanks);
      await nothingDue();
      const participantId = await find(
        `select t.id as found from participant t join pairing p using (tenant_id, programme_id)
         where p.id = $1 and t.person_id = p.mentee_id`,
        pairingId,
      );
      return { participantId, answer: 'yes', role: 'mentee' };
    },
  },
};

describe('what a card sends', () => {
  it('stands in the table below, every verb of it', () => {
    expect(Object.keys(table).toSorted()).toEqual(verbs.toSorted());
  });

  it.each(Object.entries(table))('as %s counts once, and for those alone who may', async (verb, row) => {
    const { mentee, mentor } = couple(row.couple);
    const by = { mentee, mentor, lead }[row.by ?? 'mentee'];
    const rest = [mentee, mentor].filter((person) => person !== by);
    const data = await row.ready(couple(row.couple), row.couple);
    const before = await rowsAtRest(product);

    const others = [bystander];
    if (!row.isAboutOneself) others.push(couple((row.couple + 1) % 6).mentee, couple((row.couple + 1) % 6).mentor);
    if (row.partner === 'refused') others.push(...rest);
    for (const tap of [
      ...(await Promise.all(others.map((person) => tapOf(person, verb, data)))),
      await tapOf(by, verb, data, neighbour),
    ]) {
      expect(await deliver(tap)).toMatchObject({ status: 200, body: { statusCode: 200 } });
      const answered = JSON.stringify((await deliver(tap)).body);
      if (!row.isAboutOneself) expect(answered).toContain(t('noLongerOpen.not-yours'));
    }
    expect(await deliver(await tapOf(by, verb, data, stranger))).toMatchObject({ status: 401, body: '' });
    expect(await rowsAtRest(product)).toEqual(before);

    const tap = await tapOf(by, verb, data);
    const done = await deliver(tap);
    expect(done).toMatchObject({ status: 200, body: { statusCode: 200, value: { type: 'AdaptiveCard' } } });
    for (const refusal of refusals) expect(JSON.stringify(done.body)).not.toContain(refusal);
    const after = await rowsAtRest(product);
    if (row.changesNothing) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);

    // Once more as it was, from another device, and from an old client that sends a message.
    const elsewhere = { ...tap, id: 'f:2', conversation: { id: 'a:elsewhere', tenantId: product.tenantId } };
    const partners = row.partner === 'same' ? await Promise.all(rest.map((one) => tapOf(one, verb, data))) : [];
    for (const again of [tap, tap, elsewhere, ...partners]) {
      const answer = await deliver(again);
      expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: { type: 'AdaptiveCard' } } });
      expect(JSON.stringify(answer.body)).not.toMatch(/Reference:/);
    }
    chat.sent.length = 0;
    const submitted = await of(by, 'message', { replyToId: '1', value: { ...data, verb } });
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

type IdKind = 'pairingId' | 'meetingId' | 'checkInId' | 'helpId' | 'commitmentId';

describe('whatever the chat delivers', () => {
  /** Of each couple. */
  const ids: Readonly<Record<IdKind, string[]>>[] = [];
  /** A programme that nobody is in, and nobody may sign up for. */
  let emptyProgramme: string;
  beforeAll(async () => {
    for (const person of people) await deliver(await of(person, 'installationUpdate', { action: 'add' }));
    emptyProgramme = (await makeProgramme(product, { name: 'Empty' })).id;
    await nothingDue();
    const meetings = 'select meeting.id from meeting join series on series.id = series_id where series.pairing_id = $1';
    const idsOf = async (sql: string, pairingId: string) =>
      (await product.database.asAdmin(sql, [pairingId])).rows.map((row) => String(row['id']));
    for (const { pairingId } of cast.couples) {
      ids.push({
        pairingId: [pairingId],
        meetingId: await idsOf(meetings, pairingId),
        checkInId: await idsOf(`select id from check_in where meeting_id in (${meetings})`, pairingId),
        helpId: await idsOf('select id from help_request where pairing_id = $1', pairingId),
        commitmentId: await idsOf('select id from commitment where pairing_id = $1', pairingId),
      });
    }
  });

  /** What a card might send that is not for the one who sends it: ids of other couples, of nobody, of no form, or none. */
  const dataFor = (person: string) => {
    const foreign = ids.filter((_of, index) => !Object.values(couple(index)).includes(person));
    const id = (kind: IdKind) => {
      const known = foreign.flatMap((of) => of[kind]);
      const usual = known.length > 0 ? fc.constantFrom(...known) : fc.uuid();
      return usually(usual, fc.oneof(fc.uuid(), tree, fc.constant(undefined)));
    };
    const sent = fc.record({
      verb: usually(fc.constantFrom(...verbs)),
      pairingId: id('pairingId'),
      meetingId: id('meetingId'),
      checkInId: id('checkInId'),
      helpId: id('helpId'),
      programmeId: usually(fc.constant(emptyProgramme)),
      start: usually(fc.constantFrom('2027-03-03T10:00:00Z', '2027-02-30T10:00:00Z', '+275760-09-13T00:00:00Z')),
      occasion: usually(fc.constantFrom('2027-02-01T09:00:00Z', '2027-02-30T10:00:00Z')),
      wish: usually(fc.constantFrom('meetings', 'move', 'cancel', 'change', 'pause', 'resume', 'end')),
      until: usually(fc.constantFrom('', '2027-12-31', '0000-01-01')),
      tookPlace: usually(fc.constantFrom('yes', 'moved', 'no')),
      spokeOpenly: usually(fc.constantFrom('', 'partly')),
      menteesAgenda: usually(fc.constantFrom('', 'partly')),
      whoTalked: usually(fc.constantFrom('', 'balanced')),
      summedUp: usually(fc.constantFrom('', 'no')),
      words: usually(fc.constantFrom('', 'Fine'), odd),
      areWordsShared: usually(fc.constantFrom('', 'true', 'false')),
      text: usually(fc.constantFrom('', 'The town hall'), odd),
      questions0: usually(fc.constantFrom('', '0', '0,1,2')),
      question0: usually(fc.constant('What do you see?'), odd),
      suggestions: usually(fc.constant('')),
      version: usually(fc.constantFrom('1', '2', '0')),
      commitment: usually(fc.constantFrom('', 'I explain it.'), odd),
      verdict: usually(fc.constantFrom('yes', 'partly', 'no')),
      commitmentVerdict: usually(fc.constantFrom('', 'yes')),
      correction: usually(fc.constant(''), odd),
      // The contact whom the programme does not have: whoever asks the lead has something done by it.
      to: usually(fc.constant('contact')),
      wants: usually(fc.constantFrom('talk', 'way-out')),
      word: usually(fc.constantFrom(...allWords)),
      role: usually(fc.constantFrom('', 'mentee', 'mentor')),
      topics: usually(fc.constantFrom('', 'subject-0', 'subject-0,subject-1'), odd),
      languages: usually(fc.constantFrom('', 'en', 'en,ar'), odd),
      capacity: usually(fc.constantFrom('', '1', '5', '6')),
    });
    const answers = fc.tuple(
      id('commitmentId'),
      usually(fc.constantFrom('', 'done', 'still-on-it', 'let-go', 'changed', 'not-yet')),
    );
    return fc
      .tuple(sent, answers)
      .map(([data, [commitmentId, answer]]) => ({ ...data, [choiceOf(String(commitmentId))]: answer }));
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
