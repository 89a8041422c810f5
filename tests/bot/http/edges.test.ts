import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { couples, fileOf, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { isForTheLead, pathOf, routesOf } from '../../support/product/routes.ts';
import {
  agree,
  bookingEnds,
  firstMeeting,
  importEnds,
  importPeople,
  makeProgramme,
  peopleOf,
  programmeAt,
  programmeInput,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const participant = couples[0]?.mentee ?? '';
let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => product.control('DELETE', '/faults'));
afterAll(() => product.stop());

describe('a participant who asks for what is the lead’s', () => {
  it('is told so before anything of the request is looked at', async () => {
    for (const route of (await routesOf(product)).filter(isForTheLead)) {
      expect(await product.api(participant, route.method, pathOf(route))).toMatchObject(problem(403, 'not-the-lead'));
    }
  });

  it('uploads nothing first', async () => {
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    const path = `/programmes/${randomUUID()}/people/file`;
    expect(await product.api(participant, 'POST', path, large)).toMatchObject(problem(403, 'not-the-lead'));
  });
});

describe('what cannot be', () => {
  it('is the list of imports of no programme', async () => {
    const path = `/programmes/${randomUUID()}/imports`;
    expect(await product.api(lead, 'GET', path)).toMatchObject(problem(404, 'not-found'));
  });

  it('is named where it stands, in the address too', async () => {
    const path = `/programmes/${randomUUID()}/people?limit=9999`;
    const fields = [{ field: 'limit', value: '"9999"' }];
    expect(await product.api(lead, 'GET', path)).toMatchObject({ status: 400, body: { fields } });
  });

  it.each([
    ['NUL in a name', { name: 'a\u0000b' }, 'name'],
    ['NUL in a label', { topics: [{ key: 'a', label: 'a\u0000', sensitive: false }] }, 'topics.0.label'],
    ['half a character in a label', { topics: [{ key: 'a', label: 'a\ud800', sensitive: false }] }, 'topics.0.label'],
    ['NUL in a grade', { gradeLadder: ['\u0000a'] }, 'gradeLadder.0'],
    ['an end that no calendar reaches', { endsOn: '9999-12-31' }, 'endsOn'],
    ['minutes that no meeting has', { lengthMinutes: 50 }, 'lengthMinutes'],
  ])('is %s', async (_what, more, field) => {
    const answer = await product.api(lead, 'POST', '/programmes', { ...programmeInput(), ...more });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field }] } });
  });

  it('is a version past all counting', async () => {
    const { id } = await makeProgramme(product);
    const change = { ...programmeInput(), version: 2 ** 31 };
    expect(await product.api(lead, 'PUT', `/programmes/${id}`, change)).toMatchObject({ status: 400 });
  });

  it('is NUL on an agenda', async () => {
    const cast = await programmeAt(product, 'booked', { couples: couples.slice(1, 2) });
    const [couple] = cast.couples as [Couple];
    const { id } = await firstMeeting(product, couple.mentee, couple);
    const added = await product.api(couple.mentee, 'POST', `/my/meetings/${id}/agenda`, { text: 'a\u0000b' });
    expect(added).toMatchObject({ status: 400, body: { fields: [{ field: 'text' }] } });
  });
});

describe('people who come in', () => {
  it('by any id that Entra gives a group', async () => {
    const { id } = await makeProgramme(product);
    const body = { groupId: '01234567-89ab-cdef-0123-456789abcdef', role: null };
    expect(await product.api(lead, 'POST', `/programmes/${id}/people/group`, body)).toMatchObject({ status: 202 });
  });

  it('to several programmes at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeProgramme(product)));
    const file = fileOf(Array.from({ length: 50 }, (_, index) => ({ userPrincipalName: `p${index}@both.example` })));
    const answers = await Promise.all(
      made.map(({ id }) => product.api(lead, 'POST', `/programmes/${id}/people/file`, file)),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  });

  it('keep what a newer file says although the directory still answers about the older one', async () => {
    const path = `/programmes/${(await makeProgramme(product)).id}`;
    const line = { userPrincipalName: participant, role: 'mentee' };
    const send = (jobTitle: string) =>
      product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, fileOf([{ ...line, jobTitle }]));
    await product.control('DELETE', '/requests');
    await product.fault({ path: '/mailboxSettings$', delayMilliseconds: 1_500 });
    const first = await send('Old');
    // The directory has been asked who it is, and is now asked slowly when they work.
    await until(async () => JSON.stringify(await product.control('GET', '/requests')).includes('/v1.0/users/{id}"'));
    const second = await send('New');
    for (const { id } of [first, second]) await importEnds(product, path, id);
    expect((await peopleOf(product, path, `search=${participant}`)).people).toMatchObject([{ jobTitle: 'New' }]);
  });

  it('keep the topics they chose themselves when a file names none', async () => {
    const { id } = await makeProgramme(product);
    const file = fileOf([{ userPrincipalName: participant, role: 'mentee' }]);
    await importPeople(product, `/programmes/${id}`, file);
    await product.api(participant, 'PUT', `/my/participations/${id}`, { topics: ['data-literacy'] });
    await importPeople(product, `/programmes/${id}`, file);
    const { participations } = await product.want(contract.Participations, participant, 'GET', '/my/participations');
    expect(participations.find(({ programmeId }) => programmeId === id)?.topics).toEqual(['data-literacy']);
  });
});

describe('two series of one mentor, agreed at the same moment', () => {
  it('get different times', async () => {
    const mentor = 'ifeoma.castellane@aldermoor.example';
    const mentees = ['anneliese.vogtmann@aldermoor.example', 'dieter.hallenbeck@aldermoor.example'];
    const value = [mentor, ...mentees].map((scheduleId) => ({ scheduleId, scheduleItems: [] }));
    await product.fault({ path: 'getSchedule$', status: 200, body: { value }, times: 50 });
    const pairs = [];
    for (const mentee of mentees) {
      const cast = await programmeAt(product, 'published', { couples: [{ mentee, mentor }] });
      pairs.push({ cast, couple: cast.couples[0] as Couple });
    }
    await Promise.all(pairs.map(({ couple }) => agree(product, couple)));
    const series = await Promise.all(pairs.map(({ cast, couple }) => bookingEnds(product, cast, couple)));
    expect(new Set(series.map(({ start }) => start)).size).toBe(2);
  });
});
