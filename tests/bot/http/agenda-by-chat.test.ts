import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import {
  buttonsOf,
  cardsWith,
  cardWith,
  install,
  saidTo,
  tap,
  wordsOf,
  type Said,
} from '../../support/product/chat.ts';
import { bystander, couples } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { asTheLeadSees, myPairing, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';
import { t, when } from '../../support/texts.ts';

const [publishVerb, suggestVerb] = ['agenda.publish', 'agenda.suggest'];

let product: Product;
let cast: Cast;
/** In the order of their first meetings. */
let early: Couple, middle: Couple, late: Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', {
    couples: couples.slice(0, 3),
    withBot: true,
    common: [
      { key: 'ai-tools', label: 'AI tools', sensitive: false },
      { key: 'faith', label: 'Faith at work', sensitive: true },
    ],
  });
  const firsts = await Promise.all(
    cast.couples.map(async (couple) => ({ couple, startsAt: (await meetingOf(couple, 1)).startsAt })),
  );
  [early, middle, late] = firsts.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)).map(({ couple }) => couple) as [
    Couple,
    Couple,
    Couple,
  ];
});
afterAll(() => product.stop());

async function meetingOf(couple: Couple, number: number, person = couple.mentee): Promise<contract.Meeting> {
  const found = (await myPairing(product, person, couple)).meetings.find((one) => one.number === number);
  if (!found) throw new Error(`there is no meeting ${number}`);
  return found;
}

interface Planned {
  readonly kind: string;
  readonly state: string;
  readonly occasion: string | null;
  readonly sendAfter: Temporal.Instant;
}
async function noticesAbout(meetingId: string, kind?: string): Promise<readonly Planned[]> {
  const { rows } = await product.database.asAdmin(
    `select subject->>'kind' as kind, subject->>'occasion' as occasion, state, send_after from notice
     where about = $1 and subject->>'kind' like 'agenda%' order by id`,
    [meetingId],
  );
  return rows
    .map((row) => ({
      kind: String(row['kind']),
      state: String(row['state']),
      occasion: row['occasion'] as string | null,
      sendAfter: Temporal.Instant.fromEpochMilliseconds(new Date(row['send_after'] as string).getTime()),
    }))
    .filter((one) => kind === undefined || one.kind === kind);
}
/** Waits until everything is planned for the time at which the meeting is now. */
async function planned(couple: Couple, number: number): Promise<contract.Meeting> {
  let meeting = await meetingOf(couple, number);
  await until(async () => {
    meeting = await meetingOf(couple, number);
    const { rows } = await product.database.asAdmin(
      'select id from meeting where id = $1 and agenda_planned_for = starts_at and starts_at = $2',
      [meeting.id, meeting.startsAt],
    );
    return rows.length > 0;
  });
  return meeting;
}
const timeOf = async (meetingId: string, kind: string): Promise<Temporal.Instant> => {
  const found = (await noticesAbout(meetingId, kind)).at(-1);
  if (!found) throw new Error(`no ${kind} is planned`);
  return found.sendAfter;
};
/** Waits until everything that was due at that time has been said, or dropped. */
const nothingIsDue = (at: Temporal.Instant) =>
  until(async () => {
    const { rows } = await product.database.asAdmin(
      `select id from notice where state in ('planned', 'sending') and send_after <= $1`,
      [at.toString()],
    );
    return rows.length === 0;
  });
async function travelAndSettle(at: Temporal.Instant): Promise<void> {
  await product.travelTo(at);
  await nothingIsDue(at);
}
const questionsAbout = (couple: Couple, meetingId: string) => cardsWith(product, couple.mentee, publishVerb, meetingId);
const dataOf = (card: Said): Readonly<Record<string, string>> => buttonsOf(card)[0]?.data ?? {};
const pick = (person: string, card: Said, verb: string, picked: Readonly<Record<string, string>>) =>
  tap(product, person, card.id, verb, { ...dataOf(card), ...picked });
const shownOn = async (person: string, cardId: string): Promise<string> => {
  const card = (await saidTo(product, person)).find(({ id }) => id === cardId);
  return card ? wordsOf(card) : '';
};

