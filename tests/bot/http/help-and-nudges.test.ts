import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import {
  ask,
  buttonsOf,
  cardsWith,
  cardWith,
  install,
  press,
  saidTo,
  tap,
  wordsOf,
  write,
  type Said,
} from '../../support/product/chat.ts';
import { bystander, couples, lead, secondLead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  firstMeeting,
  makeProgramme,
  myPairing,
  programmeAt,
  programmeInput,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { until } from '../../support/until.ts';

/** Words that stand nowhere else. */
const words = 'We do not get on.';

let product: Product;
/** Meets every week from the second week on. */
let cast: Cast;
/** Meets weeks after it was agreed. */
let later: Cast;
/** Has been asked and has not answered. */
let asked: Cast;
beforeAll(async () => {
  product = await startProduct();
  for (const person of [lead, bystander]) await install(product, person);
  // The directory is asked about the neutral contact when they are first named; not while others come in.
  await makeProgramme(product, { neutralContact: bystander });
  await until(async () => {
    const { rows } = await product.database.asAdmin(
      `select mailbox ->> 'state' as state from person where user_principal_name = $1`,
      [bystander],
    );
    return rows[0]?.['state'] === 'readable';
  });
  cast = await programmeAt(product, 'booked', {
    couples: couples.slice(0, 3),
    withBot: true,
    programme: { neutralContact: bystander },
  });
  later = await programmeAt(product, 'booked', {
    couples: couples.slice(3, 4),
    withBot: true,
    programme: { name: 'Later', startsOn: '2027-04-05', endsOn: '2027-06-30' },
  });
  asked = await programmeAt(product, 'published', { couples: couples.slice(4, 5), programme: { name: 'Asked' } });
});
afterAll(() => product.stop());

const couple = (index: number, of = cast) => of.couples[index] as Couple;
const attentionOf = (of = cast, person = lead): Promise<contract.Attention> =>
  product.want(contract.Attention, person, 'GET', `${of.path}/attention`);
const help = (person: string, { pairingId }: Couple, body: unknown) =>
  product.api(person, 'POST', `/my/pairings/${pairingId}/help`, body);
/** The buttons and fields of whom somebody can ask. */
const choiceOf = async (person: string, { pairingId }: Couple): Promise<Said> => {
  const card = await ask(product, person, 'meetings');
  await tap(product, person, card.id, 'help.look', { pairingId });
  return (await saidTo(product, person)).find(({ id }) => id === card.id) as Said;
};
/** Everything that somebody sees, in the chat and in the tab. */
const allThatIsSeenBy = async (person: string) =>
  JSON.stringify([await saidTo(product, person), (await product.api(person, 'GET', '/my/pairings')).body]);

describe('help asked of the lead', () => {
  let request: Said;

  it('is passed on once, however often it is tapped, with words and wish', async () => {
    const of = couple(0);
    const card = await choiceOf(of.mentor, of);
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([
      t('helpWanted.ask.lead'),
      t('helpWanted.ask.contact'),
      t('getHelp.end'),
    ]);
    const data = { pairingId: of.pairingId, to: 'lead', wants: 'way-out', words };
    for (let count = 0; count < 2; count += 1) {
      expect(await tap(product, of.mentor, card.id, 'help.ask', data)).toContain(t('getHelp.passedOn.lead'));
    }
    request = await cardWith(product, lead, words);
    expect(wordsOf(request)).toContain(t('getHelp.wants.way-out'));
    expect((await attentionOf()).help).toMatchObject([{ wants: 'way-out', words, state: 'open' }]);
    expect(await cardsWith(product, lead, words)).toHaveLength(1);
  });

  it('is seen by the lead alone, in chat and tab', async () => {
    const { mentee } = couple(0);
    expect(await allThatIsSeenBy(mentee)).not.toContain('help-request');
    for (const person of [mentee, bystander, couple(1).mentor]) {
      expect(await allThatIsSeenBy(person)).not.toContain(words);
      const [greeting] = await write(product, person, 'hi');
      const { helpId = '' } = buttonsOf(request)[0]?.data ?? {};
      expect(await tap(product, person, greeting?.id ?? '', 'help.done', { helpId })).toContain(
        t('noLongerOpen.not-yours'),
      );
    }
    expect(await product.api(mentee, 'GET', `${cast.path}/attention`)).toMatchObject(problem(403, 'not-the-lead'));
  });

  it('shows as seen and as done wherever it is shown', async () => {
    const of = couple(0);
    await press(product, lead, request, t('helpWanted.seen'));
    const [{ id, state } = { id: '', state: '' }] = (await attentionOf()).help;
    expect(state).toBe('seen');
    const mine = await product.want(contract.HelpChoices, of.mentor, 'GET', `/my/pairings/${of.pairingId}/help`);
    expect(mine.asked).toMatchObject([{ to: 'lead', state: 'seen' }]);
    await product.want(contract.Attention, lead, 'POST', `${cast.path}/help/${id}`, { state: 'done' });
    await cardWith(product, lead, t('getHelp.state.done'));
    expect((await attentionOf()).help).toEqual([]);
    // An old copy of the card does not take it back.
    expect(await tap(product, lead, request.id, 'help.seen', { helpId: id })).toContain(t('getHelp.state.done'));
  });

  it('is not offered to somebody whose partner leads the programme, nor shown to a lead who is the partner', async () => {
    const of = couple(0);
    const led = `update programme set led_by = $1 where id = $2`;
    await product.database.asAdmin(led, [await product.objectId(of.mentee), cast.programme.id]);
    const mine = await product.want(contract.HelpChoices, of.mentor, 'GET', `/my/pairings/${of.pairingId}/help`);
    expect(mine).toMatchObject({ lead: false, contact: { userPrincipalName: bystander } });
    expect(await help(of.mentor, of, { to: 'lead', wants: 'talk', words: null })).toMatchObject(
      problem(409, 'nobody-to-ask'),
    );
    await product.database.asAdmin(led, [await product.objectId(lead), cast.programme.id]);
    expect(await help(of.mentor, of, { to: 'lead', wants: 'talk', words: null })).toMatchObject({ status: 200 });
    const token = await product.token(of.mentee, { roles: ['Programme.Lead'] });
    const seen = await product.ask('GET', `/api${cast.path}/attention`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(seen).toMatchObject({ status: 200, body: { help: [] } });
    expect((await attentionOf(cast, secondLead)).help).toHaveLength(1);
  });
});

describe('help asked of the neutral contact', () => {
  it('is seen by them, and by no lead', async () => {
    const of = couple(1);
    expect(await help(of.mentee, of, { to: 'contact', wants: 'talk', words: 'In confidence' })).toMatchObject({
      status: 200,
    });
    const card = await cardWith(product, bystander, 'In confidence');
    const { helpId = '' } = buttonsOf(card)[0]?.data ?? {};
    for (const person of [lead, of.mentor]) expect(await allThatIsSeenBy(person)).not.toContain('In confidence');
    expect(JSON.stringify(await attentionOf())).not.toContain('In confidence');
    expect(await product.api(lead, 'POST', `${cast.path}/help/${helpId}`, { state: 'seen' })).toMatchObject(
      problem(404, 'not-found'),
    );
    expect(wordsOf(await press(product, bystander, card, t('helpWanted.done')))).toContain(t('getHelp.state.done'));
  });

  it('cannot be asked while the chat does not reach them, and how to write to them is told at once', async () => {
    await product.control('POST', `/chat/${bystander}/uninstall`);
    const of = couple(1);
    const card = await choiceOf(of.mentee, of);
    expect(wordsOf(card)).toContain(bystander);
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([t('helpWanted.ask.lead'), t('getHelp.end')]);
    const data = { pairingId: of.pairingId, to: 'contact', wants: 'talk', words: '' };
    expect(await tap(product, of.mentee, card.id, 'help.ask', data)).toContain(bystander);
    expect(await help(of.mentee, of, { to: 'contact', wants: 'talk', words: null })).toMatchObject(
      problem(409, 'contact-away'),
    );
    await install(product, bystander);
  });

  it('is somebody whom the directory knows', async () => {
    const refusal = await product.api(
      lead,
      'POST',
      '/programmes',
      programmeInput({ neutralContact: 'nobody@aldermoor.example' }),
    );
    expect(refusal).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'neutralContact', value: 'nobody@aldermoor.example' }] },
    });
  });

  it('leads out of the pairing at once where somebody would rather not talk', async () => {
    const of = couple(2);
    const question = await press(product, of.mentor, await choiceOf(of.mentor, of), t('getHelp.end'));
    await press(product, of.mentor, question, t('buttons.endIt'));
    const told = await cardWith(product, of.mentee, 'has ended');
    expect(wordsOf(told)).not.toContain(t('helpWanted.title'));
  });
});

