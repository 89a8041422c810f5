import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { defaultBooking } from '../../../bot/mentoring/programme/programme.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import { pairing, person, programme } from '../../bot/storage/samples.ts';

/** Somebody of the tenant. */
export interface Somebody {
  readonly id: string;
  readonly userPrincipalName: string;
}

/** Series saved in one transaction. */
const chunk = 100;
const atWork: WorkingHours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' };

/**
 * Writes a programme in which all have agreed: every two of the people are an active pairing, whose series is planned and
 * waits for its booking.
 */
export async function seedProgramme(storage: Storage, tenantId: string, people: readonly Somebody[]): Promise<void> {
  const today = Temporal.Now.plainDateISO('Europe/London');
  const startsOn = today.add({ weeks: 1 });
  // Six meetings in six months, as programmes usually are.
  const run = programme({
    startsOn,
    endsOn: startsOn.add({ months: 7 }),
    cadence: 'monthly',
    meetings: 6,
    // Nobody is there to choose a time.
    booking: { ...defaultBooking, decideWithinDays: 0 },
  });
  const agreed = Temporal.Now.instant();
  const signed = { acceptedAt: agreed, signedAt: agreed };
  await storage.inTenant(tenantId, (stores) => stores.programmes.insert(run));
  for (let start = 0; start < people.length; start += 2 * chunk) {
    const some = people.slice(start, start + 2 * chunk).map(({ id, userPrincipalName }) =>
      person({
        entraObjectId: id,
        userPrincipalName,
        timeZone: atWork.timeZone,
        mailbox: { state: 'readable', workingHours: atWork },
      }),
    );
    await storage.inTenant(tenantId, async (stores) => {
      await stores.people.save(some);
      for (let index = 0; index + 1 < some.length; index += 2) {
        const [menteeId, mentorId] = [some[index]?.id ?? '', some[index + 1]?.id ?? ''];
        const pair = pairing({
          programmeId: run.id,
          menteeId,
          mentorId,
          state: 'active',
          mentee: signed,
          mentor: signed,
        });
        const seriesId = newId();
        await stores.pairings.insert([pair]);
        await stores.series.insert(newSeries(seriesId, pair.id, run));
        await stores.enqueue('series.book', { seriesId }, { key: seriesId });
      }
    });
  }
}