describe('three working days before a meeting', () => {
  it('both are asked, the mentee for the agenda, and not an hour sooner', async () => {
    const meeting = await planned(early, 1);
    const asked = await timeOf(meeting.id, 'agenda-question');
    const start = Temporal.Instant.from(meeting.startsAt);
    const local = (at: Temporal.Instant) => at.toZonedDateTimeISO('Europe/London');
    expect(local(asked).toPlainDate().until(local(start).toPlainDate()).days).toBeGreaterThanOrEqual(3);
    expect(local(asked).toPlainTime().toString()).toBe(local(start).toPlainTime().toString());
    await travelAndSettle(asked.subtract({ hours: 1 }));
    await travelAndSettle(asked.subtract({ minutes: 1 }));
    expect(await questionsAbout(early, meeting.id)).toEqual([]);
    expect(await cardsWith(product, early.mentor, suggestVerb, meeting.id)).toEqual([]);
    await travelAndSettle(asked);
    const card = await cardWith(product, early.mentee, publishVerb, meeting.id);
    await cardWith(product, early.mentor, suggestVerb, meeting.id);
    expect(wordsOf(card)).toContain(t('openQuestions.ai', { returnObjects: true })[0]);
    expect(wordsOf(card)).toContain('AI tools');
    expect(wordsOf(card)).toContain(early.topic.label);
  });

  it('each once, wherever the server stops and starts meanwhile', async () => {
    const meeting = await meetingOf(early, 1);
    await product.close();
    await product.restart();
    await travelAndSettle((await product.now()).add({ hours: 1 }));
    expect(await questionsAbout(early, meeting.id)).toHaveLength(1);
    expect(await cardsWith(product, early.mentor, suggestVerb, meeting.id)).toHaveLength(1);
    expect((await noticesAbout(meeting.id)).map(({ kind }) => kind).toSorted()).toEqual([
      'agenda-question',
      'agenda-reminder',
      'agenda-suggestion',
    ]);
  });

  it('and no private topic is on any card', async () => {
    for (const { mentee, mentor } of cast.couples) {
      for (const person of [mentee, mentor]) {
        for (const said of await saidTo(product, person)) {
          expect(wordsOf(said)).not.toMatch(/faith/i);
        }
      }
    }
  });
});

