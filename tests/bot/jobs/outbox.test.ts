import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { startSweep } from '../../../bot/jobs/sweep.ts';
import type {
  BotMessage,
  ChatHandlers,
  ConversationReference,
  DeliveryProblem,
  Reply,
  Unreachable,
} from '../../../bot/mentoring/chat/chat.ts';
import { createChatHandlers } from '../../../bot/mentoring/chat/handlers.ts';
import type { NoticeState, NoticeSubject } from '../../../bot/mentoring/notice/notice.ts';
import { planNotice } from '../../../bot/mentoring/notice/plan-notice.ts';
import { sendNotice, updateNotice } from '../../../bot/mentoring/notice/send-notice.ts';
import { answerPairing } from '../../../bot/mentoring/pairing/answer-pairing.ts';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import { lookForPerson } from '../../../bot/mentoring/people/person-left.ts';
import type { Messenger } from '../../../bot/mentoring/chat/messenger.ts';
import type { InTenant, Ports } from '../../../bot/mentoring/ports.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';
import { pairing, participant, person, programme } from '../storage/samples.ts';

const log = pino({ level: 'silent' });
const tenant = randomUUID();
const start = Temporal.Instant.from('2027-02-10T10:00:00Z');

let stored: TestStorage;
let storage: Storage;
/** What the clock says. */
let now: Temporal.Instant;
/** What arrived in somebody's chat, and what the chat answers to what is sent next: nothing more is to take. */
let arrived: { readonly to: string; readonly message: BotMessage }[];
let answers: (DeliveryProblem | 'killed' | 'lost')[];
/** What cards were told to show, in the order of arrival, and what a message meets on its way. */
let shown: BotMessage['kind'][];
let onItsWay: (message: BotMessage) => Promise<unknown>;
/** Whom the directory does not know any more. */
let left: Set<string>;
let ports: Ports;
let chat: ChatHandlers;
let mentee: Person;
let pairingId: string;
beforeEach(async () => {
  stored = await startStorage();
  ({ storage } = stored);
  now = start;
  arrived = [];
  answers = [];
  shown = [];
  onItsWay = async () => void 0;
  left = new Set();
  ports = portsOf(storage);
  chat = createChatHandlers(ports, [tenant]);
  await offer();
});
afterEach(() => stored.stop());

/** The chat as the product sees it: what arrives is kept, and told back as it was asked to be. */
const messenger: Messenger = {
  async send(_tenant, to, message) {
    const answer = answers.shift();
    if (answer !== undefined && typeof answer !== 'string') return answer;
    await onItsWay(message);
    arrived.push({ to: to.conversationId, message });
    // The process ends, or the answer gets lost, after the message has arrived.
    if (answer === 'killed') throw new Error('killed');
    if (answer === 'lost') return { ok: false, reason: 'retry', retryAfterSeconds: 0, mayHaveArrived: true };
    return { ok: true, activityId: randomUUID() };
  },
  async update(_tenant, _to, _activityId, message) {
    await onItsWay(message);
    shown.push(message.kind);
    return { ok: true };
  },
};

function portsOf({ inTenant }: Storage): Ports {
  const directory = {
    find: async (_tenant: string, keys: readonly string[]) =>
      new Map(keys.filter((key) => !left.has(key)).map((key) => [key, {}])),
  };
  const installer = { install: async () => 'not-allowed' as const };
  return { clock: { now: () => now }, inTenant, messenger, directory, installer } as unknown as Ports;
}

/** A mentee who is always at work and has the bot is offered a pairing. */
async function offer(): Promise<void> {
  const workingHours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5, 6, 7], start: '00:00', end: '23:59' };
  mentee = person({ entraObjectId: randomUUID(), mailbox: { state: 'readable', workingHours } });
  const mentor = person();
  const run = programme();
  const pair = pairing({ programmeId: run.id, menteeId: mentee.id, mentorId: mentor.id, state: 'offered' });
  pairingId = pair.id;
  await storage.inTenant(tenant, async (stores) => {
    await stores.people.save([mentee, mentor]);
    await stores.programmes.insert(run);
    await stores.participants.save([participant({ programmeId: run.id, personId: mentee.id, role: 'mentee' })]);
    await stores.pairings.insert([pair]);
    await stores.conversations.save(who().entraObjectId, {
      reference,
      reach: 'open',
      mutedAt: null,
      triedAt: null,
      refused: null,
    });
  });
}
const who = () => ({ tenantId: tenant, entraObjectId: mentee.entraObjectId ?? '' });
const reference: ConversationReference = {
  serviceUrl: 'https://chat.example',
  conversationId: 'a:1',
  botId: 'bot',
  userId: 'user',
  channelId: 'msteams',
  locale: null,
};

