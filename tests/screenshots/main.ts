import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { Insight } from '../../bot/http/contract/insight.ts';
import * as contract from '../../bot/http/contract/contract.ts';
import { isSensitive, labelOf, ladderOf, readFilePeople } from '../../infra/story/organisation.ts';
import { startBrowser } from '../support/browser.ts';
import startPostgres from '../support/database/start.ts';
import stopPostgres from '../support/database/stop.ts';
import { openInTeams, type Surroundings } from '../support/e2e/teams-host.ts';
import { lead } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import {
  agree,
  importPeople,
  makeProgramme,
  match,
  myPairings,
  pairingsOf,
  reviewOf,
  type Couple,
} from '../support/product/stages.ts';
import { until } from '../support/until.ts';

/** Takes the README's pictures of the tab: of a programme of the made-up organisation, two months on its way. */
const folder = fileURLToPath(new URL('../../infra/pictures/', import.meta.url));
/** Bytes that a picture may have. */
const most = 150_000;
/** How wide Teams' side panel is. */
const beside = { width: 320, height: 640 };

await startPostgres();
const product = await startProduct(undefined, undefined, { isInTeams: true });
const browser = await startBrowser();
try {
  await takePictures(await browser.newContext({ locale: 'en-GB' }));
} finally {
  await browser.close();
  await product.stop();
  await stopPostgres();
}

async function takePictures(context: BrowserContext): Promise<void> {
  const take = async (
    name: string,
    person: string,
    around: Partial<Surroundings>,
    isThere: (tab: Awaited<ReturnType<typeof openInTeams>>['tab']) => Promise<unknown>,
  ) => {
    const token = () => product.token(person);
    const { page, tab } = await openInTeams(context, {
      address: product.address,
      token,
      size: { width: 1200, height: 800 },
      ...around,
    });
    await isThere(tab);
    await keep(page, name);
    await page.close();
  };
  const heading = (name: string | RegExp) => (tab: { getByRole: Page['getByRole'] }) =>
    tab.getByRole('heading', { level: 2, name }).first().waitFor();

  const { path, couples } = await matched(product);
  await take('matching', lead, { subPage: '/lead/matching' }, (tab) =>
    tab.getByRole('button', { name: 'Proven best' }).waitFor(),
  );

  await booked(product, path, couples);
  for (const [end, month] of [
    ['2027-02-27', '2027-03'],
    ['2027-03-27', '2027-04'],
  ] as const) {
    await product.travelTo(`${end}T18:00:00Z`);
    await answerCheckIns(product, couples);
    await product.travelTo(`${month}-01T08:00:00Z`);
    await until(async () =>
      (await product.want(Insight, lead, 'GET', `${path}/insight`)).releases.some((one) => one.month === month),
    );
  }
  await answerCheckIns(product, couples);
  const ours = couples[0];
  if (!ours) throw new Error('nobody was paired');
  const next = await agendaSet(product, ours);

  await take('my-mentoring', ours.mentee, { subPage: '/my' }, heading('Next meeting'));
  await take('my-mentoring-dark', ours.mentee, { subPage: '/my', theme: 'dark' }, heading('Next meeting'));
  await take('agenda', ours.mentee, { subPage: `/my/meetings/${next.id}` }, heading(/^Agenda for /));
  const meetingChatId = decodeURIComponent(new URL(next.joinUrl ?? '').pathname.split('/')[3] ?? '');
  await take('side-panel', ours.mentor, { frame: 'sidePanel', meetingChatId, size: beside }, (tab) =>
    tab.getByRole('button', { name: 'Done, next' }).waitFor(),
  );
  await take('pairings', lead, { subPage: '/lead/pairings' }, (tab) => tab.getByText(/^Pairings: \d/).waitFor());
  await take('insight', lead, { subPage: '/lead/insight' }, heading('The four keys over time'));
}