describe('a card about an agenda', () => {
  it('shows the mentee what the mentor suggests later, and nobody else takes part', async () => {
    const { id } = await meetingOf(early, 1);
    const theirs = await cardWith(product, early.mentor, suggestVerb, id);
    const mine = await cardWith(product, early.mentee, publishVerb, id);
    await install(product, bystander);
    for (const person of [early.mentor, middle.mentee, middle.mentor, bystander]) {
      expect(await pick(person, mine, publishVerb, { text: 'Not mine' })).toContain(t('noLongerOpen.not-yours'));
    }
    expect(await pick(early.mentee, theirs, suggestVerb, { text: 'Not mine' })).toContain(t('noLongerOpen.not-yours'));
    expect(await pick(early.mentor, theirs, suggestVerb, {})).toContain(t('agenda.problem.nothing'));

    for (let tries = 0; tries < 2; tries += 1) {
      const shown = await pick(early.mentor, theirs, suggestVerb, { text: 'The town hall', questions0: '0' });
      expect(shown).toContain('The town hall');
      expect(shown).not.toContain(suggestVerb);
    }
    await until(async () => (await shownOn(early.mentee, mine.id)).includes('The town hall'));
    const { agenda } = await meetingOf(early, 1);
    expect(agenda.map(({ state }) => state)).toEqual(['suggested', 'suggested']);
    expect(agenda.some(({ text }) => text === 'The town hall')).toBe(true);
    expect(JSON.stringify(agenda)).not.toContain('Not mine');
  });

  it('publishes what the mentee picked and wrote, once, however often it is tapped', async () => {
    const { id, agenda: before } = await meetingOf(early, 1);
    const card = await cardWith(product, early.mentee, publishVerb, id);
    const wanted = before.find(({ text }) => text === 'The town hall')?.id ?? '';
    const data = dataOf(card);
    const [about] = Object.entries(data).find(([key]) => key.startsWith('topic')) ?? [''];
    const number = about.replace('topic', '');
    const picked = { questions0: number, text: '  What *you* see  ', suggestions: wanted };
    const shown = await Promise.all([1, 2, 3].map(() => pick(early.mentee, card, publishVerb, picked)));
    for (const one of shown) expect(one).toContain(t('agenda.title', { name: '' }).trim());
    const meeting = await meetingOf(early, 1);
    expect(meeting.agendaPublishedAt).not.toBeNull();
    const taken = meeting.agenda.filter(({ state }) => state === 'taken-in').map(({ text }) => text);
    expect(taken.toSorted()).toEqual(
      ['The town hall', 'What *you* see', `${early.topic.label}: ${data[`question${number}`] ?? ''}`].toSorted(),
    );
    // A card from before changes nothing any more.
    await pick(early.mentee, card, publishVerb, { text: 'Too late' });
    expect((await meetingOf(early, 1)).agenda).toEqual(meeting.agenda);

    const told = await cardWith(product, early.mentor, String.raw`What \\*you\\* see`);
    expect(wordsOf(told)).toContain('The town hall');
    await until(async () => {
      const { rows } = await product.database.asAdmin(
        `select id from pgboss.job where name = 'invitation.update' and data->'data'->>'meetingId' = $1`,
        [id],
      );
      return rows.length === 1;
    });
  });

  it('of the mentor shows what is changed later, on one card', async () => {
    const { id, agenda } = await meetingOf(early, 1);
    await product.want(contract.Meeting, early.mentee, 'POST', `/my/meetings/${id}/agenda`, { text: 'One thing more' });
    const first = agenda[0]?.id ?? '';
    await product.want(contract.Meeting, early.mentee, 'DELETE', `/my/meetings/${id}/agenda/${first}`);
    await product.want(contract.Meeting, early.mentee, 'POST', `/my/meetings/${id}/agenda/publish`);
    await cardWith(product, early.mentor, 'One thing more');
    expect((await noticesAbout(id, 'agenda-published')).map(({ state }) => state)).toEqual(['sent']);
  });

  it('asks again for something where nothing was picked, and keeps nothing of too much', async () => {
    const meeting = await planned(middle, 1);
    await travelAndSettle(await timeOf(meeting.id, 'agenda-question'));
    const card = await cardWith(product, middle.mentee, publishVerb, meeting.id);
    expect(await pick(middle.mentee, card, publishVerb, { text: '  ' })).toContain(t('agenda.problem.nothing'));
    expect((await meetingOf(middle, 1)).agendaPublishedAt).toBeNull();
    const path = `/my/meetings/${meeting.id}/agenda`;
    for (let index = 0; index < 12; index += 1) {
      await product.want(contract.Meeting, middle.mentee, 'POST', path, { text: `Point ${index}` });
    }
    expect(await pick(middle.mentee, card, publishVerb, { text: 'The thirteenth' })).toContain(
      t('agenda.problem.too-much'),
    );
    expect((await meetingOf(middle, 1)).agenda).toHaveLength(12);
  });
});

describe('a reminder', () => {
  it('comes once, and only where nothing is published', async () => {
    const [first, second] = [await planned(early, 2), await planned(middle, 2)];
    const latest = async (kind: string) =>
      [await timeOf(first.id, kind), await timeOf(second.id, kind)].toSorted((a, b) =>
        Temporal.Instant.compare(a, b),
      )[1] as Temporal.Instant;
    await travelAndSettle(await latest('agenda-question'));
    const card = await cardWith(product, early.mentee, publishVerb, first.id);
    await pick(early.mentee, card, publishVerb, { text: 'In time' });
    await travelAndSettle(await latest('agenda-reminder'));
    await cardWith(product, middle.mentee, t('agenda.reminder'), second.id);
    for (const hours of [1, 2, 3]) await travelAndSettle((await latest('agenda-reminder')).add({ hours }));
    expect(await cardsWith(product, middle.mentee, t('agenda.reminder'), second.id)).toHaveLength(1);
    expect(await questionsAbout(middle, second.id)).toHaveLength(2);
    expect(await cardsWith(product, early.mentee, t('agenda.reminder'))).toEqual([]);
    expect((await noticesAbout(first.id, 'agenda-reminder')).map(({ state }) => state)).toEqual(['dropped']);
    // The mentor has heard once, and is not reminded of what nobody has to do.
    expect((await noticesAbout(second.id, 'agenda-suggestion')).map(({ state }) => state)).toEqual(['sent']);
  });

  it('is the last of it: a meeting without an agenda is held, and counted for the lead', async () => {
    const meeting = await meetingOf(middle, 2);
    await travelAndSettle(Temporal.Instant.from(meeting.endsAt).add({ minutes: 1 }));
    await until(async () => (await meetingOf(middle, 2)).state === 'held');
    const seen = await asTheLeadSees(product, cast, middle);
    expect(seen.meetingsWithoutAgenda).toBe(seen.meetingsHeld);
    await until(async () => (await meetingOf(early, 1)).state === 'held');
    const other = await asTheLeadSees(product, cast, early);
    expect(other.meetingsWithoutAgenda).toBeLessThan(other.meetingsHeld);
    await until(async () => (await cardsWith(product, middle.mentee, t('agenda.reminder'), meeting.id)).length === 0);
  });
});

