import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
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
} from '../../support/product/chat.ts';
import { mentoringIn, standInBoth } from '../../support/product/outlook.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  agree,
  asTheLeadSees,
  bookingEnds,
  myPairing,
  oneByOne,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';
import { t, when } from '../../support/texts.ts';

let product: Product;
let cast: Cast;
let nextCouple: () => Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'published', { couples, withBot: true });
  nextCouple = oneByOne(cast);
});
afterEach(() => product.control('DELETE', '/faults'));
afterAll(() => product.stop());

async function bookedCouple(): Promise<Couple> {
  const couple = nextCouple();
  await agree(product, couple);
  await bookingEnds(product, cast, couple);
  await standInBoth(product, cast, couple, 3);
  return couple;
}
const seriesOf = async (couple: Couple) => (await asTheLeadSees(product, cast, couple)).series;
/** Waits until the booking is on its way to Outlook, by which it may stand there. */
const outlookIsAsked = (couple: Couple) =>
  until(async () => {
    const { rows } = await product.database.asAdmin(
      'select is_asked from booking b join series s on s.id = b.series_id where s.pairing_id = $1',
      [couple.pairingId],
    );
    return rows[0]?.['is_asked'] === true;
  });
/** Waits until every event that was ever begun for a couple stands, or is gone. */
const nothingIsUnderWay = (couple: Couple) =>
  until(async () => {
    const { rows } = await product.database.asAdmin(
      `select b.id from booking b join series s on s.id = b.series_id
       where s.pairing_id = $1 and b.state in ('making', 'removing')`,
      [couple.pairingId],
    );
    return rows.length === 0;
  });
const nothingStands = (couple: Couple) =>
  until(async () => {
    const found = await Promise.all([couple.mentee, couple.mentor].map((person) => mentoringIn(product, cast, person)));
    return found.flat().length === 0;
  });

