import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { createLog } from '../../../bot/log.ts';
import { fillUp, makeRoom, startSmallDisk, type SmallDisk } from '../../support/database/small-disk.ts';
import { cardWith, tap } from '../../support/product/chat.ts';
import { bystander, couples, fileOf, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  firstMeeting,
  importPeople,
  importsOf,
  myPairing,
  myPairings,
  peopleOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { until } from '../../support/until.ts';

/** Milliseconds that the directory takes to answer where a job is to be at work meanwhile. */
const held = 4_000;

let disk: SmallDisk;
let product: Product;
let cast: Cast;
/** All that was logged. */
let logged = '';
beforeAll(async () => {
  disk = await startSmallDisk();
  const log = createLog('info', { write: (line: string) => (logged += line) });
  product = await startProduct(undefined, log, { server: disk });
  cast = await programmeAt(product, 'met', { couples: couples.slice(0, 1), withBot: true });
  // By noon of the next working day both have been asked how it went.
  await product.travelTo('2027-02-15T12:00:00Z');
}, 60_000);
afterAll(async () => {
  await product.stop();
  await disk.stop();
});
afterEach(async () => {
  expect(await rows(`select name, data from pgboss.job where name = 'dead-letters' or state = 'failed'`)).toEqual([]);
});

const rows = async (sql: string) => (await product.database.asAdmin(sql)).rows;
const everybody = async () => ({
  people: await peopleOf(product, cast.path),
  imports: await importsOf(product, cast.path),
  known: await rows('select count(*) from person'),
  acts: await rows('select count(*) from lead_act'),
});
/** A file of people whom nobody knows yet. */
const file = (domain: string, count: number) =>
  fileOf(
    Array.from({ length: count }, (_, index) => ({
      userPrincipalName: `person${index}@${domain}.example`,
      role: 'mentee',
    })),
  );
const bringIn = (text: string) => product.api(lead, 'POST', `${cast.path}/people/file`, text);

/** The two's check-ins of all meetings that were held. */
const checkIns = () => rows(`select id, answers from check_in`);
/** Whether a job of this name could not keep what it did, and waits. */
const hasWaited = (job: string) =>
  logged
    .split('\n')
    .some((line) => line.includes(`"job":"${job}"`) && line.includes('the database keeps nothing now"'));
/** Has the jobs that wait tried at once: nothing is shown by waiting. */
const tryAgain = () => rows(`update pgboss.job set start_after = now() where state in ('created', 'retry')`);

describe('a database some of whose tables have no room', () => {
  it('takes no import, not even a part of it, and says so; with room it takes the same one', async () => {
    const before = await everybody();
    for (const table of ['person', 'participant']) await fillUp(product.database, table);
    expect(await bringIn(file('large', 300))).toMatchObject(problem(503, 'not-kept'));
    expect(await everybody()).toEqual(before);
    expect(logged.match(/could not extend file/)).not.toBeNull();
    expect(await product.ask('GET', '/readyz')).toMatchObject({ status: 200 });
    await makeRoom(product.database, 'person', 'participant');
    expect(await importPeople(product, cast.path, file('large', 300))).toMatchObject({ state: 'done', people: 300 });
  });

  it('has what came due meanwhile done once there is room, and once only', async () => {
    const [couple] = cast.couples as [Couple];
    const { meetings } = await myPairing(product, couple.mentee, couple);
    await fillUp(product.database, 'check_in');
    const before = await checkIns();
    await product.travelTo(meetings[1]?.endsAt ?? '');
    await until(() => hasWaited('meeting.ended'));
    const waiting = () =>
      rows(`select data -> 'attempt' as tries from pgboss.job where name = 'meeting.ended' and data ? 'since'`);
    await until(async () => (await waiting()).length > 0);
    expect(await waiting()).toEqual([{ tries: 0 }]);
    expect(await checkIns()).toEqual(before);
    await makeRoom(product.database, 'check_in');
    await tryAgain();
    await until(async () => (await checkIns()).length > before.length);
    expect(await checkIns()).toHaveLength(before.length + 2);
  });
});

/** As services make a server whose disk is nearly full, and take it back once it has grown. */
async function letWrite(mayWrite: boolean): Promise<void> {
  await disk.asAdmin(`alter system set default_transaction_read_only = ${mayWrite ? 'off' : 'on'}`);
  await disk.asAdmin('select pg_reload_conf()');
  const wanted = mayWrite ? 'off' : 'on';
  await until(async () => {
    const [row] = await disk.asAdmin('show default_transaction_read_only');
    return row?.['default_transaction_read_only'] === wanted;
  });
}

describe('a database that lets itself only be read because its disk is nearly full', () => {
  const verb = 'check-in.answer';
  const answers = { tookPlace: 'yes', whoTalked: 'mostly-the-other', spokeOpenly: 'partly', menteesAgenda: 'no' };
  const told = { ...answers, summedUp: 'no', words: 'Quokkas are shy', areWordsShared: false };
  let mentee: string;
  let mentor: string;
  let asked: Readonly<Record<'mentee' | 'mentor', string>>;
  let importId: string;
  beforeAll(async () => {
    const [couple] = cast.couples as [Couple];
    ({ mentee, mentor } = couple);
    const checkInOf = async (person: string) => (await firstMeeting(product, person, couple)).checkIn?.id ?? '';
    asked = { mentee: await checkInOf(mentee), mentor: await checkInOf(mentor) };
    // A job is at work when it begins.
    await product.fault({ path: '/users/[^/]+$', delayMilliseconds: held });
    importId = contract.ImportRun.parse((await bringIn(file('small', 3))).body).id;
    await until(async () => ((await product.control('GET', '/faults')) as { left: number }).left === 0);
    await letWrite(false);
  });
  afterAll(() => letWrite(true));

  const answerInTab = () => product.api(mentor, 'POST', `/my/check-ins/${asked.mentor}`, told);
  const answerOnCard = async () => {
    const card = await cardWith(product, mentee, verb, asked.mentee);
    const data = { checkInId: asked.mentee, ...told, areWordsShared: 'false' };
    return tap(product, mentee, card.id, verb, data);
  };
  const answered = () => rows(`select person_id from check_in where answers is not null`);

  it('goes on being read', async () => {
    expect(await product.ask('GET', '/readyz')).toMatchObject({ status: 200 });
    expect((await everybody()).imports).toHaveLength(3);
    expect(await myPairings(product, mentee)).toHaveLength(1);
  });

  it('has nobody told that something was kept', async () => {
    expect(await answerInTab()).toMatchObject(problem(503, 'not-kept'));
    const shown = await answerOnCard();
    expect(shown).toContain(t('trouble', { reference: '' }));
    expect(shown).not.toContain(t('thanks'));
    expect(await bringIn(file('other', 3))).toMatchObject(problem(503, 'not-kept'));
    const installed = (await product.control('POST', `/chat/${bystander}/install`)) as { status: number };
    expect(installed.status).toBeGreaterThanOrEqual(500);
    expect(await answered()).toEqual([]);
  });

  it('takes all of it once it may be written again, and what was at work is done once', async () => {
    await until(() => hasWaited('people.enrich'));
    await letWrite(true);
    expect(await answerInTab()).toMatchObject({ status: 200 });
    expect(await answerOnCard()).toContain(t('thanks'));
    expect(await answered()).toHaveLength(2);
    // Its worker could not say either that it has to be done again: that is seen by its silence.
    await rows(`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`);
    await until(async () => {
      await tryAgain();
      return (await importsOf(product, cast.path)).every(({ state }) => state !== 'reading');
    });
    const { imports } = await everybody();
    expect(imports.find(({ id }) => id === importId)).toMatchObject({ state: 'done', people: 3, read: 3 });
    // Whatever could not be kept says in the log why.
    const met = logged.split('\n').filter((line) => line.includes('"the job queue met an error"'));
    expect(met.length).toBeGreaterThan(0);
    for (const line of met) expect(line).toContain('read-only transaction');
  });
});
