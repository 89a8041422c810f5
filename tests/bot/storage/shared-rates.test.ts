import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';

const log = pino({ level: 'silent' });
let stored: TestStorage;
let other: Storage;
beforeAll(async () => {
  stored = await startStorage();
  other = await openStorage({ ...stored.database, dataFolder: 'unused', log });
});
afterAll(async () => {
  await other.close();
  await stored.stop();
});

it('servers change what they share of a rate one after the other, each on what the last has written', async () => {
  const count = (claims: unknown) => ({ count: claims === null ? 1 : (claims as { count: number }).count + 1 });
  const all = Array.from({ length: 20 }, (_, index) =>
    (index % 2 === 0 ? stored.storage : other).sharedRates.change('messages one', count),
  );
  await Promise.all(all);
  const seen: unknown[] = [];
  await other.sharedRates.change('messages one', (claims, now) => {
    seen.push(claims, now > Date.now() - 60_000);
    return {};
  });
  await other.sharedRates.change('messages two', (claims) => {
    seen.push(claims);
    return {};
  });
  expect(seen).toEqual([{ count: 20 }, true, null]);
});

it('what is not decided on changes nothing, and holds up nobody', async () => {
  const { sharedRates } = stored.storage;
  await sharedRates.change('messages three', () => ({ a: 1 }));
  const failed = sharedRates.change('messages three', () => {
    throw new Error('undecided');
  });
  await expect(failed).rejects.toThrow('undecided');
  await other.sharedRates.change('messages three', (claims) => {
    expect(claims).toEqual({ a: 1 });
    return {};
  });
});