describe('a pause', () => {
  it('from the bot cancels what is to come, shows so to both, and whoever resumes has new times found', async () => {
    const couple = await bookedCouple();
    const { mentee, mentor } = couple;
    const before = (await myPairing(product, mentee, couple)).meetings;
    const question = await ask(product, mentor, 'Puase');
    expect(buttonsOf(question).map(({ title }) => title)).toEqual([
      'Until Mon 15 Feb',
      'Until Mon 1 Mar',
      t('pause.open'),
      t('meetings.keep'),
    ]);
    // Looking changes nothing.
    expect((await seriesOf(couple))?.state).toMatch(/booked|verified/);
    expect(wordsOf(await press(product, mentor, question, t('pause.open')))).toContain('are paused');
    await nothingStands(couple);
    expect(await asTheLeadSees(product, cast, couple)).toMatchObject({
      state: 'paused',
      series: { state: 'paused', pausedUntil: null },
    });
    await cardWith(product, mentee, 'are paused. Those to come are cancelled');
    // Whoever paused has it on their card.
    expect(await cardsWith(product, mentor, 'are paused. Those to come are cancelled')).toEqual([]);
    expect(wordsOf(await press(product, mentor, question, t('pause.open')))).toContain(t('noLongerOpen.not-now'));

    const paused = await ask(product, mentee, 'meetings');
    expect(buttonsOf(paused).map(({ title }) => title)).toEqual([t('meetings.resume'), t('meetings.end')]);
    await press(product, mentee, paused, t('meetings.resume'));
    await bookingEnds(product, cast, couple);
    await standInBoth(product, cast, couple, 3);
    const after = (await myPairing(product, mentee, couple)).meetings;
    expect(after.map(({ id, number }) => [id, number])).toEqual(before.map(({ id, number }) => [id, number]));
  });

  it('until a day ends on that day by itself, and not before', async () => {
    const couple = await bookedCouple();
    const question = await ask(product, couple.mentee, 'pause until 3 March');
    expect(buttonsOf(question)[0]).toMatchObject({ title: 'Until Wed 3 Mar', data: { until: '2027-03-03' } });
    await press(product, couple.mentee, question, 'Until Wed 3 Mar');
    await nothingStands(couple);
    await product.travelTo('2027-03-02T23:00:00Z');
    expect(await seriesOf(couple)).toMatchObject({ state: 'paused', pausedUntil: '2027-03-03' });
    await product.travelTo('2027-03-03T00:00:01Z');
    await bookingEnds(product, cast, couple);
    await standInBoth(product, cast, couple, 3);
  });

  it('cannot be for a day that has passed, of somebody else, or of what is paused already', async () => {
    const couple = await bookedCouple();
    const pause = (person: string, day: string | null) =>
      product.api(person, 'POST', `/my/pairings/${couple.pairingId}/pause`, { until: day });
    expect(await pause(couple.mentee, '2027-02-01')).toMatchObject(problem(409, 'day-passed'));
    expect(await pause(bystander, null)).toMatchObject(problem(404, 'not-found'));
    await standInBoth(product, cast, couple, 3);
    const both = await Promise.all([pause(couple.mentee, null), pause(couple.mentor, null)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await nothingStands(couple);
  });

  it('and going on at once leave one series', async () => {
    const couple = await bookedCouple();
    const path = `/my/pairings/${couple.pairingId}`;
    await product.want(contract.MyPairings, couple.mentee, 'POST', `${path}/pause`, { until: null });
    await product.want(contract.MyPairings, couple.mentor, 'POST', `${path}/resume`);
    await bookingEnds(product, cast, couple);
    await standInBoth(product, cast, couple, 3);
  });

  it('while Outlook is being asked, and going on before it has answered, leave one series', async () => {
    const couple = nextCouple();
    await product.fault({ method: 'POST', path: '/events$', delayMilliseconds: 3_000 });
    await agree(product, couple);
    await outlookIsAsked(couple);
    const path = `/my/pairings/${couple.pairingId}`;
    await product.want(contract.MyPairings, couple.mentee, 'POST', `${path}/pause`, { until: null });
    await product.want(contract.MyPairings, couple.mentee, 'POST', `${path}/resume`);
    await bookingEnds(product, cast, couple);
    await nothingIsUnderWay(couple);
    await standInBoth(product, cast, couple, 3);
  });
});

describe('an end', () => {
  it('says before what it means, cancels what is to come and keeps what has been', async () => {
    const couple = await bookedCouple();
    const { mentee, mentor } = couple;
    const [first] = (await myPairing(product, mentee, couple)).meetings;
    await product.travelTo(first?.endsAt ?? '');
    await until(async () => (await asTheLeadSees(product, cast, couple)).meetingsHeld === 1);
    const question = await ask(product, mentor, 'stop meeting');
    expect(wordsOf(question)).toContain(t('end.text', { count: 2 }));
    expect(wordsOf(await press(product, mentor, question, t('meetings.keep')))).toContain(t('meetings.move'));
    const again = await ask(product, mentor, 'end');
    expect(wordsOf(await press(product, mentor, again, t('buttons.endIt')))).toContain('has ended');
    await until(async () => (await seriesOf(couple))?.state === 'ended');
    for (const person of [mentee, mentor]) expect(await mentoringIn(product, cast, person)).toHaveLength(1);
    const { state, meetings } = await myPairing(product, mentee, couple);
    expect([state, meetings.map((one) => one.state)]).toEqual(['closed', ['held', 'cancelled', 'cancelled']]);
    await cardWith(product, mentee, 'has ended');
    expect(
      wordsOf(await press(product, mentor, { ...again, attachments: question.attachments }, t('meetings.keep'))),
    ).toContain(t('noLongerOpen.closed'));
    expect(wordsOf(await ask(product, mentor, 'meetings'))).toContain(t('noMeetings'));
  });

  it('before anything is booked leaves nothing to book', async () => {
    const couple = nextCouple();
    // Nobody can read calendars meanwhile.
    await product.fault({ path: 'getSchedule$', status: 503, times: 200 });
    await agree(product, couple);
    const ended = await product.want(
      contract.MyPairings,
      couple.mentee,
      'POST',
      `/my/pairings/${couple.pairingId}/end`,
    );
    expect(ended.pairings).toMatchObject([{ state: 'closed', series: { state: 'ended' } }]);
    await product.control('DELETE', '/faults');
    expect(await product.api(lead, 'POST', `${cast.path}/pairings/${couple.pairingId}/book`)).toMatchObject(
      problem(409, 'not-failed'),
    );
    await nothingStands(couple);
  });

  it('while Outlook is being asked leaves nothing in the end', async () => {
    const couple = nextCouple();
    await product.fault({ method: 'POST', path: '/events$', delayMilliseconds: 3_000 });
    await agree(product, couple);
    await outlookIsAsked(couple);
    await product.want(contract.MyPairings, couple.mentor, 'POST', `/my/pairings/${couple.pairingId}/end`);
    expect(await seriesOf(couple)).toMatchObject({ state: 'ending' });
    await until(async () => (await seriesOf(couple))?.state === 'ended');
    await nothingStands(couple);
  });
});

describe('somebody who asks the bot about meetings', () => {
  it('is shown theirs in their own time; of others, by their ids, nothing, and nothing changes', async () => {
    const couple = await bookedCouple();
    const shown = wordsOf(await ask(product, couple.mentor, 'next meeting'));
    const { meetings } = await myPairing(product, couple.mentor, couple);
    for (const { number, startsAt } of meetings) {
      const start = Temporal.Instant.from(startsAt).toZonedDateTimeISO('Europe/London').toString();
      expect(shown).toContain(t('meetings.coming', { number, start: when(start) }));
    }

    await install(product, bystander);
    const [greeting] = await saidTo(product, bystander);
    const { pairingId } = couple;
    const [first] = (await myPairing(product, couple.mentee, couple)).meetings;
    const taps: readonly (readonly [verb: string, data: Record<string, string>])[] = [
      ['meetings.look', { pairingId, wish: 'meetings' }],
      ['meetings.look', { pairingId, wish: 'end' }],
      ['pairing.pause', { pairingId }],
      ['pairing.resume', { pairingId }],
      ['pairing.end', { pairingId }],
      ['series.change', { pairingId, start: first?.startsAt ?? '' }],
      ['meeting.cancel', { meetingId: first?.id ?? '' }],
      ['meeting.leave-out', { meetingId: first?.id ?? '' }],
      ['meeting-time.choose', { meetingId: first?.id ?? '', start: first?.startsAt ?? '' }],
    ];
    for (const [verb, data] of taps) {
      expect(await tap(product, bystander, greeting?.id ?? '', verb, data)).toContain(t('noLongerOpen.not-yours'));
    }
    await standInBoth(product, cast, couple, 3);
    expect(await asTheLeadSees(product, cast, couple)).toMatchObject({ state: 'active' });
  });

  it('and has several pairings chooses one first', async () => {
    const mentor = 'leyla.aksungur@aldermoor.example';
    const mentees = ['kwame.asante.boyd@aldermoor.example', 'theodora.papanikos@aldermoor.example'];
    const two = await programmeAt(product, 'booked', {
      couples: mentees.map((mentee) => ({ mentee, mentor })),
      withBot: true,
    });
    const which = await ask(product, mentor, 'pause until 31 March');
    expect(wordsOf(which)).toContain(t('whichPairing.title'));
    expect(buttonsOf(which)).toHaveLength(2);
    const chosen = await press(product, mentor, which, t('whichPairing.button', { number: 2 }));
    const [button] = buttonsOf(chosen);
    expect(button?.data['until']).toBe('2027-03-31');
    const meant = two.couples.find(({ pairingId }) => pairingId === button?.data['pairingId']);
    expect(wordsOf(chosen)).toContain(meant?.mentee === mentees[0] ? 'Kwame' : 'Theodora');
  });
});
