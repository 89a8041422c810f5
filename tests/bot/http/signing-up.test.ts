import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import {
  ask,
  buttonsOf,
  cardsWith,
  cardWith,
  install,
  press,
  saidTo,
  tap,
  wordsOf,
  write,
  type Said,
} from '../../support/product/chat.ts';
import { bystander, couples, fileOf, lead, nameOf, newYorker } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { importPeople, makeProgramme, match, pairingsOf, peopleOf, programmeAt } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const topics = ['AI', 'Law', 'Data', 'Travel', 'Tools', 'Teams'].map((label) => ({
  key: label.toLowerCase(),
  label,
  sensitive: false,
}));
const faith = { key: 'faith', label: 'Faith and belief', sensitive: true };
type Couple = (typeof couples)[number];
const [{ mentor }, { mentee }, told, quietOnes] = couples as unknown as [Couple, Couple, Couple, Couple];

let product: Product;
let path: string;
let programmeId: string;
beforeAll(async () => {
  product = await startProduct();
  ({ id: programmeId } = await makeProgramme(product, { openToSignUp: true, topics: [...topics, faith] }));
  path = `/programmes/${programmeId}`;
});
afterAll(() => product.stop());

const titlesOf = (card: Said) => buttonsOf(card).map(({ title }) => title);
const enrolled = async (person: string) =>
  (await peopleOf(product, path)).people.find((one) => one.userPrincipalName === person && one.role !== null);
/** Waits until the directory has been asked about somebody; not through the API, which counts requests. */
const mailboxRead = (person: string) =>
  until(async () => {
    const { rows } = await product.database.asAdmin(
      `select from person where user_principal_name = $1 and mailbox ->> 'state' = 'readable'`,
      [person],
    );
    return rows.length === 1;
  });
const last = async (person: string): Promise<Said> => {
  const said = (await saidTo(product, person)).at(-1);
  if (!said) throw new Error('nothing was said');
  return said;
};
/** Fills the form in and sends it; answers what the card shows from then on. */
async function send(person: string, form: Said, answers: Readonly<Record<string, string>>): Promise<string> {
  const usual = { programmeId, role: 'mentee', topics: 'ai', languages: 'en', capacity: '1' };
  return tap(product, person, form.id, 'sign-up.send', { ...usual, ...answers });
}
/** Installs the bot and asks for the form. */
async function openForm(person: string): Promise<Said> {
  await install(product, person);
  return press(product, person, await last(person), 'Sign up');
}

