import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { MentoringEvent } from '../../../bot/mentoring/events.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';

const tenant = randomUUID();
const event: MentoringEvent = { kind: 'meeting.held', meetingId: randomUUID() };
let database: TestDatabase;
let storage: Storage;
const told: (readonly [string, MentoringEvent])[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  storage = await openStorage({
    ...database,
    dataFolder: 'unused',
    log: pino({ level: 'silent' }),
    onEvent: (tenantId, one) => told.push([tenantId, one]),
  });
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

it('tells what happened once it is committed, and nothing of what was not', async () => {
  await storage.inTenant(tenant, async (stores) => {
    stores.happened(event);
    expect(told).toEqual([]);
    await stores.people.byIds([]);
  });
  expect(told).toEqual([[tenant, event]]);
  const failing = storage.inTenant(tenant, async (stores) => {
    stores.happened(event);
    await stores.people.byIds([]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(told).toHaveLength(1);
});