describe('a meeting that moves', () => {
  it('is asked about by its new time, where nobody was asked yet', async () => {
    const before = await planned(late, 3);
    await moveLater(late, 3);
    const after = await planned(late, 3);
    expect(after.startsAt).not.toBe(before.startsAt);
    const [asked, ...more] = await noticesAbout(after.id, 'agenda-question');
    expect(more).toEqual([]);
    expect(Temporal.Instant.from(asked?.occasion ?? '').equals(after.startsAt)).toBe(true);
    expect(asked?.sendAfter.until(after.startsAt).total('hours')).toBeGreaterThan(48);
    expect(asked?.state).toBe('planned');
  });

  it('is not asked about again where somebody was, but the card shows when it is', async () => {
    const meeting = await meetingOf(late, 3);
    const start = Temporal.Instant.from(meeting.startsAt);
    await travelAndSettle(await timeOf(meeting.id, 'agenda-question'));
    const card = await cardWith(product, late.mentee, publishVerb, meeting.id);
    const before = when(start.toZonedDateTimeISO('Europe/London').toString());
    expect(wordsOf(card)).toContain(before);
    await moveLater(late, 3);
    const after = await planned(late, 3);
    const now = when(Temporal.Instant.from(after.startsAt).toZonedDateTimeISO('Europe/London').toString());
    await until(async () => (await shownOn(late.mentee, card.id)).includes(now));
    expect(await noticesAbout(meeting.id, 'agenda-question')).toHaveLength(1);
    const [reminder] = await noticesAbout(meeting.id, 'agenda-reminder');
    expect(Temporal.Instant.from(reminder?.occasion ?? '').equals(after.startsAt)).toBe(true);
  });

  it('is nothing to prepare for once it is left out', async () => {
    const meeting = await meetingOf(late, 3);
    const card = await cardWith(product, late.mentee, publishVerb, meeting.id);
    await product.want(contract.MyPairings, late.mentor, 'POST', `/my/meetings/${meeting.id}/cancel`, {
      isOfferedAgain: false,
    });
    await until(async () => (await meetingOf(late, 3)).state === 'cancelled');
    await until(async () => (await shownOn(late.mentee, card.id)).includes(t('noLongerOpen.closed')));
    await travelAndSettle(Temporal.Instant.from(meeting.startsAt).subtract({ minutes: 30 }));
    expect((await noticesAbout(meeting.id, 'agenda-reminder')).map(({ state }) => state)).toEqual(['dropped']);
  });

  /** Moves a meeting to the last of the times that are offered for it. */
  async function moveLater(couple: Couple, number: number): Promise<void> {
    const { id, startsAt } = await meetingOf(couple, number);
    const { times } = await product.want(contract.MeetingTimes, couple.mentee, 'GET', `/my/meetings/${id}/times`);
    const start = times.findLast((one) => one > startsAt);
    if (start === undefined) throw new Error('no later time is free');
    await product.want(contract.MyPairings, couple.mentee, 'POST', `/my/meetings/${id}/move`, { startsAt: start });
    await until(async () => (await meetingOf(couple, number)).startsAt !== startsAt);
  }
});
