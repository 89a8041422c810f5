import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardWith } from '../../support/product/chat.ts';
import { couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  agree,
  asTheLeadSees,
  bookingEnds,
  meetingsInCalendar,
  myPairing,
  myPairings,
  oneByOne,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

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

const book = ({ pairingId }: Couple) => product.api(lead, 'POST', `${cast.path}/pairings/${pairingId}/book`);
/** Every meeting of a series that Vantage made in somebody's calendar, found by its subject. */
async function mentoringIn(person: string) {
  const [from, to] = [cast.programme.startsOn, cast.programme.endsOn].map((day) =>
    Temporal.Instant.from(`${day}T00:00Z`),
  );
  if (!from || !to) throw new Error('the programme has no days');
  const events = (await product.tenant.calendar(await product.objectId(person), from, to)) ?? [];
  return events.filter(({ subject }) => subject.startsWith('Mentoring:'));
}

describe('when both have signed', () => {
  it('the series stands in both calendars, once, at the same times, called by the mentee', async () => {
    const couple = nextCouple();
    await agree(product, couple);
    const { joinUrl, lengthMinutes, repeats, problem: trouble } = await bookingEnds(product, cast, couple);
    expect({ lengthMinutes, repeats, trouble }).toEqual({
      lengthMinutes: 45,
      repeats: { kind: 'weeks', every: 1 },
      trouble: null,
    });
    const { meetings } = await myPairing(product, couple.mentee, couple);
    const times = meetings.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
    expect(times).toHaveLength(3);
    for (const [person, isOrganizer] of [
      [couple.mentee, true],
      [couple.mentor, false],
    ] as const) {
      const inCalendar = await meetingsInCalendar(product, person, joinUrl);
      expect(inCalendar.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))).toEqual(times);
      expect(await mentoringIn(person)).toEqual(inCalendar);
      for (const event of inCalendar) {
        expect(event).toMatchObject({
          isOrganizer,
          organizer: couple.mentee,
          attendees: [couple.mentor],
          isOnline: true,
          isCancelled: false,
        });
      }
    }
  });

  it('each of the two is told by the bot and sees the meetings in the tab', async () => {
    const couple = nextCouple();
    await agree(product, couple);
    const { joinUrl, start } = await bookingEnds(product, cast, couple);
    for (const person of [couple.mentee, couple.mentor]) {
      await cardWith(product, person, 'Action.OpenUrl', joinUrl ?? '');
      const mine = await myPairing(product, person, couple);
      expect(mine).toMatchObject({ state: 'active', asked: 'nothing', iSigned: true });
      expect(mine.series).toMatchObject({ start, joinUrl });
      expect(mine.meetings.map(({ number, state, agenda, checkIn }) => [number, state, agenda, checkIn])).toEqual([
        [1, 'planned', [], null],
        [2, 'planned', [], null],
        [3, 'planned', [], null],
      ]);
    }
    const seen = await asTheLeadSees(product, cast, couple);
    const [first] = (await myPairing(product, couple.mentee, couple)).meetings;
    expect(seen).toMatchObject({ meetingsPlanned: 3, meetingsHeld: 0, nextMeetingAt: first?.startsAt });
  });

  it('and the answer to the booking is lost, there is still one series', async () => {
    const couple = nextCouple();
    await product.fault({ method: 'POST', path: '/events$', then: 'after' });
    await agree(product, couple);
    const { joinUrl } = await bookingEnds(product, cast, couple);
    for (const person of [couple.mentee, couple.mentor]) {
      expect(await mentoringIn(person)).toHaveLength(3);
      expect(await meetingsInCalendar(product, person, joinUrl)).toHaveLength(3);
    }
  });

  it('and the meeting has no link yet, it is booked once the link is there', async () => {
    const couple = nextCouple();
    await product.control('PUT', '/limits', { missingLinkEvery: 1 });
    await agree(product, couple);
    expect((await bookingEnds(product, cast, couple)).joinUrl).toMatch(/^https:\/\//);
    await product.control('PUT', '/limits', { missingLinkEvery: 0 });
    expect(await mentoringIn(couple.mentee)).toHaveLength(3);
  });
});

describe('other times for a series that stands', () => {
  it('are looked for on one weekday of the mentee’s alone, and on no day off', async () => {
    // The first couple's series stands already.
    const [couple] = cast.couples as [Couple];
    const times = (weekday: number) =>
      product.api(couple.mentor, 'POST', `/my/pairings/${couple.pairingId}/series/times`, { weekday });
    for (const weekday of [2, 4]) {
      const { options } = contract.Times.parse((await times(weekday)).body);
      const days = options.map(({ start }) => Temporal.ZonedDateTime.from(start).dayOfWeek);
      expect(new Set(days)).toEqual(new Set([weekday]));
    }
    expect(await times(7)).toMatchObject(problem(409, 'no-common-slot'));
  });
});

