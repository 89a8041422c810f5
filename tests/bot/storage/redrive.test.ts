import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';

const command = fileURLToPath(new URL('../../../bot/redrive.ts', import.meta.url));
const tenant = randomUUID();

let stored: TestStorage;
beforeEach(async () => {
  stored = await startStorage();
});
afterEach(() => stored.stop());

/** Runs the command as an administrator would, and says how it ended and what it said. */
async function redrive() {
  const { DATABASE_URL: _url, DATABASE_MIGRATION_URL: _owner, ...inherited } = process.env;
  const { databaseUrl, migrationUrl } = stored.database;
  const settings = {
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: migrationUrl,
    ENTRA_TENANT_IDS: tenant,
    ENTRA_CLIENT_ID: randomUUID(),
    ENTRA_CLIENT_SECRET: 'nobody asks for a token here',
    BOT_APP_ID: randomUUID(),
    BOT_APP_SECRET: 'nor here',
  };
  const child = spawn(process.execPath, [command], {
    env: { ...inherited, NODE_OPTIONS: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // One that never comes to its end is no more there when the test is over.
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return { code, said: said.trim().split('\n') };
}

const aside = async () => {
  const { rows } = await stored.database.asAdmin(
    `select data -> 'data' ->> 'meetingId' as id from pgboss.job where name = 'dead-letters' order by id`,
  );
  return rows.map(({ id }) => id as string);
};

/** Has jobs put aside after their last try. */
async function putAside(ids: readonly string[]): Promise<void> {
  await stored.storage.inTenant(tenant, async (stores) => {
    for (const meetingId of ids) await stores.enqueue('meeting.ended', { meetingId });
  });
  await stored.database.asAdmin(`update pgboss.job set retry_count = retry_limit where name = 'meeting.ended'`);
  await stored.storage.work('meeting.ended', 4, async ({ attempt }) => {
    if (attempt > 1) throw new Error('cannot be done');
  });
  await until(async () => (await aside()).length === ids.length);
}
const cameFrom = (id: string, queue: string | null) =>
  stored.database.asAdmin(
    `update pgboss.job set source_name = $2 where name = 'dead-letters' and data -> 'data' ->> 'meetingId' = $1`,
    [id, queue],
  );

describe('the command that has jobs done again', () => {
  it('says that there is nothing to do', async () => {
    expect(await redrive()).toEqual({ code: 0, said: ['No job was put aside.'] });
  });

  it('comes to its end where some have nowhere to go, and says so; they stay where they are', async () => {
    await putAside(['gone', 'good', 'lost']);
    await cameFrom('gone', 'work.of-another-version');
    await cameFrom('lost', null);
    const stays = '2 stay aside: this version does no work of their kind.';
    expect(await redrive()).toEqual({ code: 0, said: ['1 of meeting.ended are done again.', stays] });
    expect(await aside()).toEqual(['gone', 'lost']);
    const done = `select from pgboss.job where name = 'meeting.ended' and state = 'completed'`;
    await until(async () => (await stored.database.asAdmin(done)).rows.length === 1);
    expect(await redrive()).toEqual({ code: 0, said: [stays] });
    expect(await aside()).toEqual(['gone', 'lost']);
  });
});