/** Keeps how a page looks once nothing of it changes any more. */
async function keep(page: Page, name: string): Promise<void> {
  let now: Buffer = Buffer.alloc(0);
  await until(async () => {
    const before = now;
    now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    return now.equals(before);
  });
  console.log(`${name}.png: ${Math.round(now.length / 1_000)} kB`);
  if (now.length > most) throw new Error(`${name}.png is larger than ${most} bytes`);
  await writeFile(`${folder}${name}.png`, now);
}

/** The made-up organisation in a programme, and the pairings that are proposed. */
async function matched(on: Product): Promise<{ path: string; couples: readonly Couple[] }> {
  const file = String(await on.control('GET', '/organisation.csv'));
  const people = readFilePeople(file);
  const keys = [...new Set(people.flatMap(({ topics }) => topics))].toSorted();
  const topics = keys.map((key) => ({ key, label: labelOf(key), sensitive: isSensitive(key) }));
  const { id } = await makeProgramme(on, { topics, gradeLadder: [...ladderOf(people)], meetings: 12 });
  const path = `/programmes/${id}`;
  await importPeople(on, path, file);
  await match(on, path);
  const { proposals } = await reviewOf(on, path);
  const couples = proposals.map(({ id: pairingId, mentee, mentor }) => ({
    mentee: mentee.userPrincipalName,
    mentor: mentor.userPrincipalName,
    topic: topics[0] ?? { key: '', label: '', sensitive: false },
    pairingId,
  }));
  return { path, couples };
}

/** Everybody says yes and signs, and times are found for as many as have a calendar. */
async function booked(on: Product, path: string, couples: readonly Couple[]): Promise<void> {
  await on.want(contract.Pairings, lead, 'POST', `${path}/publish`);
  for (const couple of couples) await agree(on, couple);
  await until(async () => {
    const { pairings } = await pairingsOf(on, path);
    return pairings.every(({ series }) => series?.state === 'verified' || series?.state === 'failed');
  }, 120_000);
}

/** Everybody says how the meetings were that they have not said so of. */
async function answerCheckIns(on: Product, couples: readonly Couple[]): Promise<void> {
  for (const [index, couple] of couples.entries()) {
    for (const side of ['mentee', 'mentor'] as const) {
      const now = (await on.now()).toString();
      let mine: contract.MyPairing | undefined;
      await until(async () => {
        mine = (await myPairings(on, couple[side])).find(({ id }) => id === couple.pairingId);
        return mine?.meetings.every(({ endsAt, checkIn }) => endsAt > now || checkIn !== null) === true;
      });
      for (const { checkIn, number } of mine?.meetings ?? []) {
        if (!checkIn || checkIn.answered) continue;
        await on.want(contract.MyPairings, couple[side], 'POST', `/my/check-ins/${checkIn.id}`, {
          tookPlace: 'yes',
          whoTalked: (index + number) % 4 === 0 ? 'mostly-the-other' : 'balanced',
          spokeOpenly: (index + number) % 5 === 0 ? 'partly' : 'yes',
          menteesAgenda: (index + number) % 3 === 0 ? 'partly' : 'yes',
          summedUp: (index + number) % 4 === 1 ? 'no' : 'yes',
          words: null,
          areWordsShared: false,
        });
      }
    }
  }
}

/** The couple's next meeting, with an agenda that both have a part in. */
async function agendaSet(on: Product, { mentee, mentor, pairingId }: Couple): Promise<contract.Meeting> {
  const [mine] = (await myPairings(on, mentee)).filter(({ id }) => id === pairingId);
  const next = mine?.meetings.find(({ state }) => state === 'planned');
  if (!next) throw new Error('no meeting is to come');
  const agenda = `/my/meetings/${next.id}/agenda`;
  await on.want(contract.Meeting, mentee, 'POST', agenda, {
    text: 'How new colleagues find out who decides what',
    questions: ['What do you see every day that I do not?'],
  });
  await on.want(contract.Meeting, mentee, 'POST', agenda, { text: 'What I tried since we last met' });
  await on.want(contract.Meeting, mentee, 'POST', `${agenda}/publish`);
  await on.want(contract.Meeting, mentor, 'POST', agenda, { text: 'The tools you use that I have never opened' });
  return next;
}
