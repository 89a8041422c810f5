import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import { ask, buttonsOf, cardWith, press, wordsOf } from '../../support/product/chat.ts';
import { eventsOf, mentoringIn, standInBoth, timesInTab } from '../../support/product/outlook.ts';
import { couples } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
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
import { t } from '../../support/texts.ts';

let product: Product;
let cast: Cast;
let nextCouple: () => Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'published', {
    couples,
    withBot: true,
    programme: { booking: { ...defaultBooking, blackouts: [] } },
  });
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
async function meetingOf(couple: Couple, number: number): Promise<contract.Meeting> {
  const { meetings } = await myPairing(product, couple.mentee, couple);
  const found = meetings.find((one) => one.number === number);
  if (!found) throw new Error(`there is no meeting ${number}`);
  return found;
}
const post = (person: string, path: string, body?: unknown) =>
  product.want(contract.MyPairings, person, 'POST', path, body);

describe('one meeting', () => {
  it('is moved from the bot to a time that suits both, with its agenda', async () => {
    const couple = await bookedCouple();
    const before = await meetingOf(couple, 1);
    await product.want(contract.Meeting, couple.mentee, 'POST', `/my/meetings/${before.id}/agenda`, { text: 'Delays' });
    const question = await ask(product, couple.mentor, 'move my next meeting');
    const choices = buttonsOf(question).filter(({ data }) => data['verb'] === 'meeting-time.choose');
    expect(choices.length).toBeGreaterThan(1);
    expect(choices.map(({ data }) => data['start'])).not.toContain(before.startsAt);
    await press(product, couple.mentor, question, 'meeting-time.choose');
    await until(async () => (await meetingOf(couple, 1)).startsAt !== before.startsAt);
    const moved = await meetingOf(couple, 1);
    expect(moved).toMatchObject({
      id: before.id,
      startsAt: choices[0]?.data['start'],
      state: 'planned',
      pending: null,
    });
    expect(moved.agenda.map(({ text }) => text)).toEqual(['Delays']);
    expect(moved.joinUrl).toBe(before.joinUrl);
    await standInBoth(product, cast, couple, 3);
    expect((await asTheLeadSees(product, cast, couple)).changes).toMatchObject({
      mentor: { moved: 1 },
      mentee: { moved: 0 },
    });
    // The old card once more: it stands there already.
    await press(product, couple.mentor, question, 'meeting-time.choose');
    expect((await asTheLeadSees(product, cast, couple)).changes).toMatchObject({ mentor: { moved: 1 } });
  });

  it('cannot go past the next one: all stays, and both are told', async () => {
    const couple = await bookedCouple();
    const [first, second] = [await meetingOf(couple, 1), await meetingOf(couple, 2)];
    const { times } = await product.want(
      contract.MeetingTimes,
      couple.mentee,
      'GET',
      `/my/meetings/${second.id}/times`,
    );
    const past = times.find((time) => time > second.endsAt);
    await post(couple.mentee, `/my/meetings/${first.id}/move`, { startsAt: past });
    await until(async () => (await meetingOf(couple, 1)).problem === 'crosses-neighbour');
    expect(await meetingOf(couple, 1)).toMatchObject({ startsAt: first.startsAt, pending: null });
    await standInBoth(product, cast, couple, 3);
    for (const person of [couple.mentee, couple.mentor])
      await cardWith(product, person, 'I could not change your meeting');
  });

  it('that is cancelled is offered again within a week, and stands alone at the time that is chosen', async () => {
    const couple = await bookedCouple();
    const before = await meetingOf(couple, 1);
    const question = await ask(product, couple.mentee, 'cancel');
    expect(wordsOf(await press(product, couple.mentee, question, t('cancel.findAnother')))).toContain(
      t('meetingCancelled', { number: 1 }),
    );
    const card = await cardWith(product, couple.mentor, 'meeting-time.choose', before.id);
    await cardWith(product, couple.mentee, 'meeting-time.choose', before.id);
    const open = await meetingOf(couple, 1);
    expect(open).toMatchObject({ state: 'open', joinUrl: null });
    expect(open.options.length).toBeGreaterThan(0);
    const latest = Temporal.Instant.from(before.startsAt).add({ hours: 24 * 7 });
    for (const start of open.options) {
      expect(Temporal.Instant.compare(Temporal.Instant.from(start), latest)).toBeLessThanOrEqual(0);
    }
    await standInBoth(product, cast, couple, 2);
    const said = await Promise.all([1, 2].map(() => press(product, couple.mentor, card, 'meeting-time.choose')));
    expect(said.map(wordsOf).join()).toContain('it is. Outlook shows it');
    await standInBoth(product, cast, couple, 3);
    const given = await meetingOf(couple, 1);
    expect(given).toMatchObject({ id: before.id, state: 'planned', startsAt: open.options[0] });
    expect(given.joinUrl).not.toBe((await meetingOf(couple, 2)).joinUrl);
  });

  it('that is left out is gone, the others stay', async () => {
    const couple = await bookedCouple();
    const question = await ask(product, couple.mentor, 'cancel');
    expect(wordsOf(await press(product, couple.mentor, question, t('buttons.leaveOut')))).toContain(
      t('meetingLeftOut', { number: 1 }),
    );
    await until(async () => (await meetingOf(couple, 1)).state === 'cancelled');
    await standInBoth(product, cast, couple, 2);
    expect(wordsOf(await press(product, couple.mentor, question, t('buttons.leaveOut')))).toContain(
      t('noLongerOpen.not-now'),
    );
  });

  it('for which nobody chooses a time gets the best one after two days', async () => {
    const couple = await bookedCouple();
    const { id } = await meetingOf(couple, 1);
    await post(couple.mentor, `/my/meetings/${id}/cancel`, { isOfferedAgain: true });
    await until(async () => (await meetingOf(couple, 1)).options.length > 0);
    const { decideBy, options } = await meetingOf(couple, 1);
    await product.travelTo(decideBy ?? '');
    await standInBoth(product, cast, couple, 3);
    expect(await meetingOf(couple, 1)).toMatchObject({ id, state: 'planned', startsAt: options[0] });
  });

  it('waits for its time where a calendar cannot be read: what is unknown is not busy', async () => {
    const couple = await bookedCouple();
    const { id } = await meetingOf(couple, 1);
    const mailbox = { scheduleId: couple.mentor, error: { responseCode: 'ErrorAccessDenied', message: 'no' } };
    await product.fault({ path: 'getSchedule$', status: 200, body: { value: [mailbox] }, times: 50 });
    await post(couple.mentee, `/my/meetings/${id}/cancel`, { isOfferedAgain: true });
    await until(async () => (await meetingOf(couple, 1)).problem === 'calendar-unavailable');
    expect(await meetingOf(couple, 1)).toMatchObject({ state: 'open', options: [] });
  });
});

