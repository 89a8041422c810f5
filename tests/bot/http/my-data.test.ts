import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { Erased, MyData } from '../../../bot/http/contract/my-data.ts';
import { Colleagues, MyProfile, OpenProgrammes } from '../../../bot/http/contract/profile.ts';
import { saidTo, wordsOf } from '../../support/product/chat.ts';
import { bystander, fileOf, lead, nameOf, secondLead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { rowsAtRest } from '../../support/product/rows.ts';
import {
  asTheLeadSees,
  firstMeeting,
  importPeople,
  makeProgramme,
  match,
  meetingsInCalendar,
  myPairing,
  myPairings,
  peopleOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const unzip = promisify(gunzip);
const faith = { key: 'faith-at-work', label: 'Faith and belief', sensitive: true };
const crowd = Array.from({ length: 12 }, (_, index) => `crowd.person.${index}@aldermoor.example`);

let product: Product;
let cast: Cast;
let gone: Couple;
let leaving: Couple;
let other: Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', {
    common: [faith],
    withBot: true,
    others: crowd.map((userPrincipalName) => ({ userPrincipalName, seniority: '9', role: 'mentee', topics: '' })),
  });
  [gone, leaving, other] = cast.couples as unknown as [Couple, Couple, Couple];
});
afterAll(() => product.stop());

const mine = (person: string) => product.want(contract.Participations, person, 'GET', '/my/participations');
const profileOf = (person: string) => product.want(MyProfile, person, 'GET', '/my/profile');
const meOf = (person: string) => product.want(contract.Me, person, 'GET', '/me');
const partOf = (cast: Cast) => `/my/participations/${cast.programme.id}`;

describe('what concerns me everywhere', () => {
  const hours = { timeZone: 'Asia/Singapore', days: [4, 1, 2], start: '10:00', end: '16:30' };

  it('is what Outlook tells until I say otherwise, and again when I leave it to Outlook', async () => {
    const before = await profileOf(other.mentee);
    expect(before).toMatchObject({ ownHours: null, outlookHours: { timeZone: 'Europe/London' } });
    const said = await product.want(MyProfile, other.mentee, 'PUT', '/my/profile', { ownHours: hours });
    expect(said).toEqual({ ...before, ownHours: { ...hours, days: [1, 2, 4] } });
    expect((await meOf(other.mentee)).timeZone).toBe('Asia/Singapore');
    // The next file, and the directory after it, leave it as it is.
    await importPeople(
      product,
      cast.path,
      fileOf([{ userPrincipalName: other.mentee, seniority: '6', role: 'mentee' }]),
    );
    expect((await profileOf(other.mentee)).ownHours).toEqual({ ...hours, days: [1, 2, 4] });
    expect(await product.want(MyProfile, other.mentee, 'PUT', '/my/profile', { ownHours: null })).toEqual(before);
    expect((await meOf(other.mentee)).timeZone).toBe('Europe/London');
  });

  it('is mine to change one by one: languages change nothing else', async () => {
    const before = await profileOf(other.mentor);
    const changed = await product.want(MyProfile, other.mentor, 'PUT', '/my/profile', {
      languages: ['pl', 'en', 'pl'],
    });
    expect(changed).toMatchObject({ languages: ['pl', 'en'], ownHours: null, outlookHours: before.outlookHours });
    expect(changed.languageChoices).toEqual(expect.arrayContaining(['ar', 'de', 'en', 'pl']));
    await product.want(MyProfile, other.mentor, 'PUT', '/my/profile', { languages: before.languages });
  });

  it.each([
    [{ ...hours, timeZone: 'Europe/Atlantis' }, 'ownHours.timeZone'],
    [{ ...hours, end: '10:00' }, 'ownHours.end'],
    [{ ...hours, start: '25:00' }, 'ownHours.start'],
    [{ ...hours, days: [] }, 'ownHours.days'],
    [{ ...hours, days: [1, 1] }, 'ownHours.days'],
  ])('names the field where %j is wrong', async (ownHours, field) => {
    const answer = await product.api(other.mentee, 'PUT', '/my/profile', { ownHours });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field }] } });
    expect((await profileOf(other.mentee)).ownHours).toBeNull();
  });

  it('is nothing for somebody who is not known here', async () => {
    expect(await product.api(bystander, 'GET', '/my/profile')).toMatchObject(problem(404, 'not-found'));
  });
});