describe('a booking that Outlook refuses', () => {
  it('fails with a reason for all who look, and is tried again when the lead asks', async () => {
    const couple = nextCouple();
    await product.fault({ method: 'POST', path: '/events$', status: 403, code: 'ErrorAccessDenied' });
    await agree(product, couple);
    await until(async () => (await asTheLeadSees(product, cast, couple)).series?.state === 'failed');
    for (const person of [couple.mentee, couple.mentor]) {
      expect((await myPairing(product, person, couple)).series).toMatchObject({ state: 'failed', joinUrl: null });
    }
    expect((await asTheLeadSees(product, cast, couple)).series).toMatchObject({ problem: 'organizer-denied' });
    expect(await mentoringIn(couple.mentee)).toEqual([]);

    const [again, twice] = await Promise.all([book(couple), book(couple)]);
    expect([again.status, twice.status].toSorted()).toEqual([202, 409]);
    const taken = again.status === 202 ? again : twice;
    expect(contract.LeadPairing.parse(taken.body)).toMatchObject({ id: couple.pairingId, state: 'active' });
    await bookingEnds(product, cast, couple);
    expect(await mentoringIn(couple.mentee)).toHaveLength(3);
  });

  it('cannot be tried again where nothing failed, or by others than the lead', async () => {
    const couple = nextCouple();
    expect(await book(couple)).toMatchObject(problem(409, 'not-failed'));
    const path = `${cast.path}/pairings/${couple.pairingId}/book`;
    expect(await product.api(couple.mentee, 'POST', path)).toMatchObject(problem(403, 'not-the-lead'));
    const elsewhere = await programmeAt(product, 'made');
    const crossed = await product.api(lead, 'POST', `${elsewhere.path}/pairings/${couple.pairingId}/book`);
    expect(crossed).toMatchObject(problem(404, 'not-found'));
  });
});

describe('several couples who sign at the same moment', () => {
  it('each get one series', async () => {
    const some = [nextCouple(), nextCouple(), nextCouple()];
    await Promise.all(some.map((couple) => agree(product, couple)));
    await Promise.all(some.map((couple) => bookingEnds(product, cast, couple)));
    for (const { mentee, mentor } of some) {
      expect(await mentoringIn(mentee)).toHaveLength(3);
      expect(await mentoringIn(mentor)).toHaveLength(3);
    }
  });
});

describe('a mentor of two mentees', () => {
  /** Has every calendar say that all of these are always free: what is known of their series is known here alone. */
  async function allFree(people: readonly string[]): Promise<void> {
    const free = people.map((scheduleId) => ({ scheduleId, scheduleItems: [] }));
    await product.fault({ path: 'getSchedule$', status: 200, body: { value: free }, times: 50 });
  }
  async function expectApart(mentor: string): Promise<void> {
    const events = await mentoringIn(mentor);
    expect(events).toHaveLength(6);
    for (const one of events) {
      expect(events.filter((other) => other.startsAt < one.endsAt && one.startsAt < other.endsAt)).toEqual([one]);
    }
  }

  it('in two programmes gets two times, although no calendar tells of the first yet', async () => {
    const mentor = 'ifeoma.castellane@aldermoor.example';
    const mentees = ['anneliese.vogtmann@aldermoor.example', 'dieter.hallenbeck@aldermoor.example'];
    await allFree([mentor, ...mentees]);
    for (const mentee of mentees) await programmeAt(product, 'booked', { couples: [{ mentee, mentor }] });
    await expectApart(mentor);
  });

  it('in one programme, who all sign at the same moment, gets two times and sees both', async () => {
    const mentor = 'leyla.aksungur@aldermoor.example';
    const mentees = ['kwame.asante.boyd@aldermoor.example', 'theodora.papanikos@aldermoor.example'];
    await allFree([mentor, ...mentees]);
    const two = await programmeAt(product, 'published', { couples: mentees.map((mentee) => ({ mentee, mentor })) });
    await Promise.all(two.couples.map((couple) => agree(product, couple)));
    await Promise.all(two.couples.map((couple) => bookingEnds(product, two, couple)));
    await expectApart(mentor);
    const partnersOf = async (person: string) =>
      (await myPairings(product, person)).map(({ partner, state }) => [partner.userPrincipalName, state]);
    expect((await partnersOf(mentor)).toSorted()).toEqual(mentees.map((mentee) => [mentee, 'active']));
    for (const mentee of mentees) expect(await partnersOf(mentee)).toEqual([[mentor, 'active']]);
  });
});
