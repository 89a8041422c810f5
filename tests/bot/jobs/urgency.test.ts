import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startWorkers, type Work } from '../../../bot/jobs/workers.ts';
import type { Jobs, Ports } from '../../../bot/mentoring/ports.ts';
import { isBackground } from '../../../bot/urgency.ts';

it('imports and first bookings make way for everything else', async () => {
  const behind: string[] = [];
  let isBehind: boolean | null = null;
  // Every job begins with the data it is about.
  const inTenant = () => {
    isBehind = isBackground();
    return Promise.reject(new Error('that is all there is to see'));
  };
  const work = async (name: keyof Jobs, _atOnce: number, handler: (job: never) => Promise<void>) => {
    isBehind = null;
    await handler({ tenantId: 'one', data: {}, attempt: 1 } as never).catch(() => undefined);
    expect({ name, isBehind }).not.toEqual({ name, isBehind: null });
    if (isBehind === true) behind.push(name);
  };
  await startWorkers({ inTenant } as unknown as Ports, pino({ level: 'silent' }), work as unknown as Work);
  expect(behind.toSorted()).toEqual(['people.enrich', 'people.import-group', 'series.book']);
  expect(isBackground()).toBe(false);
});
