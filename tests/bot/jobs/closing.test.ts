import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { endPairings } from '../../../bot/mentoring/closing/close-programme.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { Pairing } from '../../../bot/mentoring/pairing/pairing.ts';
import { NotKeptError, type Ports, type Stores } from '../../../bot/mentoring/ports.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { pairing, person, programme } from '../storage/samples.ts';

const now = Temporal.Instant.from('2027-02-01T09:00:00Z');
const tenant = randomUUID();
const run = programme();
let stored: TestStorage;
const within = <T>(work: (stores: Stores) => Promise<T>) => stored.storage.inTenant(tenant, work);
beforeAll(async () => {
  stored = await startStorage();
});
afterAll(() => stored.stop());

async function active(stores: Stores): Promise<Pairing> {
  const [mentee, mentor] = [person(), person()];
  await stores.people.save([mentee, mentor]);
  const given = { acceptedAt: now, signedAt: now };
  const both = { menteeId: mentee.id, mentorId: mentor.id, mentee: given, mentor: given };
  const one = pairing({ programmeId: run.id, state: 'active', ...both });
  await stores.pairings.insert([one]);
  await stores.series.insert({ ...newSeries(newId(), one.id, run), state: 'failed' });
  return one;
}

it('a pairing that cannot be ended keeps none of the others of its programme open, and is ended by a later try', async () => {
  const pairings = await within(async (stores) => {
    await stores.programmes.insert(run);
    return [await active(stores), await active(stores), await active(stores)];
  });
  const poisoned = pairings[0]?.id ?? '';
  const poison = (code: string) =>
    stored.database.asAdmin(`
      create or replace function vantage.poison() returns trigger language plpgsql as $$
        begin raise exception 'poison' using errcode = '${code}'; end $$;
      create or replace trigger poison before update on vantage.pairing for each row
        when (new.id = '${poisoned}') execute function vantage.poison()`);
  const ports = { clock: { now: () => now }, inTenant: stored.storage.inTenant } as Ports;
  const states = async () =>
    new Map((await within((stores) => stores.pairings.ofProgramme(run.id))).map(({ id, state }) => [id, state]));

  // A disk that is full, which is waited for.
  await poison('53100');
  await expect(endPairings(ports, tenant, run.id)).rejects.toThrow(NotKeptError);

  await poison('P0001');
  await expect(endPairings(ports, tenant, run.id)).rejects.toThrow('could not be ended: 1');
  expect(await states()).toEqual(new Map(pairings.map(({ id }) => [id, id === poisoned ? 'active' : 'closed'])));

  await stored.database.asAdmin('drop function vantage.poison cascade');
  await endPairings(ports, tenant, run.id);
  expect(await states()).toEqual(new Map(pairings.map(({ id }) => [id, 'closed'])));
});
