import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as closing from '../../../bot/http/contract/closing.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { fillTheRest } from '../../support/database/fill.ts';
import { couples, lead, nameOf, secondLead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { rowsAtRest, type Rows } from '../../support/product/rows.ts';
import { importPeople, makeProgramme, programmeAt, type Cast } from '../../support/product/stages.ts';
import { fileOf } from '../../support/product/people.ts';
import { until } from '../../support/until.ts';

let product: Product;
/** Kept for two months; closed on the day of its first meetings. */
let cast: Cast;
let held: string;
let gone: readonly string[];
let outcomes: closing.Closing['outcomes'];
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'met', {
    couples: couples.slice(0, 3),
    withBot: true,
    programme: { keptMonths: 2, neutralContact: secondLead },
  });
  // Nobody reports to them.
  held = cast.couples[0]?.mentor ?? '';
  const other = await makeProgramme(product, { name: 'Next', endsOn: '2028-12-01' });
  await importPeople(
    product,
    `/programmes/${other.id}`,
    fileOf([{ userPrincipalName: held, seniority: '0', role: 'mentor', topics: 'data-literacy' }]),
  );
  await fillTheRest(product.database, product.tenantId);
  const line = await lineOf([held, lead]);
  gone = cast.couples.flatMap(({ mentee, mentor }) => [mentee, mentor]).filter((one) => !line.includes(one));
  // Two who are known for nothing but that somebody reports to them.
  await product.database.asAdmin(
    `insert into person (tenant_id, id, user_principal_name, display_name, mailbox, languages)
     select $1, gen_random_uuid(), name || '@above.them', name || ' above.them', '{"state": "unread"}', '[]'
     from unnest(array['boss', 'chief']) as name`,
    [product.tenantId],
  );
  const reportsTo = (who: string, whom: string) =>
    product.database.asAdmin(
      `update person set manager_id = (select id from person where user_principal_name = $2)
       where user_principal_name = $1`,
      [who, whom],
    );
  await reportsTo('boss@above.them', 'chief@above.them');
  await reportsTo(gone[0] ?? '', 'boss@above.them');
  // One of the meetings did not take place, as one of the two says.
  await product.database.asAdmin(
    `update check_in set answers = '{"tookPlace": "no"}'
     where id = (select c.id from check_in c join meeting m on m.id = c.meeting_id where m.pairing_id = $1 limit 1)`,
    [cast.couples[2]?.pairingId],
  );
  await product.want(closing.Closing, lead, 'POST', `${cast.path}/closing/close`);
  // Meetings to come are cancelled before their time.
  await rowsAtRest(product);
  ({ outcomes } = await overview());
}, 180_000);
afterAll(() => product.stop());

const overview = () => product.want(closing.Closing, lead, 'GET', `${cast.path}/closing`);
const forgottenAt = async () => {
  const { rows } = await product.database.asAdmin('select forgotten_at from programme where id = $1', [
    cast.programme.id,
  ]);
  return rows[0]?.['forgotten_at'] ?? null;
};
/** What was said and done in the programme, by table: how many rows there are. */
async function countsOfWords(): Promise<Readonly<Record<string, number>>> {
  const mine = 'pairing p where p.programme_id = $1';
  const meetings = `(select m.id from meeting m join pairing p on p.id = m.pairing_id where p.programme_id = $1)`;
  const wheres = {
    check_in: `meeting_id in ${meetings}`,
    agenda_item: `meeting_id in ${meetings}`,
    summary: `meeting_id in ${meetings}`,
    meeting_change: `meeting_id in ${meetings}`,
    help_request: 'programme_id = $1',
    lead_act: 'programme_id = $1',
    matching_decision: 'programme_id = $1',
    round: 'programme_id = $1',
    bulk_act: 'programme_id = $1',
    participant: 'programme_id = $1',
    another_round: 'participant_id in (select t.id from participant t where t.programme_id = $1)',
    notice: `about in (select p.id from ${mine}) or about in ${meetings}`,
    group_person: 'import_id in (select i.id from import i where i.programme_id = $1)',
    commitment: `text <> '—' and meeting_id in ${meetings}`,
    booking: `organizer is not null and series_id in (select s.id from series s join pairing p on p.id = s.pairing_id
      where p.programme_id = $1)`,
    closing: "programme_id = $1 and (words is not null or closed_by::text not like '%—%')",
  };
  const counts = Object.entries(wheres).map(
    ([table, where]) => `select '${table}' as name, count(*)::int as count from ${table} where ${where}`,
  );
  const { rows } = await product.database.asAdmin(counts.join(' union all '), [cast.programme.id]);
  return Object.fromEntries(rows.map(({ name, count }) => [String(name), Number(count)]));
}
/** Who is known by name, in order. */
async function namedPeople(): Promise<readonly unknown[]> {
  const { rows } = await product.database.asAdmin(
    'select user_principal_name as name from person where user_principal_name <> id::text order by 1',
  );
  return rows.map(({ name }) => name);
}
/** These people and all those above them, in order. */
async function lineOf(people: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await product.database.asAdmin(
    `with recursive line as (
       select * from person where user_principal_name = any($1)
       union select p.* from person p join line on line.manager_id = p.id
     ) select user_principal_name as name from line order by 1`,
    [people],
  );
  return rows.map(({ name }) => name);
}
const textOf = (rows: Rows) => JSON.stringify(rows).toLowerCase();

