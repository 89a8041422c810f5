import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Gate } from '../../support/product/gate.ts';
import {
  agreesWithOutlook,
  allFollowed,
  eventsOf,
  inOutlook,
  movedTo,
  startReachable,
  subscriptionOf,
  subscriptions,
} from '../../support/product/outlook.ts';
import { couples } from '../../support/product/people.ts';
import type { Product } from '../../support/product/product.ts';
import { myPairing, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const usual = { twice: false, reversed: false, delayMilliseconds: 0, loseNext: 0, stopped: false };
let product: Product;
let gate: Gate;
let cast: Cast;
let couple: Couple;
beforeAll(async () => {
  ({ product, gate } = await startReachable());
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 1) });
  couple = cast.couples[0] as Couple;
  await subscriptionOf(product, couple.mentee);
  await allFollowed(product);
});
afterAll(async () => {
  await product.stop();
  await gate.shut();
});

describe('whatever happens to events, notifications, watches and marks', () => {
  const move = fc.record({
    kind: fc.constant('move' as const),
    index: fc.integer({ min: 0, max: 2 }),
    hours: fc.integer({ min: -40, max: 40 }),
  });
  const trouble = fc.constantFrom(
    { kind: 'deliver', how: { twice: true } },
    { kind: 'deliver', how: { reversed: true } },
    { kind: 'deliver', how: { delayMilliseconds: 50 } },
    { kind: 'deliver', how: { loseNext: 2 } },
    { kind: 'forget marks' },
    { kind: 'take the watch away' },
    { kind: 'take the watch away without a word' },
    { kind: 'wait' },
  );

  it('is seen as it stands in Outlook in the end', async () => {
    const events = await eventsOf(product, cast, couple);
    const mailbox = await product.objectId(couple.mentee);
    const at = (await myPairing(product, couple.mentee, couple)).meetings.map(({ startsAt }) =>
      Temporal.Instant.from(startsAt),
    );
    expect(at).toHaveLength(3);
    const steps = fc.array(fc.oneof({ arbitrary: move, weight: 2 }, trouble), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        for (const step of taken) {
          const standing = (await subscriptions(product)).find((one) => one.mailbox === mailbox);
          if (step.kind === 'move') {
            const to = (at[step.index] as Temporal.Instant).add({ hours: step.hours });
            await inOutlook(product, 'PATCH', events[step.index] ?? '', movedTo(to));
          } else if ('how' in step) await product.control('PUT', '/notifications', step.how);
          else if (step.kind === 'forget marks') await product.control('DELETE', '/delta');
          else if (step.kind === 'wait') await allFollowed(product);
          else if (standing === undefined) continue;
          else if (step.kind === 'take the watch away') {
            await product.control('POST', `/subscriptions/${standing.id}/lifecycle`, { event: 'subscriptionRemoved' });
          } else await product.control('DELETE', `/subscriptions/${standing.id}`);
        }
        await product.control('PUT', '/notifications', usual);
        await allFollowed(product);
        // What was lost for good is found by looking.
        await product.travelTo((await product.now()).add({ hours: 6 }));
        await until(() => agreesWithOutlook(product, cast, couple));
        await allFollowed(product);
      }),
      { numRuns: 6 },
    );
  }, 180_000);
});