describe('colleagues whom I would rather not be paired with', () => {
  const search = (person: string, text: string, within: Cast = cast) =>
    product.api(person, 'GET', `${partOf(within)}/people?search=${encodeURIComponent(text)}`);
  const found = async (person: string, text: string) => Colleagues.parse((await search(person, text)).body).people;

  it('are found by a part of their name, by name and title alone, and never all of them', async () => {
    const some = await found(other.mentee, 'CROWD');
    expect(some).toHaveLength(8);
    expect(some.map((one) => Object.keys(one).toSorted())).toEqual(some.map(() => ['displayName', 'id', 'jobTitle']));
    expect(await found(other.mentee, nameOf(gone.mentor))).toEqual([
      expect.objectContaining({ displayName: nameOf(gone.mentor) }),
    ]);
    expect(await found(other.mentee, nameOf(other.mentee))).toEqual([]);
  });

  it('are not found by less than three letters, nor by signs that stand for any', async () => {
    for (const text of ['', 'cr', '  c ', 'cr ']) {
      expect(await search(other.mentee, text)).toMatchObject({ status: 400, body: { fields: [{ field: 'search' }] } });
    }
    for (const text of ['%%%', '___', '%row%', '\\\\\\', "' or 1=1 --"])
      expect(await found(other.mentee, text)).toEqual([]);
  });

  it('are only those of my own programmes', async () => {
    expect(await search(bystander, 'crowd')).toMatchObject(problem(404, 'not-found'));
    const elsewhere = await programmeAt(product, 'made');
    expect(await search(other.mentee, 'crowd', elsewhere)).toMatchObject(problem(404, 'not-found'));
    expect(await search(other.mentee, nameOf(bystander))).toMatchObject({ status: 200, body: { people: [] } });
  });

  it('cannot be read out: after forty searches I wait, and nobody else does', async () => {
    const answers = [];
    for (let index = 0; index < 41; index += 1) answers.push((await search(newYorkerInIt(), 'crowd')).status);
    expect(answers.filter((status) => status === 429)).toHaveLength(1);
    expect(await search(newYorkerInIt(), 'crowd')).toMatchObject(problem(429, 'too-many-requests'));
    expect((await search(other.mentor, 'crowd')).status).toBe(200);
  });
  const newYorkerInIt = () => leaving.mentor;

  it('are kept by who they are, told to nobody, and shown by name to me alone', async () => {
    const [one] = await found(other.mentee, nameOf(gone.mentor));
    const id = one?.id ?? '';
    const changed = await product.want(contract.Participations, other.mentee, 'PUT', partOf(cast), {
      exclusions: [id, 'typed@elsewhere.example'],
      wishes: [(await meOf(gone.mentee)).personId],
    });
    expect(changed.participations[0]?.exclusions).toEqual([id, 'typed@elsewhere.example']);
    expect((await profileOf(other.mentee)).people).toContainEqual(one);
    const mineId = (await meOf(other.mentee)).personId ?? '';
    for (const path of ['/my/profile', '/my/participations', '/my/pairings', '/my/data']) {
      expect(JSON.stringify((await product.api(gone.mentor, 'GET', path)).body)).not.toContain(mineId);
    }
    const seen = JSON.stringify([
      await peopleOf(product, cast.path),
      (await product.api(lead, 'GET', `${cast.path}/pairings`)).body,
      (await product.api(lead, 'GET', `${cast.path}/matching`)).body,
    ]);
    expect(seen).not.toContain('exclusions');
    expect(seen).not.toContain('typed@elsewhere.example');
  });

  it('have to be in the programme where they are picked, and cannot be me', async () => {
    const meId = (await meOf(other.mentee)).personId;
    for (const name of [randomUUID(), meId]) {
      const answer = await product.api(other.mentee, 'PUT', partOf(cast), { exclusions: [name] });
      expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'exclusions', value: name }] } });
    }
  });
});