describe('what is left of a series', () => {
  it('stands as it was when Outlook refuses the new times, and both are told', async () => {
    const couple = await bookedCouple();
    const before = await timesInTab(product, couple);
    await product.fault({ method: 'POST', path: '/events$', status: 403, code: 'ErrorAccessDenied' });
    const question = await ask(product, couple.mentee, 'other times');
    expect(wordsOf(await press(product, couple.mentee, question, 'series.change'))).toContain('I book the new times');
    await until(async () => (await seriesOf(couple))?.changeProblem === 'organizer-denied');
    for (const person of [couple.mentee, couple.mentor])
      await cardWith(product, person, 'I could not book the new times');
    expect(await timesInTab(product, couple)).toEqual(before);
    await standInBoth(product, cast, couple, 3);
    await until(async () => (await seriesOf(couple))?.state === 'verified');
  });

  it('is booked anew once, and what has been stays', async () => {
    const couple = await bookedCouple();
    const first = await meetingOf(couple, 1);
    const old = await seriesOf(couple);
    await product.travelTo(first.endsAt);
    await until(async () => (await meetingOf(couple, 1)).state === 'held');
    const wish = { cadence: 'every-two-weeks', lengthMinutes: 30 };
    const path = `/my/pairings/${couple.pairingId}/series`;
    const { options } = await product.want(contract.Times, couple.mentor, 'POST', `${path}/times`, wish);
    const chosen = options.at(-1);
    const start = Temporal.ZonedDateTime.from(chosen?.start ?? '')
      .toInstant()
      .toString();
    await post(couple.mentor, path, { ...wish, start });
    await until(async () => {
      const series = await seriesOf(couple);
      return series?.joinUrl !== old?.joinUrl && series?.state !== 'changing';
    });
    await standInBoth(product, cast, couple, 3);
    const { meetings } = await myPairing(product, couple.mentee, couple);
    const minutes = meetings.map((one) =>
      Temporal.Instant.from(one.startsAt).until(Temporal.Instant.from(one.endsAt)).total('minutes'),
    );
    expect(meetings.map(({ state }) => state)).toEqual(['held', 'planned', 'planned']);
    expect(minutes).toEqual([45, 30, 30]);
    expect(meetings.map(({ startsAt }) => startsAt)).toEqual([
      first.startsAt,
      ...(chosen?.meetings.map(({ startsAt }) => startsAt) ?? []),
    ]);
    expect(await seriesOf(couple)).toMatchObject({ cadence: 'every-two-weeks', lengthMinutes: 30, problem: null });
  });
});

describe('a published agenda', () => {
  const Event = z.object({ body: z.object({ content: z.string() }), isOnlineMeeting: z.boolean() });
  const Counts = z.object({ requests: z.record(z.string(), z.object({ count: z.number() })) });
  const read = async (path: string) => Event.parse((await product.graph('GET', path)).body);

  it('stands in the invitation of its meeting, once, beside the link', async () => {
    const couple = await bookedCouple();
    const { id, joinUrl } = await meetingOf(couple, 1);
    const [first = '', second = ''] = await eventsOf(product, cast, couple);
    const other = await read(second);
    await product.want(contract.Meeting, couple.mentee, 'POST', `/my/meetings/${id}/agenda`, {
      text: 'Night <trains>',
    });
    await product.control('DELETE', '/requests');
    for (let times = 0; times < 5; times += 1) {
      await product.want(contract.Meeting, couple.mentee, 'POST', `/my/meetings/${id}/agenda/publish`);
    }
    // The two minutes that are waited for more changes are over.
    await product.database.asAdmin(`update pgboss.job set start_after = now() where name = 'invitation.update'`);
    await until(async () => (await read(first)).body.content.includes('Night &lt;trains&gt;'));
    const changed = await read(first);
    expect(changed.isOnlineMeeting).toBe(true);
    expect(changed.body.content.replaceAll('&amp;', '&')).toContain(joinUrl);
    expect(await read(second)).toEqual(other);
    await until(async () => {
      const { rows } = await product.database.asAdmin(
        `select count(*)::int as left from pgboss.job where name = 'invitation.update' and state < 'completed'`,
      );
      return rows[0]?.['left'] === 0;
    });
    const { requests } = Counts.parse(await product.control('GET', '/requests'));
    const patches = Object.entries(requests).filter(([route]) => route.startsWith('PATCH '));
    expect(patches.map(([, { count }]) => count)).toEqual([1]);
    expect(await mentoringIn(product, cast, couple.mentor)).toHaveLength(3);
  });
});
