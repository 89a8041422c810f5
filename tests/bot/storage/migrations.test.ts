import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { pino } from 'pino';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import { migrate } from '../../../bot/storage/migrate.ts';
import * as first from '../../../bot/storage/migrations/0001-people-to-check-ins.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

/** Takes the database back to where the first migration alone had been run. */
async function asTheFirstLeftIt(): Promise<void> {
  await database.asAdmin('drop schema vantage cascade');
  await database.asAdmin('create schema vantage authorization vantage_owner');
  const pool = new pg.Pool({ connectionString: database.migrationUrl, max: 1, options: '-c search_path=vantage' });
  const old = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const migrator = new Migrator({
    db: old,
    migrationTableSchema: 'vantage',
    provider: { getMigrations: async () => ({ '0001-people-to-check-ins': first }) },
  });
  const { error } = await migrator.migrateToLatest();
  await old.destroy();
  if (error !== undefined) throw new Error('the first migration failed', { cause: error });
}

describe('a database from before rounds, capacity and weights', () => {
  it('keeps what stands in it, of every tenant, and may be used at once', async () => {
    await asTheFirstLeftIt();
    const tenants = [randomUUID(), randomUUID()] as const;
    const [run, mentee, mentor, pair] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    const slot = { start: '2027-01-05T10:00:00+00:00[Europe/London]', lengthMinutes: 45, meetings: 6, everyWeeks: 1 };
    const [answered, unanswered] = [randomUUID(), randomUUID()] as const;
    for (const tenant of tenants) {
      for (const [id, name] of [
        [mentee, 'ana'],
        [mentor, 'bo'],
      ]) {
        await database.asAdmin(
          `insert into person (tenant_id, id, user_principal_name, display_name, mailbox)
           values ($1, $2, $3, $4, '{"state": "unread"}')`,
          [tenant, id, `${name}@contoso.example`, name],
        );
      }
      await database.asAdmin(
        `insert into programme (tenant_id, id, name, starts_on, ends_on, cadence, meetings, length_minutes, topics, rules,
           grade_ladder, version)
         values ($1, $2, 'Spring', '2027-01-04', '2027-03-31', 'weekly', 6, 45, '[]',
           '{"minimumSeniorityGap": 4, "minimumSharedTopics": 1, "minimumSharedHours": 2.5}', '[]', 7)`,
        [tenant, run],
      );
      await database.asAdmin(
        `insert into participant (tenant_id, id, programme_id, person_id, role, topics)
         values ($1, $2, $3, $4, 'mentor', '["ai-tools"]')`,
        [tenant, randomUUID(), run, mentor],
      );
      await database.asAdmin(
        `insert into pairing (tenant_id, id, programme_id, mentee_id, mentor_id, state, fit, reasons)
         values ($1, $2, $3, $4, $5, 'active', 77, '[{"kind": "same-office"}]')`,
        [tenant, pair, run, mentee, mentor],
      );
      const [series, meeting] = [randomUUID(), randomUUID()];
      await database.asAdmin(
        `insert into series (tenant_id, id, pairing_id, state, slot, event_id, join_url)
         values ($1, $2, $3, 'booked', $4, 'e', 'https://teams.example/join')`,
        [tenant, series, pair, JSON.stringify(slot)],
      );
      await database.asAdmin(
        `insert into meeting (tenant_id, id, series_id, pairing_id, number, starts_at, ends_at, event_id, state)
         values ($1, $2, $3, $4, 1, '2027-01-05T10:00:00Z', '2027-01-05T10:45:00Z', 'e1', 'held')`,
        [tenant, meeting, series, pair],
      );
      await database.asAdmin(
        `insert into check_in (tenant_id, id, meeting_id, person_id, state, send_after, answers)
         values ($1, $2, $3, $4, 'answered', '2027-01-05T10:45:00Z',
           '{"tookPlace": "yes", "whoTalked": "balanced", "questions": "many", "useful": 5}'),
           ($1, $5, $3, $6, 'planned', '2027-01-05T10:45:00Z', null)`,
        [tenant, answered, meeting, mentee, unanswered, mentor],
      );
      // A proposal that no round proves: it goes, and the next round makes it anew.
      await database.asAdmin(
        `insert into pairing (tenant_id, id, programme_id, mentee_id, mentor_id, state, fit, reasons)
         values ($1, $2, $3, $4, $5, 'proposed', 60, '[]')`,
        [tenant, randomUUID(), run, mentor, mentee],
      );
    }

    await migrate(database.migrationUrl, 'vantage_app');
    const storage = await openStorage({ ...database, dataFolder: 'unused', log: pino({ level: 'silent' }) });
    try {
      for (const tenant of tenants) {
        await storage.inTenant(tenant, async (stores) => {
          expect(await stores.programmes.byId(run)).toMatchObject({
            rules: { ...defaultRules, minimumSeniorityGap: 4, minimumSharedHours: 2.5 },
            weights: defaultWeights,
            objective: 'total',
            version: 7,
          });
          expect(await stores.people.byId(mentee)).toMatchObject({ displayName: 'ana', languages: [] });
          expect(await stores.participants.ofProgramme(run)).toMatchObject([
            {
              personId: mentor,
              topics: ['ai-tools'],
              capacity: 1,
              preferences: { office: null, profession: null },
              wishes: [],
              exclusions: [],
              pausedUntil: null,
            },
          ]);
          const [kept, ...others] = await stores.pairings.ofProgramme(run);
          expect(kept).toMatchObject({ id: pair, state: 'active', fit: 770, parts: null });
          expect(others).toEqual([]);
          expect(await stores.rounds.ofProgramme(run)).toEqual([]);
          expect((await stores.checkIns.byId(unanswered))?.answers).toBeNull();
          expect((await stores.checkIns.byId(answered))?.answers).toEqual({
            tookPlace: 'yes',
            spokeOpenly: null,
            menteesAgenda: null,
            whoTalked: 'balanced',
            summedUp: null,
            words: null,
            areWordsShared: false,
          });
          expect(kept?.reasons).toEqual([{ kind: 'same-office' }]);
        });
      }
    } finally {
      await storage.close();
    }
  });
});