describe('meetings that the mentee moves', () => {
  const told = () => cardsWith(product, lead, 'You may like to ask how you can help');

  it('are told to the lead after the second, once, and never to the mentor', async () => {
    const of = couple(1);
    const cancel = async (number: number) => {
      const { meetings } = await myPairing(product, of.mentee, of);
      const meeting = meetings.find((one) => one.number === number);
      const path = `/my/meetings/${meeting?.id ?? ''}/cancel`;
      await product.want(contract.MyPairings, of.mentee, 'POST', path, { isOfferedAgain: false });
      await until(async () =>
        (await myPairing(product, of.mentee, of)).meetings.some(
          (one) => one.number === number && one.state === 'cancelled',
        ),
      );
    };
    await cancel(3);
    expect((await attentionOf()).moved).toEqual([]);
    await cancel(2);
    await until(async () => (await told()).length === 1);
    expect((await attentionOf()).moved).toMatchObject([{ pairingId: of.pairingId, times: 2 }]);
    expect(await allThatIsSeenBy(of.mentor)).not.toContain('You may like to ask');
  });
});

describe('a check-in that is not answered', () => {
  it('is asked for once more after two working days, and then never', async () => {
    const of = couple(0);
    const again = (person: string) => cardsWith(product, person, t('nudges.again'));
    await product.travelTo((await firstMeeting(product, of.mentee, of)).endsAt);
    const cards = [];
    for (const person of [of.mentee, of.mentor]) cards.push(await cardWith(product, person, 'check-in.answer'));
    const taps = { tookPlace: 'no', whoTalked: '', questions: '', useful: '' };
    const { checkInId = '' } = buttonsOf(cards[0] as Said)[0]?.data ?? {};
    await tap(product, of.mentee, cards[0]?.id ?? '', 'check-in.answer', { checkInId, ...taps });
    const sent = await product.now();
    await product.travelTo(sent.add({ hours: 24 }));
    expect(await again(of.mentor)).toEqual([]);
    await product.travelTo(sent.add({ hours: 24 * 5 }));
    await until(async () => (await again(of.mentor)).length === 1);
    expect(await again(of.mentee)).toEqual([]);
    // Somebody who says hello sees the check-in itself, once.
    const shown = await write(product, of.mentor, 'hi');
    expect(shown.filter((one) => wordsOf(one).includes('check-in.answer'))).toHaveLength(1);
    expect(await again(of.mentor)).toHaveLength(1);
  });
});

