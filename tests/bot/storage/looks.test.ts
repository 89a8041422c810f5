import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { seedProgramme } from '../../bench/api/seed.ts';

/** What every server asks every other second, over all tenants. */
const looks = [
  'due_meetings',
  'due_series',
  'due_open_meetings',
  'due_agendas',
  'due_notices',
  'due_calendars_to_watch',
  'due_calendars_to_read',
];
const people = 80;

let stored: TestStorage;
beforeAll(async () => {
  stored = await startStorage();
  const all = Array.from({ length: people }, (_, index) => ({
    id: randomUUID(),
    userPrincipalName: `person-${index}@large.example`,
  }));
  await seedProgramme(stored.storage, randomUUID(), all);
  // A programme in the middle of its course: what can be planned is.
  await stored.database.asAdmin(
    `update meeting set agenda_planned_for = starts_at
     where state = 'planned' and starts_at <= now() + interval '14 days'; analyze`,
  );
});
afterAll(() => stored.stop());

const counted = `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as rows
  from pg_stat_xact_user_tables where schemaname = 'vantage'`;

/** Rows of tables that one call read. Small tables are read from end to end unless that is forbidden, large ones are not. */
async function rowsRead(call: string): Promise<number> {
  const answers = (await stored.database.asAdmin(
    `begin; set local enable_seqscan = off; ${counted}; ${call}; ${counted}; commit`,
  )) as unknown as { rows: { rows?: number }[] }[];
  const [before, after] = [2, 4].map((index) => answers[index]?.rows[0]?.rows ?? Number.NaN);
  return (after ?? Number.NaN) - (before ?? Number.NaN);
}

describe('a look where nothing is due', () => {
  it.each(looks)('reads no rows, however many there are: %s', async (look) => {
    expect(await rowsRead(`select * from ${look}(now(), 500)`)).toBe(0);
  });

  it('is measured by what reads rows when something is due', async () => {
    expect(await rowsRead(`select * from due_meetings(now() + interval '11 days', 500)`)).toBe(people / 2);
  });
});
