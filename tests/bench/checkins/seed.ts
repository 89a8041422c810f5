import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { guidOf } from '../../../infra/sandbox/guid.ts';
import type { Meeting } from '../../../bot/mentoring/meeting/meeting.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import { pairing, person, programme } from '../../bot/storage/samples.ts';

/** Somebody of the tenant. */
export interface Somebody {
  readonly id: string;
  readonly userPrincipalName: string;
}

/** Where the bot reaches people. */
export interface Chat {
  readonly serviceUrl: string;
  readonly botId: string;
}

/** People saved in one transaction, two and two. */
const chunk = 200;
const atWork: WorkingHours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' };

/** The id of somebody's conversation in the stand-in chat. */
export const conversationOf = (id: string): string =>
  `a:1${Buffer.from(guidOf(`conversation ${id}`)).toString('base64url')}`;

/**
 * Writes a programme in which every two of the people had a meeting that has just ended, so that everybody's check-in is to
 * be sent from `at` on. Answers whose check-in each is.
 */
export async function seedCheckIns(
  storage: Storage,
  tenantId: string,
  people: readonly Somebody[],
  chat: Chat,
  at: Temporal.Instant,
): Promise<ReadonlyMap<string, Somebody>> {
  const run = programme({
    startsOn: Temporal.Now.plainDateISO().subtract({ weeks: 1 }),
    endsOn: Temporal.Now.plainDateISO().add({ months: 7 }),
  });
  const agreed = at.subtract({ hours: 24 * 7 });
  const signed = { acceptedAt: agreed, signedAt: agreed };
  const whose = new Map<string, Somebody>();
  await storage.inTenant(tenantId, (stores) => stores.programmes.insert(run));
  for (let start = 0; start < people.length; start += chunk) {
    const some = people.slice(start, start + chunk).map((somebody) => ({
      somebody,
      row: person({
        entraObjectId: somebody.id,
        userPrincipalName: somebody.userPrincipalName,
        timeZone: atWork.timeZone,
        mailbox: { state: 'readable', workingHours: atWork },
      }),
    }));
    await storage.inTenant(tenantId, async (stores) => {
      await stores.people.save(some.map(({ row }) => row));
      for (let index = 0; index + 1 < some.length; index += 2) {
        const two = some.slice(index, index + 2);
        const [menteeId, mentorId] = [two[0]?.row.id ?? '', two[1]?.row.id ?? ''];
        const pair = pairing({
          programmeId: run.id,
          menteeId,
          mentorId,
          state: 'active',
          mentee: signed,
          mentor: signed,
        });
        const series = newSeries(newId(), pair.id, run);
        const meetingId = newId();
        await stores.pairings.insert([pair]);
        await stores.series.insert(series);
        await stores.meetings.save([meeting(meetingId, series.id, pair.id, at)]);
        for (const { somebody, row } of two) {
          const checkInId = newId();
          whose.set(checkInId, somebody);
          await stores.checkIns.insert({ id: checkInId, meetingId, personId: row.id, answers: null });
          await stores.notices.insertMissing({
            id: newId(),
            personId: row.id,
            subject: { kind: 'check-in', checkInId },
            state: 'planned',
            sendAfter: at,
            activityIds: [],
          });
          const reference = {
            serviceUrl: chat.serviceUrl,
            conversationId: conversationOf(somebody.id),
            botId: chat.botId,
            userId: `29:1${Buffer.from(guidOf(`member ${somebody.id}`)).toString('base64url')}`,
            channelId: 'msteams',
            locale: 'en-GB',
          };
          await stores.conversations.save(somebody.id, {
            reference,
            reach: 'open',
            mutedAt: null,
            triedAt: null,
            refused: null,
          });
        }
      }
    });
  }
  return whose;
}

const meeting = (id: string, seriesId: string, pairingId: string, endsAt: Temporal.Instant): Meeting => ({
  id,
  seriesId,
  pairingId,
  bookingId: null,
  number: 1,
  startsAt: endsAt.subtract({ minutes: 45 }),
  endsAt,
  eventId: null,
  state: 'held',
  response: null,
  order: null,
  orderProblem: null,
  options: [],
  decideBy: null,
  agendaPublishedAt: null,
});
