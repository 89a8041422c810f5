import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { cardsWith, cardWith } from '../../support/product/chat.ts';
import { couples, newYorker } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import {
  asTheLeadSees,
  firstMeeting,
  meetingsInCalendar,
  myPairing,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import { until } from '../../support/until.ts';

const verb = 'check-in.answer';
const days = (count: number) => ({ hours: 24 * count });

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

describe('meetings that somebody changes in Outlook before they end', () => {
  let cast: Cast;
  let untouched: Couple, cancelled: Couple, moved: Couple, declined: Couple, deleted: Couple;
  /** Of the one that is moved. */
  let newTime: { start: Temporal.Instant; end: Temporal.Instant };
  let before: string;

  /** The couple's first meeting in the calendar of one of them, as Graph names it. */
  const eventOf = async (couple: Couple, person: string) => {
    const { series } = await asTheLeadSees(product, cast, couple);
    const [first] = await meetingsInCalendar(product, person, series?.joinUrl ?? null);
    return `/users/${person}/events/${first?.id ?? ''}`;
  };
  const stateOf = async (couple: Couple) => (await firstMeeting(product, couple.mentee, couple)).state;

  beforeAll(async () => {
    cast = await programmeAt(product, 'booked', {
      couples: couples.slice(0, 5),
      withBot: true,
      programme: { booking: { ...defaultBooking, blackouts: [] } },
    });
    [untouched, cancelled, moved, declined, deleted] = cast.couples as [Couple, Couple, Couple, Couple, Couple];
    const firsts = await Promise.all(cast.couples.map((couple) => firstMeeting(product, couple.mentee, couple)));
    const own = await firstMeeting(product, moved.mentee, moved);
    newTime = {
      start: Temporal.Instant.from(own.startsAt).add(days(5)),
      end: Temporal.Instant.from(own.endsAt).add(days(5)),
    };
    const time = (at: Temporal.Instant) => ({ dateTime: at.toString().replace('Z', ''), timeZone: 'UTC' });
    const { rows } = await product.database.asAdmin(
      'select event_id from booking b join series s on s.id = b.series_id where s.pairing_id = $1',
      [deleted.pairingId],
    );
    const series = String(rows[0]?.['event_id']);
    const done = [
      await product.graph('POST', `${await eventOf(cancelled, cancelled.mentee)}/cancel`, {}),
      await product.graph('PATCH', await eventOf(moved, moved.mentee), {
        start: time(newTime.start),
        end: time(newTime.end),
      }),
      await product.graph('POST', `${await eventOf(declined, declined.mentor)}/decline`, {}),
      await product.graph('DELETE', `/users/${deleted.mentee}/events/${series}`),
    ];
    expect(done.map(({ status }) => status)).toEqual([202, 200, 202, 204]);

    before =
      firsts
        .map(({ endsAt }) => endsAt)
        .toSorted()
        .at(-1) ?? '';
    await product.travelTo(before);
    await until(async () => (await stateOf(untouched)) === 'held' && (await stateOf(declined)) === 'held');
    await until(async () => (await stateOf(cancelled)) === 'open' && (await stateOf(deleted)) === 'open');
  });

  it('are held, and asked about, when they stood as they were', async () => {
    for (const person of [untouched.mentee, untouched.mentor]) {
      expect((await firstMeeting(product, person, untouched)).checkIn).toMatchObject({ answered: false });
    }
  });

  it('are asked about by nobody when they were cancelled', async () => {
    for (const person of [cancelled.mentee, cancelled.mentor]) {
      const { meetings } = await myPairing(product, person, cancelled);
      expect(meetings.map(({ state, checkIn }) => [state, checkIn])).toEqual([
        ['open', null],
        ['planned', null],
        ['planned', null],
      ]);
      expect(await cardsWith(product, person, verb)).toEqual([]);
    }
    const [, second] = (await myPairing(product, cancelled.mentee, cancelled)).meetings;
    expect(await asTheLeadSees(product, cast, cancelled)).toMatchObject({
      meetingsHeld: 0,
      meetingsPlanned: 2,
      nextMeetingAt: second?.startsAt,
      checkInsSent: 0,
    });
  });

  it('are cancelled too when the whole series was deleted', async () => {
    expect((await firstMeeting(product, deleted.mentor, deleted)).checkIn).toBeNull();
    expect(await cardsWith(product, deleted.mentee, verb)).toEqual([]);
  });

  it('stand when only the mentor’s copy is gone: the mentee called them', async () => {
    expect((await firstMeeting(product, declined.mentor, declined)).checkIn).toMatchObject({ answered: false });
  });

  it('are asked about after their new end when they were moved, and not before', async () => {
    await until(async () => {
      const { startsAt } = await firstMeeting(product, moved.mentee, moved);
      return Temporal.Instant.from(startsAt).equals(newTime.start);
    });
    expect(await firstMeeting(product, moved.mentor, moved)).toMatchObject({
      state: 'planned',
      startsAt: newTime.start.toString(),
      endsAt: newTime.end.toString(),
      isMoved: true,
      checkIn: null,
    });
    const { meetings } = await myPairing(product, moved.mentor, moved);
    expect(meetings.map(({ isMoved }) => isMoved)).toEqual([true, false, false]);
    expect(await asTheLeadSees(product, cast, moved)).toMatchObject({
      meetingsHeld: 0,
      nextMeetingAt: newTime.start.toString(),
      checkInsSent: 0,
    });

    await product.travelTo(newTime.end);
    await until(async () => (await stateOf(moved)) === 'held');
    await product.travelTo(newTime.end.add(days(2)));
    for (const person of [moved.mentee, moved.mentor]) {
      const { checkIn } = await firstMeeting(product, person, moved);
      await cardWith(product, person, verb, checkIn?.id ?? '');
    }
  });
});

describe('a meeting at the end of one person’s day and in the middle of the other’s', () => {
  it('is asked about in each one’s own working hours', async () => {
    const londoner = couples[5]?.mentee ?? '';
    const pair = [{ mentee: londoner, mentor: newYorker }];
    const cast = await programmeAt(product, 'booked', { couples: pair, withBot: true });
    const [couple] = cast.couples as [Couple];
    const { endsAt } = await firstMeeting(product, londoner, couple);
    const day = Temporal.Instant.from(endsAt).toZonedDateTimeISO('Europe/London').toPlainDate();
    const at = (date: Temporal.PlainDate, time: string) =>
      date.toZonedDateTime({ timeZone: 'Europe/London', plainTime: Temporal.PlainTime.from(time) }).toInstant();

    await product.travelTo(at(day, '18:30'));
    await until(async () => (await asTheLeadSees(product, cast, couple)).checkInsSent > 0);
    await cardWith(product, newYorker, verb);
    expect(await cardsWith(product, londoner, verb)).toEqual([]);
    const { checkIn } = await firstMeeting(product, londoner, couple);
    const { rows } = await product.database.asAdmin('select send_after, state from notice where about = $1', [
      checkIn?.id,
    ]);
    const nextMorning = at(day.add({ days: 1 }), '09:00');
    expect(rows).toEqual([{ send_after: new Date(nextMorning.epochMilliseconds), state: 'planned' }]);

    await product.travelTo(nextMorning);
    await cardWith(product, londoner, verb);
    expect(await cardsWith(product, newYorker, verb)).toHaveLength(1);
    // The card stands in the chat a moment before that is written down.
    await until(async () => (await asTheLeadSees(product, cast, couple)).checkInsSent === 2);
    expect(await asTheLeadSees(product, cast, couple)).toMatchObject({ meetingsHeld: 1 });
  });
});