/** Something that is asked, and something that is only told. */
const asked = (): NoticeSubject => ({ kind: 'offer', pairingId });
const news = (): NoticeSubject => ({ kind: 'meeting-news', pairingId, news: 'paused', occasion: randomUUID() });
async function plan(subject: NoticeSubject): Promise<void> {
  await storage.inTenant(tenant, (stores) => planNotice(stores, mentee.id, subject, now));
}
/** Plans it as something to be found by the sweep, without a job. */
async function planLater(subject: NoticeSubject, sendAfter: Temporal.Instant): Promise<string> {
  const id = newId();
  const notice = { id, personId: mentee.id, subject, state: 'planned', sendAfter, activityIds: [] } as const;
  await storage.inTenant(tenant, (stores) => stores.notices.insertMissing(notice));
  return id;
}
const noticesNow = () => storage.inTenant(tenant, (stores) => stores.notices.ofPerson(mentee.id));
const statesNow = async (): Promise<readonly NoticeState[]> => (await noticesNow()).map(({ state }) => state);
const reachNow = () =>
  storage.inTenant(tenant, async (stores) => (await stores.conversations.ofPerson(who().entraObjectId))?.reach);
const idNow = async () => (await noticesNow())[0]?.id ?? '';
const send = async () => sendNotice(ports, tenant, await idNow());

/** Works as a server does. */
async function work(own: Storage): Promise<void> {
  const its = portsOf(own);
  await own.work('notice.send', 4, ({ tenantId, data }) => sendNotice(its, tenantId, data.noticeId));
  await own.work('notice.update', 2, ({ tenantId, data }) => updateNotice(its, tenantId, data.noticeId));
  await own.work('person.look-for', 1, ({ tenantId, data }) => lookForPerson(its, tenantId, data.personId));
}
const jobsLeft = async () => {
  const { rows } = await stored.database.asAdmin(
    `select name from pgboss.job where state < 'completed' and name in ('notice.send', 'notice.update', 'person.look-for')`,
  );
  return rows.length;
};
const idle = () => until(async () => (await jobsLeft()) === 0);

describe('a server killed between sending and recording', () => {
  it('asks again with the same id, and says its news no second time', async () => {
    for (const [subject, times] of [
      [asked(), 2],
      [news(), 1],
    ] as const) {
      await stored.database.asAdmin('delete from notice');
      arrived = [];
      answers = ['killed'];
      await plan(subject);
      await expect(send()).rejects.toThrow('killed');
      expect(await statesNow()).toEqual(['sending']);
      await send();
      await send();
      expect(await statesNow()).toEqual(['sent']);
      expect(arrived).toHaveLength(times);
      expect(new Set(arrived.map(({ message }) => JSON.stringify(message))).size).toBe(1);
    }
  });

  it('has the answers to both cards count once', async () => {
    answers = ['killed'];
    await plan(asked());
    await expect(send()).rejects.toThrow('killed');
    await send();
    const said = [
      await chat.acted(who(), { kind: 'accept', pairingId }),
      await chat.acted(who(), { kind: 'accept', pairingId }),
    ];
    expect(said).toMatchObject([{ kind: 'accepted' }, { kind: 'no-longer-open', reason: 'already-done' }]);
  });
});

describe('a chat that takes no messages now', () => {
  const later = (mayHaveArrived: boolean): DeliveryProblem => ({
    ok: false,
    reason: 'retry',
    retryAfterSeconds: 0,
    mayHaveArrived,
  });

  it('gets what it refused again, as soon as it takes it, once', async () => {
    answers = [later(false), later(false)];
    await work(storage);
    await plan(news());
    await until(async () => (await statesNow())[0] === 'sent');
    await idle();
    expect(arrived).toHaveLength(1);
  });

  it('is asked again what may not have arrived, and told no news twice', async () => {
    answers = ['lost', later(true), 'lost'];
    await work(storage);
    await plan(asked());
    await until(async () => (await statesNow())[0] === 'sent');
    const cards = arrived.length;
    expect(cards).toBe(3);
    answers = ['lost'];
    await plan(news());
    await until(async () => (await statesNow()).every((state) => state === 'sent'));
    await idle();
    expect(arrived).toHaveLength(cards + 1);
  });
});

