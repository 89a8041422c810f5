import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createGovernor, type Governor } from '../../../bot/microsoft/graph/governor.ts';
import { noTraffic, type Traffic } from '../../../bot/microsoft/graph/traffic.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';

const log = pino({ level: 'silent' });
const holder = fileURLToPath(new URL('../../support/microsoft/hold-places.ts', import.meta.url));
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
beforeEach(() => stored.database.asAdmin('update graph_traffic set state = null'));

const paused = (until: number): Traffic => ({ ...noTraffic, pauses: { 'mailbox one hers': until } });

describe('the row that servers share', () => {
  it('is changed only by who has seen what stands in it', async () => {
    const [mine, theirs] = [stored.storage.graphTraffic, other.graphTraffic];
    const seen = await mine.read();
    expect(seen.state).toBeNull();
    const written = await mine.swap(seen.version, paused(1), false);
    expect(written.ok).toBe(true);
    const late = await theirs.swap(seen.version, paused(2), true);
    expect(late).toMatchObject({ ok: false, version: written.version, state: paused(1) });
    expect(await theirs.swap(late.version, paused(3), true)).toMatchObject({ ok: true });
    expect((await mine.read()).state).toEqual(paused(3));
  });

  it('is changed by one of many who try at the same time', async () => {
    const { version } = await other.graphTraffic.read();
    const all = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? stored.storage : other).graphTraffic.swap(version, paused(index), false),
    );
    expect((await Promise.all(all)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('tells the time of the database', async () => {
    const { rows } = await stored.database.asAdmin('select extract(epoch from clock_timestamp()) * 1000 as now');
    const { now } = await stored.storage.graphTraffic.read();
    expect(now).toBeGreaterThanOrEqual(Number(rows[0]?.['now']));
    expect(now).toBeLessThan(Number(rows[0]?.['now']) + 60_000);
  });

  it('is there once: the runtime role can neither add to it nor take it away', async () => {
    const client = new pg.Client({
      connectionString: stored.database.databaseUrl,
      options: '-c search_path=vantage',
    });
    await client.connect();
    try {
      await expect(client.query('delete from graph_traffic')).rejects.toThrow('permission denied');
      await expect(client.query('insert into graph_traffic values (2, 0)')).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });
});

describe('two servers on one database', () => {
  const governors = (): readonly [Governor, Governor] => [
    createGovernor({ store: stored.storage.graphTraffic, log, mostAtOnce: 4 }),
    createGovernor({ store: other.graphTraffic, log, mostAtOnce: 4 }),
  ];
  const ask = (mailbox: string) => ({ tenantId: 'one', isUrgent: true, parts: [{ mailbox, units: 0 }] });

  it('have four places together, and each mailbox four', async () => {
    const both = governors();
    const state = { running: 0, highest: 0, ended: 0 };
    const work = async () => {
      state.running += 1;
      state.highest = Math.max(state.highest, state.running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      state.running -= 1;
      state.ended += 1;
    };
    const all = Array.from({ length: 120 }, (_, index) =>
      (both[index % 2] as Governor).run(ask(`m${index % 7}`), work),
    );
    await Promise.all(all);
    expect(state).toMatchObject({ ended: 120, highest: 4 });
  });

  it('obey what Graph told the other, a server that is started later too', async () => {
    const [first, second] = governors();
    const told = Date.now();
    await first.run(ask('hers'), async ([granted], refused) => refused(granted ?? null, 2));
    await until(async () => {
      const { state } = await stored.storage.graphTraffic.read();
      return Object.keys((state as Traffic).pauses).length === 1;
    });
    const third = createGovernor({ store: other.graphTraffic, log });
    const left = await Promise.all([second, third].map((one) => one.run(ask('hers'), async () => Date.now())));
    for (const at of left) expect(at - told).toBeGreaterThanOrEqual(2_000);
  });

  it('get the places of one that is killed', async () => {
    const { databaseUrl, migrationUrl } = stored.database;
    const child = spawn(process.execPath, ['--no-warnings', holder, databaseUrl, migrationUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const [governor] = governors();
    let begun = 0;
    const waiting = [0, 1, 2, 3].map((index) =>
      governor.run(ask(`m${index}`), async () => {
        begun += 1;
      }),
    );
    await until(async () => {
      const { state } = await stored.storage.graphTraffic.read();
      return Object.values((state as Traffic).servers).some(({ places, wants }) => places === 0 && wants > 0);
    });
    // It lives, and what it holds stays its own.
    expect(begun).toBe(0);
    child.kill('SIGKILL');
    await Promise.all(waiting);
    expect(begun).toBe(4);
  });
});
