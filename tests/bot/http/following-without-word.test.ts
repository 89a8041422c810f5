import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import type { Gate } from '../../support/product/gate.ts';
import {
  allFollowed,
  eventsOf,
  inOutlook,
  startReachable,
  subscriptionOf,
  subscriptions,
} from '../../support/product/outlook.ts';
import { couples } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { asTheLeadSees, myPairing, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

/** Nothing that is cancelled is given a new time meanwhile. */
const unhurried = { ...defaultBooking, decideWithinDays: 14, blackouts: [] };
let product: Product;
let cast: Cast;
let couple: Couple;
const states = async () => (await myPairing(product, couple.mentor, couple)).meetings.map(({ state }) => state);
const travel = async (hours: number) => product.travelTo((await product.now()).add({ hours }));
const calendar = async () =>
  (
    await product.database.asAdmin('select * from watched_calendar where organizer_id = $1', [
      await product.objectId(couple.mentee),
    ])
  ).rows[0];
const booked = async () => {
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 1), programme: { booking: unhurried } });
  couple = cast.couples[0] as Couple;
  await until(async () => typeof (await calendar())?.['mark'] === 'string');
  await allFollowed(product);
};
const cancel = async (index: number) => {
  await inOutlook(product, 'POST', `${(await eventsOf(product, cast, couple))[index] ?? ''}/cancel`, {});
};

describe('where Graph cannot reach the product', () => {
  beforeAll(async () => {
    product = await startProduct();
    await booked();
  });
  afterAll(() => product.stop());

  it('nothing is subscribed to, and what was changed is found six hours after the last look', async () => {
    expect(await subscriptions(product)).toEqual([]);
    const before = (await calendar())?.['read_at'] as Date;
    await cancel(0);
    await travel(5);
    expect(await states()).toEqual(['planned', 'planned', 'planned']);
    expect((await calendar())?.['read_at']).toEqual(before);
    await travel(1);
    await until(async () => (await states())[0] === 'open');
    expect(await states()).toEqual(['open', 'planned', 'planned']);
  });

  it('a mailbox that was taken away is read whole once it is back', async () => {
    const mailbox = (there: boolean) => product.control('PUT', `/people/${couple.mentee}/mailbox`, { there });
    await mailbox(false);
    await travel(6);
    await until(async () => (await calendar())?.['mark'] === null);
    await mailbox(true);
    await cancel(0);
    await travel(6);
    await until(async () => typeof (await calendar())?.['mark'] === 'string');
    await until(async () => (await states()).join() === 'open,open,planned');
  });
});

describe('somebody who leaves the tenant', () => {
  let gate: Gate;
  beforeAll(async () => {
    ({ product, gate } = await startReachable());
    await booked();
    await subscriptionOf(product, couple.mentee);
  });
  afterAll(async () => {
    await product.stop();
    await gate.shut();
  });

  it('has no meetings any more: the lead is told, nobody is asked about them, and no job fails', async () => {
    await product.control('POST', `/people/${couple.mentee}/leave`);
    await travel(24 * 5);
    await until(async () => (await calendar()) === undefined);
    await allFollowed(product);
    expect(await asTheLeadSees(product, cast, couple)).toMatchObject({
      series: { state: 'failed', problem: 'organizer-missing' },
      meetingsPlanned: 0,
    });
    const { rows } = await product.database.asAdmin(
      `select name, state from pgboss.job where state in ('retry', 'failed') or name = 'dead-letters'`,
    );
    expect(rows).toEqual([]);
    expect(await subscriptions(product)).toEqual([]);
  });
});

describe('where notifications are lost', () => {
  let gate: Gate;
  beforeEach(async () => {
    ({ product, gate } = await startReachable());
    await booked();
    await subscriptionOf(product, couple.mentee);
  });
  afterEach(async () => {
    await product.stop();
    await gate.shut();
  });

  it('what they were of is found six hours after the last look', async () => {
    await product.control('PUT', '/notifications', { loseNext: 100 });
    await cancel(1);
    expect(await states()).toEqual(['planned', 'planned', 'planned']);
    await travel(6);
    await until(async () => (await states())[1] === 'open');
  });

  it('a subscription that vanished without a word is made again when it is to be renewed, and all is read', async () => {
    const before = await subscriptionOf(product, couple.mentee);
    await product.control('DELETE', `/subscriptions/${before.id}`);
    await cancel(1);
    await travel(24 * 5);
    await until(async () => (await subscriptions(product)).length === 1);
    await until(async () => (await states())[1] === 'open');
    await cancel(1);
    await until(async () => (await states())[2] === 'open');
  });

  it('a subscription whose time was over, as when the product did not run for days, is made again', async () => {
    await product.close();
    await product.tenant.moveClock({ by: 'PT192H' });
    await cancelWithoutProduct();
    await product.restart();
    gate.leadTo(Number(new URL(product.address).port));
    await until(async () => (await subscriptions(product)).length === 1);
    await until(async () => (await states())[2] === 'open');
  });

  it('a subscription is renewed before its end, and ended when nothing runs any more', async () => {
    const before = await subscriptionOf(product, couple.mentee);
    await travel(24 * 5);
    await until(async () => ((await subscriptions(product))[0]?.expiresAt ?? 0) > before.expiresAt);
    expect((await subscriptions(product)).map(({ id }) => id)).toEqual([before.id]);
    await travel(24 * 30);
    await until(async () => (await subscriptions(product)).length === 0);
    await until(async () => (await calendar()) === undefined);
  });

  /** The last meeting, by the tenant's own account: the product cannot be asked. */
  async function cancelWithoutProduct(): Promise<void> {
    const { rows } = await product.database.asAdmin('select event_id from meeting order by number desc limit 1');
    await inOutlook(product, 'POST', `/users/${couple.mentee}/events/${String(rows[0]?.['event_id'])}/cancel`, {});
  }
});