describe('somebody whom the chat refuses', () => {
  it.each<Unreachable>(['not-installed', 'blocked', 'disabled', 'no-conversation'])(
    'as %s hears nothing more until they write, and then what is open, once',
    async (why) => {
      answers = [{ ok: false, reason: 'gone', why }];
      await work(storage);
      await plan(asked());
      await until(async () => (await statesNow())[0] === 'undeliverable');
      await plan(news());
      await until(async () => (await statesNow()).every((state) => state === 'undeliverable'));
      await idle();
      expect(arrived).toEqual([]);
      expect(await reachNow()).toBe(why);

      const shown = await hear(() => chat.said(who(), reference, 'hi'));
      expect(shown).toEqual(['offer', 'meeting-news']);
      expect(await statesNow()).toEqual(['sent', 'sent']);
      expect(await reachNow()).toBe('open');
      // What is asked stays in reach; news was told.
      expect(await hear(() => chat.said(who(), reference, 'hi'))).toEqual(['offer']);
    },
  );

  it('and whom the directory does not know any more has left', async () => {
    left.add(who().entraObjectId);
    answers = [{ ok: false, reason: 'gone', why: 'no-conversation' }];
    await work(storage);
    await plan(asked());
    await until(async () => (await reachNow()) === 'left');
    await plan(news());
    await until(async () => (await statesNow()).every((state) => state === 'undeliverable'));
    expect(arrived).toEqual([]);
  });

  it('and who removes the bot and adds it again is shown what is open, once', async () => {
    await chat.uninstalled(who());
    await work(storage);
    await plan(asked());
    await until(async () => (await statesNow())[0] === 'undeliverable');
    expect(await hear(() => chat.installed(who(), reference))).toEqual(['offer']);
    await idle();
    expect(arrived).toEqual([]);
    expect(await statesNow()).toEqual(['sent']);
  });
});

/** Has the chat show what is answered, as it does; the kinds of the notices among it. */
async function hear(says: () => Promise<readonly Reply[]>): Promise<readonly string[]> {
  const notices = (await says()).filter(({ noticeId }) => noticeId !== null);
  for (const notice of notices) await chat.shown(who(), notice, randomUUID());
  return notices.map(({ message }) => message.kind);
}

describe('a card', () => {
  it('that is only just being kept while what it asks is answered shows the answer', async () => {
    await planLater(asked(), start);
    const arrival = Promise.withResolvers<null>();
    onItsWay = () => arrival.promise;
    const sending = send();
    await until(async () => (await statesNow())[0] === 'sending');
    const written = Promise.withResolvers<null>();
    const commit = Promise.withResolvers<null>();
    const slow: InTenant = (tenantId, change) =>
      storage.inTenant(tenantId, async (stores) => {
        const changed = await change(stores);
        written.resolve(null);
        await commit.promise;
        return changed;
      });
    const answering = answerPairing({ ...ports, inTenant: slow }, who(), pairingId, 'accept');
    await written.promise;
    arrival.resolve(null);
    let isKept = false;
    void sending.then(() => (isKept = true));
    await until(async () => isKept || (await isWaitingForALock()));
    commit.resolve(null);
    await Promise.all([answering, sending]);
    await work(storage);
    await until(() => shown.includes('accepted'));
  });

  it('shows what stands, even where an older word arrives after a newer one', async () => {
    await planLater(asked(), start);
    await send();
    const noticeId = await idNow();
    const arrival = Promise.withResolvers<null>();
    const left = Promise.withResolvers<null>();
    onItsWay = async ({ kind }) => {
      if (kind !== 'offer') return;
      left.resolve(null);
      await arrival.promise;
    };
    const older = updateNotice(ports, tenant, noticeId);
    await left.promise;
    await answerPairing(ports, who(), pairingId, 'accept');
    await updateNotice(ports, tenant, noticeId);
    arrival.resolve(null);
    await older;
    expect(shown).toContain('offer');
    expect(shown.at(-1)).toBe('accepted');
  });
});

/** Whether somebody waits for what another transaction holds. */
async function isWaitingForALock(): Promise<boolean> {
  const { rows } = await stored.database.asAdmin(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

describe('two servers', () => {
  it('say everything once', async () => {
    const second = await openStorage({ ...stored.database, dataFolder: 'unused', log });
    try {
      for (let count = 0; count < 12; count += 1) await planLater(news(), start);
      const sweeps = [storage, second].map((own) => startSweep({ ...own, clock: { now: () => now }, log }));
      await Promise.all([work(storage), work(second)]);
      await until(async () => (await statesNow()).every((state) => state === 'sent'));
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
      await idle();
      expect(arrived).toHaveLength(12);
    } finally {
      await second.close();
    }
  });
});

describe('a clock moved by an hour', () => {
  it('makes nothing early and nothing twice', async () => {
    const noticeId = await planLater(asked(), start.add({ minutes: 30 }));
    const due = async () => (await storage.due.notices(now, 10)).map((one) => one.noticeId);
    expect(await due()).toEqual([]);
    now = start.add({ hours: 1 });
    expect(await due()).toEqual([noticeId]);
    // Set back before the job runs.
    now = start;
    await sendNotice(ports, tenant, noticeId);
    expect([await statesNow(), arrived]).toEqual([['planned'], []]);
    now = start.add({ hours: 1 });
    await sendNotice(ports, tenant, noticeId);
    now = start;
    await sendNotice(ports, tenant, noticeId);
    now = start.add({ hours: 1 });
    expect(await due()).toEqual([]);
    expect(arrived).toHaveLength(1);
  });
});