describe('an offer that is not answered', () => {
  it('is shown to the lead after ten days, and stays so whoever has answered', async () => {
    const of = couple(0, asked);
    await product.travelTo('2027-02-15T10:00:00Z');
    const before = (await attentionOf(asked)).unanswered;
    expect(before).toMatchObject([{ pairingId: of.pairingId }]);
    await product.api(of.mentee, 'POST', `/my/pairings/${of.pairingId}/answer`, { answer: 'accept' });
    expect((await attentionOf(asked)).unanswered).toEqual(before);
    expect((await attentionOf()).unanswered).toEqual([]);
  });

  it('shows whom the chat does not reach and why', async () => {
    const of = couple(0, asked);
    const why = async (person: string) =>
      (await attentionOf(asked)).unreached.find((one) => one.person.userPrincipalName === person)?.why;
    expect(await why(of.mentee)).toBe('never-installed');
    await install(product, of.mentee);
    expect(await why(of.mentee)).toBeUndefined();
    await product.control('POST', `/chat/${of.mentee}/uninstall`);
    expect(await why(of.mentee)).toBe('removed');
  });
});

describe('two who have not met for three weeks', () => {
  const question = 'Shall I find a time?';

  it('are each asked once, and the lead sees it', async () => {
    const of = couple(0, later);
    await product.travelTo('2027-02-21T12:00:00Z');
    expect((await attentionOf(later)).stalled).toEqual([]);
    await product.travelTo('2027-02-23T10:00:00Z');
    for (const person of [of.mentee, of.mentor]) await cardWith(product, person, question);
    expect((await attentionOf(later)).stalled).toMatchObject([{ pairingId: of.pairingId }]);
  });

  it('can find a time, or say that it is fine, and are not asked again', async () => {
    const of = couple(0, later);
    const mine = await cardWith(product, of.mentee, question);
    expect(wordsOf(await press(product, of.mentee, mine, t('nudges.findTime')))).toContain('When shall meeting 1');
    const theirs = await cardWith(product, of.mentor, question);
    const fine = buttonsOf(theirs).find(({ title }) => title === t('nudges.fine'));
    await press(product, of.mentor, theirs, t('nudges.fine'));
    for (const person of [of.mentee, of.mentor]) expect(await cardsWith(product, person, question)).toEqual([]);
    // Another's card, or one of no question.
    const stranger = await ask(product, couple(1).mentee, 'meetings');
    expect(await tap(product, couple(1).mentee, stranger.id, 'stalled.fine', fine?.data ?? {})).toContain(
      t('noLongerOpen.not-yours'),
    );
    await product.travelTo('2027-03-10T10:00:00Z');
    const hello = [...(await write(product, of.mentee, 'hi')), ...(await write(product, of.mentor, 'hi'))];
    expect(hello.filter((one) => wordsOf(one).includes(question))).toEqual([]);
    expect(await cardsWith(product, of.mentor, question)).toEqual([]);
    const { rows } = await product.database.asAdmin(
      `select id from notice where subject ->> 'kind' = 'stalled' and about = $1`,
      [of.pairingId],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('somebody whom the chat refuses', () => {
  it('and whom the directory does not know any more, is written to no more, and the lead sees it', async () => {
    const of = couple(0);
    await product.control('PUT', `/chat/${of.mentor}/block`, { code: 'MessageWritesBlocked' });
    await product.control('POST', `/people/${of.mentor}/leave`);
    const why = async () =>
      (await attentionOf()).unreached.find((one) => one.person.userPrincipalName === of.mentor)?.why;
    await product.api(lead, 'POST', `${cast.path}/pairings/${of.pairingId}/pause`, { until: null });
    await until(async () => (await why()) === 'left');
    expect((await attentionOf()).undelivered).toBeGreaterThan(0);
  });
});
