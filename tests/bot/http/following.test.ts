import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import type { Gate } from '../../support/product/gate.ts';
import {
  agreesWithOutlook,
  allFollowed,
  deliveries,
  eventsOf,
  inOutlook,
  meetingsSeen,
  movedTo,
  startReachable,
  subscriptionOf,
  subscriptions,
} from '../../support/product/outlook.ts';
import { couples } from '../../support/product/people.ts';
import type { Product } from '../../support/product/product.ts';
import { myPairing, oneByOne, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

/** Nothing that is cancelled is given a new time meanwhile. */
const unhurried = { ...defaultBooking, decideWithinDays: 14, blackouts: [] };
let product: Product;
let gate: Gate;
let cast: Cast;
let next: () => Couple;
beforeAll(async () => {
  ({ product, gate } = await startReachable());
  cast = await programmeAt(product, 'booked', { couples, programme: { booking: unhurried } });
  next = oneByOne(cast);
  for (const { mentee } of cast.couples) await subscriptionOf(product, mentee);
  await allFollowed(product);
}, 120_000);
afterAll(async () => {
  await product.stop();
  await gate.shut();
});
const usual = { twice: false, reversed: false, delayMilliseconds: 0, loseNext: 0, stopped: false };
beforeEach(() => product.control('PUT', '/notifications', usual));

const seen = (couple: Couple) => meetingsSeen(product, couple);
const agrees = (couple: Couple) => agreesWithOutlook(product, cast, couple);
const later = async (couple: Couple, index: number, hours: number) => {
  const meeting = (await myPairing(product, couple.mentee, couple)).meetings[index];
  return movedTo(Temporal.Instant.from(meeting?.startsAt ?? '').add({ hours }));
};

describe('what somebody changes in Outlook', () => {
  let couple: Couple;
  let events: readonly string[];
  beforeEach(async () => {
    couple = next();
    events = await eventsOf(product, cast, couple);
    expect(events).toHaveLength(3);
  });

  it('is seen here within moments: one meeting moved, another cancelled', async () => {
    await inOutlook(product, 'PATCH', events[0] ?? '', await later(couple, 0, 24));
    await inOutlook(product, 'POST', `${events[1] ?? ''}/cancel`, {});
    await until(() => agrees(couple));
    expect((await seen(couple)).map((one) => one.split(' ')[1])).toEqual(['planned', 'open', 'planned']);
  });

  it('is seen here when the whole series begins a week later: the same meetings, at other times', async () => {
    const before = (await myPairing(product, couple.mentee, couple)).meetings;
    const { rows } = await product.database.asAdmin(
      'select event_id from booking b join series s on s.id = b.series_id where s.pairing_id = $1',
      [couple.pairingId],
    );
    const start = Temporal.Instant.from(before[0]?.startsAt ?? '').add({ hours: 7 * 24 });
    await inOutlook(
      product,
      'PATCH',
      `/users/${couple.mentee}/events/${String(rows[0]?.['event_id'])}`,
      movedTo(start),
    );
    await until(() => agrees(couple));
    const after = (await myPairing(product, couple.mentee, couple)).meetings;
    expect(after.map(({ id, number, state }) => [id, number, state])).toEqual(
      before.map(({ id, number }) => [id, number, 'planned']),
    );
    expect(after[0]?.startsAt).toBe(start.toString());
  });

  it('is seen here when the whole series is deleted', async () => {
    const { rows } = await product.database.asAdmin(
      'select event_id from booking b join series s on s.id = b.series_id where s.pairing_id = $1',
      [couple.pairingId],
    );
    await inOutlook(product, 'DELETE', `/users/${couple.mentee}/events/${String(rows[0]?.['event_id'])}`);
    await until(async () => (await seen(couple)).every((one) => one.endsWith('open')));
  });

  it('is the same in the end when notifications come twice, late and the newest first', async () => {
    await product.control('PUT', '/notifications', { twice: true, reversed: true, delayMilliseconds: 200 });
    for (const hours of [24, 48, 1, 3])
      await inOutlook(product, 'PATCH', events[0] ?? '', await later(couple, 0, hours));
    await inOutlook(product, 'POST', `${events[2] ?? ''}/cancel`, {});
    await allFollowed(product);
    expect(await agrees(couple)).toBe(true);
    expect((await seen(couple)).filter((one) => one.endsWith('open'))).toHaveLength(1);
  });

  it('becomes one reading, however many notifications there are', async () => {
    const { mailbox } = await subscriptionOf(product, couple.mentee);
    const readings = async () =>
      (
        await product.database.asAdmin(
          `select count(*)::int as count from pgboss.job where name = 'calendar.follow' and singleton_key like '%' || $1`,
          [mailbox],
        )
      ).rows[0]?.['count'] as number;
    const before = await readings();
    const { made } = await deliveries(product);
    await product.control('PUT', '/notifications', { stopped: true });
    for (let count = 0; count < 20; count += 1) {
      await inOutlook(product, 'PATCH', events[1] ?? '', { subject: `Draft ${count}` });
    }
    await product.control('PUT', '/notifications', { stopped: false });
    await allFollowed(product);
    expect((await deliveries(product)).made).toBeGreaterThanOrEqual(made + 20);
    expect((await readings()) - before).toBeLessThanOrEqual(2);
  });

  it('is kept by Graph until the product is there again', async () => {
    await gate.shut();
    await inOutlook(product, 'PATCH', events[0] ?? '', await later(couple, 0, 5));
    await gate.open();
    await until(() => agrees(couple));
  });

  it('is found although the mark that we had is known no more', async () => {
    await product.control('DELETE', '/delta');
    await inOutlook(product, 'PATCH', events[0] ?? '', await later(couple, 0, 2));
    await inOutlook(product, 'POST', `${events[1] ?? ''}/cancel`, {});
    await until(() => agrees(couple));
  });
});

describe('a watch', () => {
  let first: Couple;
  beforeAll(() => {
    first = next();
  });
  const tell = (id: string, event: string) => product.control('POST', `/subscriptions/${id}/lifecycle`, { event });

  it('that has to be authorised again is renewed', async () => {
    const couple = first;
    const before = await subscriptionOf(product, couple.mentee);
    await product.travelTo((await product.now()).add({ hours: 1 }));
    await tell(before.id, 'reauthorizationRequired');
    await until(async () => (await subscriptionOf(product, couple.mentee)).expiresAt > before.expiresAt);
    expect((await subscriptionOf(product, couple.mentee)).id).toBe(before.id);
  });

  it('that was taken away is made anew under another secret, and what was missed is found', async () => {
    const couple = next();
    const [event] = await eventsOf(product, cast, couple);
    const before = await subscriptionOf(product, couple.mentee);
    await product.control('PUT', '/notifications', { loseNext: 1 });
    await inOutlook(product, 'PATCH', event ?? '', await later(couple, 0, 24));
    await tell(before.id, 'subscriptionRemoved');
    await until(async () => (await subscriptions(product)).some((one) => one.mailbox === before.mailbox));
    const now = await subscriptionOf(product, couple.mentee);
    expect([now.id === before.id, now.clientState === before.clientState]).toEqual([false, false]);
    await until(() => agrees(couple));
    await inOutlook(product, 'POST', `${event ?? ''}/cancel`, {});
    await until(async () => (await seen(couple))[0]?.endsWith('open') === true);
  });

  it('that missed something has it read', async () => {
    const couple = first;
    const [event] = await eventsOf(product, cast, couple);
    const { id } = await subscriptionOf(product, couple.mentee);
    await product.control('PUT', '/notifications', { loseNext: 1 });
    await inOutlook(product, 'PATCH', event ?? '', await later(couple, 0, 24));
    expect(await agrees(couple)).toBe(false);
    await tell(id, 'missed');
    await until(() => agrees(couple));
  });
});
