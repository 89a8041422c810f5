import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import { buttonsOf, cardWith, install, press, saidTo, tap, wordsOf, type Said } from '../../support/product/chat.ts';
import { inOutlook, mentoringIn, movedTo, standInBoth } from '../../support/product/outlook.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  agree,
  asTheLeadSees,
  bookingEnds,
  myPairing,
  oneByOne,
  programmeAt,
  programmeInput,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';
import { t } from '../../support/texts.ts';

const twoDays = { ...defaultBooking, blackouts: [] };
const atOnce = { ...twoDays, decideWithinDays: 0 };
/** In no programme: its mailbox calls meetings of others. */
const shared = 'oskar.nyqvist.bell@aldermoor.example';

let product: Product;
let cast: Cast;
let nextCouple: () => Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'published', {
    couples: couples.slice(0, 5),
    withBot: true,
    programme: { booking: twoDays },
  });
  nextCouple = oneByOne(cast);
});
afterEach(() => product.control('DELETE', '/faults'));
afterAll(() => product.stop());

async function offered(couple: Couple): Promise<readonly contract.TimesOption[]> {
  await agree(product, couple);
  await until(async () => (await asTheLeadSees(product, cast, couple)).series?.state === 'offered');
  return (await myPairing(product, couple.mentee, couple)).series?.options ?? [];
}
const startOf = ({ start }: contract.TimesOption) => Temporal.ZonedDateTime.from(start).toInstant().toString();
const choose = (person: string, { pairingId }: Couple, start: string) =>
  product.api(person, 'POST', `/my/pairings/${pairingId}/times`, { start });
const isStanding = async (couple: Couple) =>
  /booked|verified/.test((await asTheLeadSees(product, cast, couple)).series?.state ?? '');