describe('somebody who meets the bot while a programme is open', () => {
  it('hears what it is, who sees what and how to stop it, and may sign up, read on, or leave it', async () => {
    await install(product, bystander);
    const card = await last(bystander);
    expect(titlesOf(card)).toEqual(['Sign up', 'How it works', 'Not now']);
    for (const text of ['the leader is the learner', 'seen by you alone', 'Write “stop” and I am quiet']) {
      expect(wordsOf(card)).toContain(text);
    }
    const later = await press(product, bystander, card, 'Not now');
    expect(wordsOf(later)).toContain('Write “sign me up” whenever you like');
    const form = await press(product, bystander, later, 'Sign up');
    expect(wordsOf(form)).toContain('Sign up for Spring');
    // What is private is chosen in the tab, and is not named here.
    expect(wordsOf(form)).not.toContain(faith.label);
    expect(wordsOf(form)).toContain('Some topics are private');
    expect(await enrolled(bystander)).toBeUndefined();
    const { rows } = await product.database.asAdmin('select from person');
    expect(rows).toEqual([]);
  });

  it.each([
    [{ role: '' }, 'Say first whether'],
    [{ topics: '' }, 'Choose at least one topic'],
    [{ topics: topics.map(({ key }) => key).join(',') }, 'Choose at most five topics'],
    [{ topics: 'faith' }, 'The topics have changed'],
    [{ topics: 'nonsense' }, 'The topics have changed'],
    [{ languages: '' }, 'Choose at least one language'],
    [{ capacity: '4' }, 'three at most'],
  ])('is told what is wrong with %j, and is not enrolled', async (answers, problem) => {
    const form = (await cardWith(product, bystander, 'sign-up.send')) satisfies Said;
    expect(await send(bystander, form, answers)).toContain(problem);
    expect(await enrolled(bystander)).toBeUndefined();
  });

  it('is enrolled once, however often and from wherever they say so, and read from the directory', async () => {
    const form = await cardWith(product, bystander, 'sign-up.send');
    const shown = await Promise.all(
      Array.from({ length: 4 }, () => send(bystander, form, { languages: 'en,pl', topics: 'law,ai' })),
    );
    expect(shown.filter((card) => card.includes('You are signed up for Spring'))).toHaveLength(1);
    expect(shown.filter((card) => card.includes('Nothing has changed'))).toHaveLength(3);
    const { rows } = await product.database.asAdmin(
      `select p.topics, p.capacity, person.languages, person.display_name as name from participant p
       join person on person.id = p.person_id`,
    );
    expect(rows).toEqual([{ topics: ['law', 'ai'], capacity: 1, languages: ['en', 'pl'], name: nameOf(bystander) }]);
    await mailboxRead(bystander);
    const manager = await product.database.asAdmin(
      'select from person p join person m on m.id = p.manager_id where p.user_principal_name = $1',
      [bystander],
    );
    expect(manager.rows).toHaveLength(1);
    // What they said themselves stays, whatever the mailbox says.
    const { rows: after } = await product.database.asAdmin(
      'select languages from person where user_principal_name = $1',
      [bystander],
    );
    expect(after).toEqual([{ languages: ['en', 'pl'] }]);
    // Nobody else is told, and they hear of it from the card alone.
    const { rows: notices } = await product.database.asAdmin('select from notice');
    expect(notices).toEqual([]);
  });

  it('may change all of it while they are not paired', async () => {
    const card = await cardWith(product, bystander, 'sign-up.look');
    const form = await press(product, bystander, card, 'Change this');
    expect(wordsOf(form)).toContain('How you take part in Spring');
    expect(await send(bystander, form, { role: 'mentor', topics: 'data', capacity: '5' })).toContain('Changed: how');
    expect(await enrolled(bystander)).toMatchObject({ role: 'mentor', topics: ['Data'] });
    expect(await send(bystander, form, { role: 'mentee', topics: 'data' })).toContain('Changed: how');
  });

  it('keeps the private topics that they chose in the tab', async () => {
    await product.want(contract.Participations, bystander, 'PUT', `/my/participations/${programmeId}`, {
      topics: ['faith', 'data'],
    });
    const form = await cardWith(product, bystander, 'Changed: how');
    expect(await send(bystander, form, { topics: 'law' })).toContain('Changed: how');
    const { rows } = await product.database.asAdmin('select topics from participant');
    expect(rows).toEqual([{ topics: ['faith', 'law'] }]);
  });
});

describe('two who have signed up', () => {
  it('are paired, read why, and sign what both have agreed on', async () => {
    await send(mentee, await openForm(mentee), { role: 'mentee', topics: 'travel', languages: 'en' });
    await send(mentor, await openForm(mentor), { role: 'mentor', topics: 'travel', languages: 'en' });
    for (const one of [mentee, mentor]) await mailboxRead(one);
    expect((await match(product, path)).state).toBe('proven');
    await product.want(contract.Pairings, lead, 'POST', `${path}/publish`);

    const offer = await cardWith(product, mentee, 'pairing.accept');
    for (const text of [
      nameOf(mentor),
      'At work in:',
      'Travel',
      'Why you two:',
      'levels apart',
      'a no needs no reason',
    ]) {
      expect(wordsOf(offer)).toContain(text);
    }
    await press(product, mentee, offer, 'Yes, gladly');
    await press(product, mentor, await cardWith(product, mentor, 'pairing.accept'), 'Yes, gladly');
    for (const one of [mentee, mentor]) {
      const card = await cardWith(product, one, 'agreement.sign');
      for (const text of [nameOf(mentee), nameOf(mentor), '48 hours', 'every week', 'in danger or the law asks']) {
        expect(wordsOf(card)).toContain(text);
      }
      if (one === mentee) {
        // Whoever would rather talk first is shown with whom, and the agreement waits.
        expect(wordsOf(await press(product, one, card, 'Talk to someone first'))).toContain('help.ask');
        const again = await ask(product, one, 'my pairing');
        await press(product, one, again, 'I agree');
      } else await press(product, one, card, 'I agree');
    }
    const [pairing] = (await pairingsOf(product, path)).pairings;
    expect(pairing).toMatchObject({ state: 'active' });
  });

  it('keep their roles, and may change the rest', async () => {
    await install(product, mentee);
    const card = await cardWith(product, mentee, 'Hello');
    const stands = await press(product, mentee, card, 'My pairing');
    expect(wordsOf(stands)).toContain(`Your mentor: ${nameOf(mentor)}`);
    expect(wordsOf(stands)).toContain('Since Mon 1 Feb, in Spring');
    const signedUp = await cardWith(product, mentee, 'sign-up.look');
    const form = await press(product, mentee, signedUp, 'Change this');
    expect(wordsOf(form)).toContain('You have a mentor in this programme, so your role stays');
    expect(await send(mentee, form, { role: 'mentor' })).toContain('your role cannot change');
    expect(await send(mentee, form, { role: 'mentee', topics: 'ai,travel' })).toContain('Changed: how');
    expect(await enrolled(mentee)).toMatchObject({ role: 'mentee' });
  });
});