describe('signing up in the tab', () => {
  let open: contract.Programme;
  beforeAll(async () => {
    open = await makeProgramme(product, {
      name: 'Autumn',
      openToSignUp: true,
      topics: [{ key: 'ai', label: 'AI', sensitive: false }, { key: 'law', label: 'Law', sensitive: false }, faith],
    });
  });
  const answers = (more: object = {}) => ({
    programmeId: open.id,
    role: 'mentee',
    topics: [faith.key, 'ai'],
    languages: ['en'],
    capacity: 2,
    ...more,
  });

  it('names the programmes that are open to me', async () => {
    const { programmes } = await product.want(OpenProgrammes, secondLead, 'GET', '/my/open-programmes');
    expect(programmes).toEqual([expect.objectContaining({ id: open.id, name: 'Autumn', topics: open.topics })]);
  });

  it.each([
    [{ topics: ['nonsense'] }, 'topics'],
    [{ topics: [] }, 'topics'],
    [{ capacity: 4 }, 'capacity'],
    [{ languages: [] }, 'languages'],
    [{ role: 'boss' }, 'role'],
  ])('names what is wrong with %j, and enrols nobody', async (more, field) => {
    const answer = await product.api(secondLead, 'POST', '/my/sign-ups', answers(more));
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field }] } });
    expect((await mine(secondLead)).participations).toEqual([]);
  });

  it('takes private topics too, in my order, once', async () => {
    const enrolled = await Promise.all([
      product.want(contract.Participations, secondLead, 'POST', '/my/sign-ups', answers()),
      product.want(contract.Participations, secondLead, 'POST', '/my/sign-ups', answers()),
    ]);
    for (const { participations } of enrolled) {
      expect(participations).toMatchObject([
        { programmeId: open.id, role: 'mentee', topics: [faith.key, 'ai'], capacity: 2 },
      ]);
    }
    const { programmes } = await product.want(OpenProgrammes, secondLead, 'GET', '/my/open-programmes');
    expect(programmes).toEqual([]);
  });

  it('is not for a programme that is not open', async () => {
    const answer = await product.api(secondLead, 'POST', '/my/sign-ups', answers({ programmeId: cast.programme.id }));
    expect(answer).toMatchObject(problem(409, 'not-open-to-sign-up'));
  });
});

describe('leaving a programme', () => {
  it('ends my pairing there with its meetings, and nobody asks why', async () => {
    const { series } = await asTheLeadSees(product, cast, leaving);
    const left = await product.want(contract.Participations, leaving.mentee, 'POST', `${partOf(cast)}/leave`);
    expect(left.participations).toEqual([]);
    expect(await product.api(leaving.mentee, 'POST', `${partOf(cast)}/leave`)).toMatchObject(problem(404, 'not-found'));
    expect((await myPairing(product, leaving.mentor, leaving)).state).toBe('closed');
    await until(async () => (await meetingsInCalendar(product, leaving.mentor, series?.joinUrl ?? null)).length === 0);
    const { people } = await peopleOf(product, cast.path);
    expect(people.find((one) => one.userPrincipalName === leaving.mentee)?.role).toBeNull();
  });
});

