import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { systemClock } from '../../../bot/clock.ts';
import { startWorkers, type Work } from '../../../bot/jobs/workers.ts';
import type { Jobs } from '../../../bot/mentoring/jobs.ts';
import type { Ports } from '../../../bot/mentoring/ports.ts';
import { isBackground } from '../../../bot/urgency.ts';

it('imports and first bookings make way for everything else', async () => {
  const seen = new Map<string, boolean>();
  let running = '';
  // Every job begins with the data it is about.
  const inTenant = () => {
    seen.set(running, isBackground());
    return Promise.reject(new Error('that is all there is to see'));
  };
  const work = async (name: keyof Jobs, _atOnce: number, handler: (job: unknown) => Promise<void>) => {
    running = name;
    await handler({ tenantId: 'one', data: {}, attempt: 1 }).catch(() => undefined);
    expect(seen.keys()).toContain(name);
  };
  const ports = { inTenant, clock: systemClock } as unknown as Ports;
  await startWorkers(ports, pino({ level: 'silent' }), work as unknown as Work);
  const behind = [...seen].flatMap(([name, isBehind]) => (isBehind ? [name] : []));
  expect(behind.toSorted()).toEqual([
    'booking.verify',
    'pairings.bulk',
    'people.enrich',
    'people.import-group',
    'programme.close',
    'programme.forget',
    'series.book',
  ]);
  expect(isBackground()).toBe(false);
});