describe('a programme that is closed, or over', () => {
  it('takes nobody in, says so, and lets those within go on changing', async () => {
    const form = await openForm(newYorker);
    const { version, id: _id, ...input } = await product.want(contract.Programme, lead, 'GET', path);
    const closed = { ...input, openToSignUp: false, version };
    await product.want(contract.Programme, lead, 'PUT', path, closed);
    expect(await send(newYorker, form, {})).toContain('not open to sign up for now');
    expect(await enrolled(newYorker)).toBeUndefined();
    const theirs = await cardWith(product, bystander, 'sign-up.look');
    expect(wordsOf(await press(product, bystander, theirs, 'Change this'))).toContain('How you take part');
  });
});

describe('people who are brought in', () => {
  it('are told once, when the bot can reach them, and not what they chose themselves', async () => {
    await install(product, told.mentee);
    const file = fileOf([
      { userPrincipalName: told.mentee, role: 'mentee', seniority: '6', topics: 'law' },
      { userPrincipalName: told.mentor, role: 'mentor', seniority: '0', topics: 'law' },
      { userPrincipalName: bystander, role: 'mentee', seniority: '5', topics: 'law' },
    ]);
    await importPeople(product, path, file);
    const card = await cardWith(product, told.mentee, 'You take part in Spring');
    expect(wordsOf(card)).toContain('added you as somebody who would like a mentor');
    expect(titlesOf(card)).toEqual(['My topics', 'How it works', 'Who sees what', 'I would rather not']);
    expect(wordsOf(await press(product, told.mentee, card, 'I would rather not'))).toContain('you need no reason');
    await importPeople(product, path, file);
    const { rows } = await product.database.asAdmin(`select state from notice where subject ->> 'kind' = 'enrolled'`);
    expect(rows).toEqual([{ state: 'sent' }]);
  });
});

describe('somebody who asks for quiet', () => {
  it('hears nothing of themselves until they like to again, and then what waited', async () => {
    const { mentee: person } = quietOnes;
    await install(product, person);
    expect(wordsOf(await ask(product, person, 'Stop!'))).toContain('I am quiet from now on');
    const { id, couple } = await offered(person);
    await until(async () => (await offersTo(id)) === 'undeliverable');
    expect(await cardsWith(product, person, 'pairing.accept')).toEqual([]);
    // Asked, it answers all the same.
    expect(titlesOf(await ask(product, person, 'what now'))[0]).toBe('Write to me again');
    const [first, ...waited] = await write(product, person, 'start');
    expect(wordsOf(first as Said)).toContain('you hear from me again');
    expect(waited.map((card) => buttonsOf(card)[0]?.data)).toContainEqual({ pairingId: id, verb: 'pairing.accept' });
    expect(await offersTo(id)).toBe('sent');
    expect(wordsOf(await press(product, person, waited.at(-1) as Said, 'Yes, gladly'))).toContain(
      nameOf(couple.mentor),
    );
  });
});

/** Offers somebody a mentor, in a programme of their own. */
async function offered(person: string) {
  const { couples: of } = await programmeAt(product, 'published', {
    couples: [{ mentee: person, mentor: quietOnes.mentor }],
    programme: { name: 'Autumn' },
  });
  const [couple] = of;
  if (!couple) throw new Error('nobody was paired');
  return { id: couple.pairingId, couple };
}
async function offersTo(pairingId: string): Promise<unknown> {
  const { rows } = await product.database.asAdmin(
    `select state from notice where subject ->> 'kind' = 'offer' and about = $1`,
    [pairingId],
  );
  return rows[0]?.['state'];
}

describe('words', () => {
  it.each([
    ['sign me up', 'How you take part'],
    ['What about my pairing?', nameOf(mentor)],
    ['Who sees what?', 'Your manager: nothing'],
    ['how does this work', 'You say which topics'],
    ['I want to leave', 'open your profile in the Vantage tab'],
    ['mumble', 'Say “hi”'],
  ])('%s is answered', async (text, said) => {
    expect(wordsOf(await ask(product, mentee, text))).toContain(said);
  });
});
