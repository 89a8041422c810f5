import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../bot/http/contract/contract.ts';
import { startProductProcess, type ProductProcess } from '../../infra/processes/product.ts';
import { crowdedProgramme } from '../support/product/crowd.ts';
import { holdProgramme, type Hold } from '../support/product/hold-programme.ts';
import { couples, lead } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import { programmeAt, roundEnds } from '../support/product/stages.ts';
import { scratchFolder } from '../support/scratch.ts';
import { until } from '../support/until.ts';

let product: Product;
let logs: string;
const servers: ProductProcess[] = [];
beforeAll(async () => {
  product = await startProduct();
  logs = await scratchFolder('matching');
});
afterEach(async () => {
  for (const { child } of servers.splice(0)) await child.stop();
});
afterAll(async () => {
  await product.stop();
  await rm(logs, { recursive: true, force: true });
});

/** Another server of the product, as a process of its own that can be killed. */
async function startServer(): Promise<ProductProcess> {
  const quiet = { logs, say: () => undefined, died: () => undefined };
  const server = await startProductProcess(quiet, { ...product.settings, PORT: '0', LOG_LEVEL: 'info' });
  servers.push(server);
  return server;
}

/** Starts a round through one server. */
async function startAt({ address }: ProductProcess, path: string): Promise<string> {
  const response = await fetch(`${address}/api${path}/matching`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await product.token(lead)}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return contract.Round.parse(await response.json()).id;
}

const programmeId = (path: string) => path.split('/').at(-1) ?? '';
const phaseOf = async (id: string) => {
  const { rows } = await product.database.asAdmin('select phase, state from round where id = $1', [id]);
  return rows[0];
};
/** Pairings proposed in a programme, as they stand in the database. */
async function proposed(path: string): Promise<number> {
  const { rows } = await product.database.asAdmin(
    `select count(*)::int as count from pairing where programme_id = $1 and state = 'proposed'`,
    [programmeId(path)],
  );
  return Number(rows[0]?.['count']);
}

describe('a server that is killed in the middle of a round', () => {
  it('while it computes leaves the round to the next one, which ends it once', async () => {
    const path = await crowdedProgramme(product);
    await product.close();
    const first = await startServer();
    const id = await startAt(first, path);
    await until(async () => (await phaseOf(id))?.['phase'] !== 'waiting');
    expect(await phaseOf(id)).toMatchObject({ state: 'running' });
    await first.child.kill();
    expect(await proposed(path)).toBe(0);
    await product.restart();
    expect(await roundEnds(product, path, id)).toMatchObject({ id, number: 1, state: 'proven' });
    expect(await proposed(path)).toBe(1_500);
    expect((await product.want(contract.Rounds, lead, 'GET', `${path}/rounds`)).rounds).toHaveLength(1);
  }, 180_000);

  it('at the very moment of proposing proposes nothing by halves, and the next one ends it once', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    await product.close();
    const first = await startServer();
    const hold = await heldAtItsEnd(first, path);
    await first.child.kill();
    await hold.release();
    expect(await proposed(path)).toBe(0);
    await product.restart();
    const { rounds } = await product.want(contract.Rounds, lead, 'GET', `${path}/rounds`);
    expect(await roundEnds(product, path, rounds[0]?.id ?? '')).toMatchObject({ state: 'proven' });
    expect(await proposed(path)).toBe(4);
    expect(rounds).toHaveLength(1);
  }, 180_000);
});

describe('two servers on one database', () => {
  it('work on a round both, when one is taken for dead, and it ends once', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const [one, other] = [product, await startServer()];
    await countProposals();
    const hold = await heldAtItsEnd(other, path);
    // As when its signs of life do not come through: the job is given to whoever asks next.
    await product.database.asAdmin(
      `update pgboss.job set state = 'retry', retry_count = retry_count + 1, start_after = now()
       where name = 'matching.run' and state = 'active'`,
    );
    await until(async () => (await hold.waiting()) === 2);
    await hold.release();
    const { rounds } = await one.want(contract.Rounds, lead, 'GET', `${path}/rounds`);
    expect(await roundEnds(one, path, rounds[0]?.id ?? '')).toMatchObject({ state: 'proven' });
    await until(async () => {
      const { rows } = await product.database.asAdmin(
        `select from pgboss.job where name = 'matching.run' and state <> 'completed'`,
      );
      return rows.length === 0;
    });
    expect(await proposed(path)).toBe(4);
    const { rows } = await product.database.asAdmin('select count(*)::int as made from counted.proposal');
    expect(rows).toEqual([{ made: 4 }]);
  }, 180_000);

  it('see each other’s cancelling', async () => {
    const path = await crowdedProgramme(product);
    const other = await startServer();
    const id = await startAt(other, path);
    await until(async () => (await phaseOf(id))?.['phase'] !== 'waiting');
    await product.want(contract.Round, lead, 'POST', `${path}/rounds/${id}/cancel`);
    await until(async () => {
      const { rows } = await product.database.asAdmin(
        `select from pgboss.job where name = 'matching.run' and state <> 'completed'`,
      );
      return rows.length === 0;
    });
    expect(await phaseOf(id)).toMatchObject({ state: 'cancelled' });
    expect(await proposed(path)).toBe(0);
  }, 180_000);
});

/** Keeps every proposal that is made from now on apart, though it is replaced by another. */
async function countProposals(): Promise<void> {
  await product.database.asAdmin(`
    create schema counted;
    create table counted.proposal (id uuid);
    create function counted.note() returns trigger language plpgsql security definer as $$
      begin insert into counted.proposal values (new.id); return new; end $$;
    create trigger counted after insert on pairing for each row execute function counted.note();`);
}

/** Has a server start a round that gets its answer and waits to be let in with it. */
async function heldAtItsEnd(server: ProductProcess, path: string): Promise<Hold> {
  const before = await holdProgramme(product, programmeId(path));
  const started = startAt(server, path);
  await until(async () => (await before.waiting()) === 1);
  // Next in turn after the start, before anybody can be at the round.
  const next = holdProgramme(product, programmeId(path));
  await until(async () => (await before.waiting()) === 2);
  await before.release();
  await started;
  const hold = await next;
  await until(async () => (await hold.waiting()) === 1);
  return hold;
}