describe('a programme that was closed', () => {
  it('keeps everything until its time is over', async () => {
    await product.travelTo((await product.now()).add({ hours: 24 * 57 }));
    await rowsAtRest(product);
    expect(await forgottenAt()).toBeNull();
    for (const [table, count] of Object.entries(await countsOfWords()))
      expect([table, count > 0]).toEqual([table, true]);
  });

  it('is forgotten whatever stops it in the middle: all that was said, and every name that nothing else holds', async () => {
    const releases = await product.database.asAdmin('select * from insight_release order by id');
    // Somebody in the middle of all cannot be written.
    await product.database.asAdmin(`
      create function stop_here() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
      create trigger stop_here before update on person for each row
        when (old.user_principal_name = '${gone.at(-1) ?? ''}') execute function stop_here()`);
    await product.travelTo((await product.now()).add({ hours: 24 * 6 }));
    await until(async () => {
      const { rows } = await product.database.asAdmin(
        `select retry_count from pgboss.job where name = 'programme.forget' and retry_count > 0`,
      );
      return rows.length > 0;
    });
    expect(await forgottenAt()).toBeNull();
    expect((await countsOfWords())['check_in']).toBe(0);
    await product.database.asAdmin('drop trigger stop_here on person');
    await until(async () => (await forgottenAt()) !== null);

    const rows = await rowsAtRest(product);
    expect(Object.entries(await countsOfWords()).filter(([, count]) => count > 0)).toEqual([]);
    expect(gone.length).toBeGreaterThan(3);
    for (const person of gone) {
      expect(textOf(rows)).not.toContain(person);
      expect(textOf(rows)).not.toContain(nameOf(person).toLowerCase());
      expect(textOf(rows)).not.toContain(await product.objectId(person));
    }
    expect(textOf(rows)).not.toContain(secondLead);
    expect(textOf(rows)).not.toContain('above.them');
    // Held by the other programme.
    expect(await namedPeople()).toContain(held);
    expect(await namedPeople()).toEqual(await lineOf([held, lead]));
    const after = await product.database.asAdmin('select * from insight_release order by id');
    for (const one of releases.rows) expect(after.rows).toContainEqual(one);
    expect(releases.rows.length).toBeGreaterThan(0);
  });

  it('is counted as before, and its pages can be opened', async () => {
    expect((await overview()).outcomes).toEqual(outcomes);
    expect(outcomes.meetingsHeld).toBeGreaterThan(0);
    for (const page of ['pairings', 'matching', 'insight', 'attention', 'history', 'people?limit=500', 'rounds']) {
      expect([page, (await product.api(lead, 'GET', `${cast.path}/${page}`)).status]).toEqual([page, 200]);
    }
    const { pairings } = await product.want(contract.MyPairings, held, 'GET', '/my/pairings');
    expect(pairings.find(({ id }) => id === cast.couples[0]?.pairingId)).toMatchObject({ state: 'closed' });
  });

  it('is forgotten once: done again it changes nothing', async () => {
    const before = await rowsAtRest(product);
    await product.database.asAdmin(
      `update pgboss.job set state = 'created', started_on = null, completed_on = null, start_after = now()
       where id = (select id from pgboss.job where name = 'programme.forget' order by created_on desc limit 1)`,
    );
    expect(await rowsAtRest(product)).toEqual(before);
  });
});

describe('how long it is kept', () => {
  it('is twelve months where nothing is said, what was said before where it is left out, and from 1 to 60', async () => {
    const { keptMonths, ...made } = await makeProgramme(product, { keptMonths: undefined });
    expect(keptMonths).toBe(12);
    const path = `/programmes/${made.id}`;
    const { id: _id, closedAt: _closed, ...change } = made;
    const said = await product.want(contract.Programme, lead, 'PUT', path, { ...change, keptMonths: 60 });
    const left = await product.want(contract.Programme, lead, 'PUT', path, { ...change, version: said.version });
    expect(left.keptMonths).toBe(60);
    for (const wrong of [0, 61, 1.5]) {
      const answer = await product.api(lead, 'PUT', path, { ...change, version: left.version, keptMonths: wrong });
      expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'keptMonths' }] } });
    }
  });
});