describe('times for a series', () => {
  it('are offered to both in tab and chat; whoever chooses first decides, and every other answer is kind', async () => {
    const couple = nextCouple();
    const options = await offered(couple);
    expect(options.length).toBeGreaterThan(1);
    expect(options.length).toBeLessThanOrEqual(3);
    expect((await myPairing(product, couple.mentor, couple)).series?.options).toHaveLength(options.length);
    const cards: Said[] = [];
    for (const person of [couple.mentee, couple.mentor]) {
      const card = await cardWith(product, person, 'times.choose', couple.pairingId);
      expect(buttonsOf(card).map(({ data }) => data['start'])).toEqual(options.map(startOf));
      cards.push(card);
    }
    const [menteeCard, mentorCard] = cards as [Said, Said];
    const second = buttonsOf(mentorCard)[1]?.title ?? '';
    expect(wordsOf(await press(product, couple.mentor, mentorCard, second))).toContain('it is. Outlook shows it');
    // The other one, and the same card once more.
    for (const [person, card] of [
      [couple.mentee, menteeCard],
      [couple.mentor, mentorCard],
    ] as const) {
      const shown = wordsOf(await press(product, person, card, 'times.choose'));
      // What was chosen takes the place of any other answer on the card as soon as the bot comes to it.
      const kind = [t('noLongerOpen.not-now'), t('noLongerOpen.already-done'), ' it is.'];
      expect(kind.some((text) => shown.includes(text))).toBe(true);
    }
    await until(() => isStanding(couple));
    await standInBoth(product, cast, couple, 3);
    const { meetings } = await myPairing(product, couple.mentee, couple);
    expect(meetings.map(({ startsAt }) => startsAt)).toEqual(options[1]?.meetings.map(({ startsAt }) => startsAt));
    // Chosen already, and so it stays.
    expect(await choose(couple.mentee, couple, options[1] ? startOf(options[1]) : '')).toMatchObject(
      problem(409, 'already-done'),
    );
  });

  it('chosen by both at the same moment lead to one series', async () => {
    const couple = nextCouple();
    const [best, other] = (await offered(couple)).map(startOf);
    const answers = await Promise.all([
      choose(couple.mentee, couple, best ?? ''),
      choose(couple.mentor, couple, other ?? ''),
      choose(couple.mentor, couple, other ?? ''),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    await until(() => isStanding(couple));
    await standInBoth(product, cast, couple, 3);
  });

  it('are nothing to anybody else', async () => {
    const couple = nextCouple();
    const [best = ''] = (await offered(couple)).map(startOf);
    expect(await choose(bystander, couple, best)).toMatchObject(problem(404, 'not-found'));
    await install(product, bystander);
    const [greeting] = await saidTo(product, bystander);
    const data = { pairingId: couple.pairingId, start: best };
    expect(await tap(product, bystander, greeting?.id ?? '', 'times.choose', data)).toContain(
      t('noLongerOpen.not-yours'),
    );
    expect(await choose(couple.mentee, couple, '2027-02-10T03:00:00Z')).toMatchObject(problem(409, 'no-longer-free'));
    expect((await asTheLeadSees(product, cast, couple)).series?.state).toBe('offered');
  });

  it('that were taken in Outlook meanwhile are not booked on top of it', async () => {
    const couple = nextCouple();
    const [best] = await offered(couple);
    const take = async (startsAt: string | undefined) => {
      const event = { subject: 'Dentist', ...movedTo(Temporal.Instant.from(startsAt ?? '')) };
      await inOutlook(product, 'POST', `/users/${couple.mentor}/events`, event);
    };
    for (const { startsAt } of best?.meetings ?? []) await take(startsAt);
    await choose(couple.mentee, couple, best ? startOf(best) : '');
    // None of them is free any more: others are offered.
    await until(async () => {
      const { series } = await asTheLeadSees(product, cast, couple);
      return series?.state === 'offered' && !series.options.map(startOf).includes(best ? startOf(best) : '');
    });
    expect(await mentoringIn(product, cast, couple.mentee)).toEqual([]);
    const [again] = (await myPairing(product, couple.mentee, couple)).series?.options ?? [];
    await take(again?.meetings[1]?.startsAt);
    expect(await choose(couple.mentor, couple, again ? startOf(again) : '')).toMatchObject({ status: 200 });
    await until(() => isStanding(couple));
    await standInBoth(product, cast, couple, 3);
    // One of them is not: that one is moved.
    const { meetings } = await myPairing(product, couple.mentee, couple);
    const isKept = meetings.map(({ startsAt }, index) => startsAt === again?.meetings[index]?.startsAt);
    expect(isKept).toEqual([true, false, true]);
  });

  it('that nobody chooses among are decided by the best of them after two days', async () => {
    const couple = nextCouple();
    const [best] = await offered(couple);
    const { series } = await myPairing(product, couple.mentee, couple);
    expect(await mentoringIn(product, cast, couple.mentee)).toEqual([]);
    await product.travelTo(series?.decideBy ?? '');
    await until(() => isStanding(couple));
    await standInBoth(product, cast, couple, 3);
    const { meetings } = await myPairing(product, couple.mentor, couple);
    expect(meetings.map(({ startsAt }) => startsAt)).toEqual(best?.meetings.map(({ startsAt }) => startsAt));
  });
});

describe('a programme', () => {
  it.each([
    ['mentor', 5, (couple: Couple) => couple.mentor],
    ['shared-mailbox', 6, () => shared],
  ] as const)('has its meetings called by the %s, and the others are invited', async (organizer, which, caller) => {
    const mailbox = organizer === 'shared-mailbox' ? shared : null;
    const own = await programmeAt(product, 'booked', {
      couples: couples.slice(which, which + 1),
      programme: { booking: { ...atOnce, organizer, sharedMailbox: mailbox } },
    });
    const [couple] = own.couples as [Couple];
    const calling = caller(couple);
    const { joinUrl } = (await asTheLeadSees(product, own, couple)).series ?? {};
    const invited = [couple.mentee, couple.mentor].filter((person) => person !== calling);
    for (const person of [calling, ...invited]) {
      await until(async () => {
        const events = (await mentoringIn(product, own, person)).filter((event) => event.joinUrl === joinUrl);
        return events.length === 3 && events.every((event) => event.isOrganizer === (person === calling));
      });
    }
    const [event] = (await mentoringIn(product, own, calling)).filter((one) => one.joinUrl === joinUrl);
    expect(event?.attendees.toSorted()).toEqual(invited.toSorted());
  });

  it('whose shared mailbox is not there books nothing, says so to the lead, and tries again when it is', async () => {
    const booking = { ...atOnce, organizer: 'shared-mailbox' as const, sharedMailbox: 'nobody@aldermoor.example' };
    const own = await programmeAt(product, 'agreed', { couples: couples.slice(7, 8), programme: { booking } });
    const [couple] = own.couples as [Couple];
    const series = async () => (await asTheLeadSees(product, own, couple)).series;
    await until(async () => (await series())?.state === 'failed');
    expect(await series()).toMatchObject({ problem: 'organizer-missing', joinUrl: null });
    const { id, version, ...input } = own.programme;
    await product.want(contract.Programme, lead, 'PUT', `/programmes/${id}`, {
      ...programmeInput(),
      ...input,
      version,
      booking: { ...booking, sharedMailbox: shared },
    });
    await product.want(contract.LeadPairing, lead, 'POST', `${own.path}/pairings/${couple.pairingId}/book`);
    await bookingEnds(product, own, couple);
    await standInBoth(product, own, couple, 3);
  });

  it('with days on which nobody meets keeps them, and one that is monthly stands so in Outlook', async () => {
    const blackouts = [{ name: 'Stocktaking', from: '2027-02-08', to: '2027-02-21' }];
    const own = await programmeAt(product, 'booked', {
      couples: couples.slice(8, 9),
      programme: { cadence: 'monthly', booking: { ...atOnce, blackouts } },
    });
    const [couple] = own.couples as [Couple];
    await standInBoth(product, own, couple, 3);
    const { meetings } = await myPairing(product, couple.mentee, couple);
    for (const { startsAt } of meetings) expect(startsAt >= '2027-02-22').toBe(true);
    const { rows } = await product.database.asAdmin(
      'select b.event_id from booking b join series s on s.id = b.series_id where s.pairing_id = $1',
      [couple.pairingId],
    );
    const { body } = await product.graph('GET', `/users/${couple.mentee}/events/${String(rows[0]?.['event_id'])}`);
    const Recurring = z.object({ recurrence: z.object({ pattern: z.object({ type: z.string() }) }) });
    expect(Recurring.parse(body).recurrence.pattern.type).toBe('relativeMonthly');
  });
});