describe('somebody with a whole history', () => {
  const words = {
    question: 'What would a heron ask here?',
    agenda: 'Why nobody reads my letters',
    suggested: 'How a day in the site office goes',
    heard: 'Reports take a week longer than I thought',
    will: 'Read every report within a day',
    corrected: 'Two weeks, and nobody answers',
    mine: 'I talked far too much about myself',
    theirs: 'She never asked me anything',
    help: 'Could we talk about how this goes',
  };
  const checkIn = (text: string) => ({
    tookPlace: 'yes',
    whoTalked: 'mostly-me',
    spokeOpenly: 'partly',
    menteesAgenda: 'yes',
    summedUp: 'no',
    words: text,
    areWordsShared: false,
  });
  let personId: string;
  let objectId: string;
  let joinUrl: string | null;

  beforeAll(async () => {
    const { mentee, mentor } = gone;
    const act = (person: string, method: string, path: string, body?: unknown) =>
      product.want(contract.MyPairings.or(contract.Meeting).or(contract.HelpChoices), person, method, path, body);
    personId = (await meOf(mentee)).personId ?? '';
    objectId = await product.objectId(mentee);
    joinUrl = (await asTheLeadSees(product, cast, gone)).series?.joinUrl ?? null;
    await product.want(contract.Participations, mentee, 'PUT', partOf(cast), {
      exclusions: ['somebody.else@aldermoor.example'],
      capacity: 2,
    });
    await product.want(MyProfile, mentee, 'PUT', '/my/profile', {
      ownHours: { timeZone: 'Europe/Dublin', days: [1, 2, 3, 4, 5], start: '07:30', end: '18:15' },
    });
    const first = await firstMeeting(product, mentee, gone);
    await act(mentor, 'POST', `/my/meetings/${first.id}/agenda`, { text: words.suggested });
    await act(mentee, 'POST', `/my/meetings/${first.id}/agenda`, { text: words.agenda, questions: [words.question] });
    await act(mentee, 'POST', `/my/meetings/${first.id}/agenda/publish`);
    const peopleIds = new Map(
      (await peopleOf(product, cast.path)).people.map((one) => [one.userPrincipalName, one.id]),
    );
    await product.want(contract.Decisions, lead, 'POST', `${cast.path}/decisions`, {
      decisions: [{ kind: 'forbid', menteeId: personId, mentorId: peopleIds.get(other.mentor) }],
    });
    await product.travelTo(first.endsAt);
    const checkInOf = async (person: string) => (await firstMeeting(product, person, gone)).checkIn?.id;
    await until(async () => (await checkInOf(mentee)) !== undefined);
    await act(mentee, 'POST', `/my/check-ins/${(await checkInOf(mentee)) ?? ''}`, checkIn(words.mine));
    await act(mentor, 'POST', `/my/check-ins/${(await checkInOf(mentor)) ?? ''}`, checkIn(words.theirs));
    await act(mentee, 'POST', `/my/meetings/${first.id}/summary`, {
      version: 1,
      text: words.heard,
      commitment: words.will,
    });
    await act(mentor, 'POST', `/my/meetings/${first.id}/summary/verdict`, {
      version: 1,
      verdict: 'partly',
      commitmentVerdict: 'yes',
      correction: words.corrected,
    });
    await act(mentee, 'POST', `/my/pairings/${gone.pairingId}/help`, { to: 'lead', wants: 'talk', words: words.help });
    // As they would answer at the end of the programme.
    await product.database.asAdmin(
      `insert into another_round (tenant_id, participant_id, answer, role, answered_at)
       select tenant_id, id, 'yes', 'mentor', now() from participant where person_id = $1`,
      [personId],
    );
    await rowsAtRest(product);
  });

  it('is given all of it, and nothing of the other one’s private answers', async () => {
    const answer = await product.api(gone.mentee, 'GET', '/my/data');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { data } = MyData.parse(answer.body);
    const text = JSON.stringify(data);
    for (const own of [
      words.agenda,
      words.question,
      words.heard,
      words.will,
      words.mine,
      words.help,
      gone.mentee,
      '07:30',
      'somebody.else@',
    ]) {
      expect(text).toContain(own);
    }
    for (const theirs of [words.theirs, words.suggested, words.corrected, 'exclusions":["typed']) {
      expect(text).not.toContain(theirs);
    }
    const empty = Object.entries(data).flatMap(([part, rows]) => (rows.length === 0 ? [part] : []));
    // They lead nothing; all else has something of theirs.
    expect(empty.toSorted()).toEqual(['closing', 'leadAct', 'matchingDecision', 'programme', 'round']);
    const mentors = JSON.stringify((await product.api(gone.mentor, 'GET', '/my/data')).body);
    expect(mentors).toContain(words.theirs);
    expect(mentors).toContain(words.corrected);
    for (const theirs of [words.mine, words.help, words.heard, 'somebody.else@']) expect(mentors).not.toContain(theirs);
  });

  it('says so on purpose', async () => {
    for (const body of [{}, { confirmed: false }, { confirmed: 'yes' }]) {
      expect((await product.api(gone.mentee, 'POST', '/my/data/erase', body)).status).toBe(400);
    }
    expect((await meOf(gone.mentee)).personId).toBe(personId);
  });

  it('is erased everywhere, at once, however often they ask', async () => {
    const erased = await Promise.all(
      [1, 2, 3].map(() => product.want(Erased, gone.mentee, 'POST', '/my/data/erase', { confirmed: true })),
    );
    expect(erased).toEqual([1, 2, 3].map(() => ({ erased: true })));
    await until(
      async () =>
        (await meetingsInCalendar(product, gone.mentor, joinUrl)).filter(
          ({ startsAt, isCancelled }) => !isCancelled && startsAt > '2027-02-20',
        ).length === 0,
    );
    const rows = await rowsAtRest(product);
    const traces = [
      gone.mentee,
      nameOf(gone.mentee),
      objectId,
      '07:30',
      'Europe/Dublin',
      'somebody.else@aldermoor.example',
      words.agenda,
      words.question,
      words.heard,
      words.will,
      words.mine,
      words.help,
    ];
    for (const [table, all] of Object.entries(rows)) {
      for (const trace of traces)
        expect([table, trace, all.filter((row) => row.includes(trace))]).toEqual([table, trace, []]);
    }
    // A nameless one is left where somebody else's rows need them.
    const left = Object.entries(rows).flatMap(([table, all]) =>
      all.some((row) => row.includes(personId)) ? [table] : [],
    );
    expect(left).toEqual(['matching_decision', 'pairing', 'person']);
    const { rows: rounds } = await product.database.asAdmin('select input from round where input is not null');
    for (const { input } of rounds) expect((await unzip(input as Buffer)).includes(personId)).toBe(false);
  });

  it('leaves the other one their own words, the history, and a line that it has ended', async () => {
    const theirs = JSON.stringify((await product.api(gone.mentor, 'GET', '/my/data')).body);
    for (const own of [words.theirs, words.corrected, words.suggested]) expect(theirs).toContain(own);
    expect(await myPairing(product, gone.mentor, gone)).toMatchObject({
      state: 'closed',
      partner: { displayName: '—' },
    });
    const seen = await asTheLeadSees(product, cast, gone);
    expect(seen).toMatchObject({ state: 'closed', meetingsHeld: 1, mentee: { displayName: '—' } });
    const { people } = await peopleOf(product, cast.path);
    expect(people.map(({ id }) => id)).not.toContain(personId);
  });

  it('hears a goodbye once, and is nobody here any more', async () => {
    const goodbyes = (await saidTo(product, gone.mentee)).filter((said) => wordsOf(said).includes('is erased'));
    expect(goodbyes).toHaveLength(1);
    expect(await meOf(gone.mentee)).toMatchObject({ personId: null });
    expect(await myPairings(product, gone.mentee)).toEqual([]);
    expect((await mine(gone.mentee)).participations).toEqual([]);
    const { data } = await product.want(MyData, gone.mentee, 'GET', '/my/data');
    expect(Object.values(data).flat()).toEqual([]);
  });

  it('may come back with a later file, as somebody new', async () => {
    await importPeople(
      product,
      cast.path,
      fileOf([{ userPrincipalName: gone.mentee, seniority: '6', role: 'mentee', topics: gone.topic.key }]),
    );
    const { personId: again } = await meOf(gone.mentee);
    expect(again).not.toBeNull();
    expect(again).not.toBe(personId);
    expect(await myPairings(product, gone.mentee)).toEqual([]);
    // The matching goes on without what is gone.
    expect((await match(product, cast.path)).state).toBe('proven');
  });

  it('may be somebody who leads', async () => {
    await product.want(Erased, lead, 'POST', '/my/data/erase', { confirmed: true });
    const rows = await rowsAtRest(product);
    const leads = await product.objectId(lead);
    for (const [table, all] of Object.entries(rows)) {
      expect([table, all.filter((row) => row.includes(leads) || row.includes(nameOf(lead)))]).toEqual([table, []]);
    }
    const { rows: kept } = await product.database.asAdmin('select kind, number from matching_decision');
    expect(kept).toEqual([{ kind: 'forbid', number: 1 }]);
  });
});
