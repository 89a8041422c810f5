import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { CheckInAnswers } from '../../../bot/mentoring/checkin/check-in.ts';
import { bookingId, type Booking, type Meeting, type Slot } from '../../../bot/mentoring/meeting/meeting.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import type { Stores } from '../../../bot/mentoring/ports.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import { pairing, participant, person, programme } from '../../bot/storage/samples.ts';

/** Somebody of the tenant. */
export interface Somebody {
  readonly id: string;
  readonly userPrincipalName: string;
}

/** People saved in one transaction, two and two. */
const chunk = 200;
/** Meetings of a series, and how many of them have been. */
const [meetings, held] = [6, 2];
const zone = 'Europe/London';
const atWork: WorkingHours = { timeZone: zone, days: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' };
const answers: CheckInAnswers = {
  tookPlace: 'yes',
  spokeOpenly: 'yes',
  menteesAgenda: 'partly',
  whoTalked: 'balanced',
  summedUp: 'yes',
  words: 'We spoke about what customers say when nobody of us listens.',
  areWordsShared: true,
};

/**
 * Writes a programme in which every two of the people are paired and a third of the way through their meetings, with
 * agendas, check-ins, summaries and commitments as they come about; nothing of it is due for some days.
 */
export async function seedProgramme(storage: Storage, tenantId: string, people: readonly Somebody[]): Promise<void> {
  const now = Temporal.Now.instant();
  const topics = Array.from({ length: 8 }, (_, index) => ({
    key: `topic-${index}`,
    label: `Topic number ${index}`,
    sensitive: index === 7,
  }));
  const run = programme({
    startsOn: Temporal.Now.plainDateISO().subtract({ months: 1 }),
    endsOn: Temporal.Now.plainDateISO().add({ months: 6 }),
    topics,
  });
  await storage.inTenant(tenantId, (stores) => stores.programmes.insert(run));
  for (let start = 0; start < people.length; start += chunk) {
    await storage.inTenant(tenantId, async (stores) => {
      const some = people.slice(start, start + chunk).map(({ id, userPrincipalName }) =>
        person({
          entraObjectId: id,
          userPrincipalName,
          displayName: userPrincipalName.split('@')[0] ?? '',
          jobTitle: 'Colleague',
          department: 'Everywhere',
          officeLocation: 'Bristol',
          timeZone: zone,
          languages: ['en'],
          mailbox: { state: 'readable', workingHours: atWork },
        }),
      );
      await stores.people.save(some);
      await stores.participants.save(
        some.map(({ id }, index) =>
          participant({
            programmeId: run.id,
            personId: id,
            role: index % 2 === 0 ? 'mentee' : 'mentor',
            topics: topics.slice(index % 4, (index % 4) + 3).map(({ key }) => key),
          }),
        ),
      );
      for (let index = 0; index + 1 < some.length; index += 2) {
        const [menteeId = '', mentorId = ''] = some.slice(index, index + 2).map(({ id }) => id);
        await seedPairing(stores, run, { menteeId, mentorId }, now);
      }
    });
  }
}

async function seedPairing(
  stores: Stores,
  run: ReturnType<typeof programme>,
  { menteeId, mentorId }: { readonly menteeId: string; readonly mentorId: string },
  now: Temporal.Instant,
): Promise<void> {
  const agreed = now.subtract({ hours: 24 * 40 });
  const signed = { acceptedAt: agreed, signedAt: agreed };
  const pair = pairing({
    programmeId: run.id,
    menteeId,
    mentorId,
    state: 'active',
    mentee: signed,
    mentor: signed,
    reasons: [
      { kind: 'shared-topics', topics: ['topic-2', 'topic-3'] },
      { kind: 'seniority-gap', levels: 3 },
      { kind: 'shared-hours', hours: 8 },
    ],
  });
  // The next meeting is ten days away: nobody is to be asked anything yet.
  const first = now.add({ hours: 24 * (10 - 14 * held) });
  const slot: Slot = {
    start: first.toZonedDateTimeISO(zone),
    lengthMinutes: run.lengthMinutes,
    meetings,
    repeats: { kind: 'weeks', every: 2 },
  };
  const series = { ...newSeries(newId(), pair.id, run), state: 'verified' as const, version: 1, slot };
  const booking: Booking = {
    id: bookingId(series.id, 1),
    seriesId: series.id,
    meetingId: null,
    version: 1,
    state: 'verified',
    slot,
    meetings: null,
    organizer: { entraObjectId: menteeId, userPrincipalName: 'mentee@large.example', displayName: 'Mentee' },
    isAsked: true,
    eventId: `event-${series.id}`,
    joinUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${series.id}%40thread.v2/0`,
    uid: `uid-${series.id}`,
    farewell: null,
  };
  const all = Array.from({ length: meetings }, (_, index): Meeting => {
    const startsAt = first.add({ hours: 24 * 14 * index });
    return {
      id: newId(),
      seriesId: series.id,
      pairingId: pair.id,
      bookingId: booking.id,
      number: index + 1,
      startsAt,
      endsAt: startsAt.add({ minutes: run.lengthMinutes }),
      eventId: `event-${series.id}-${index}`,
      state: index < held ? 'held' : 'planned',
      response: null,
      order: null,
      orderProblem: null,
      options: [],
      decideBy: null,
      agendaPublishedAt: index < held ? startsAt : null,
    };
  });
  await stores.pairings.insert([pair]);
  await stores.series.insert(series);
  await stores.bookings.insert(booking);
  await stores.meetings.save(all);
  for (const { id: meetingId, startsAt, number } of all.slice(0, held + 1)) {
    for (const [position, authorId] of [menteeId, menteeId, mentorId].entries()) {
      const text = `Point ${position + 1}: what would you do in my place, were you asked tomorrow?`;
      const item = { id: newId(), meetingId, authorId, text, state: 'taken-in', position, questions: [] } as const;
      await stores.agenda.save({ ...item, version: 1, reachedAt: null, carriedFrom: null });
    }
    if (number > held) continue;
    for (const personId of [menteeId, mentorId])
      await stores.checkIns.insert({ id: newId(), meetingId, personId, answers });
    await stores.summaries.save({
      meetingId,
      version: 1,
      text: 'Customers ask why our notices say so little, and nobody answers them.',
      writtenAt: startsAt,
      state: 'confirmed',
      verdict: 'yes',
      correction: null,
      verdictAt: startsAt,
    });
    await stores.commitments.save({
      id: newId(),
      pairingId: pair.id,
      meetingId,
      text: 'I read each notice aloud before it goes out.',
      state: number === held ? 'open' : 'closed',
      verdict: 'yes',
      menteeAnsweredBefore: null,
      mentorAnsweredBefore: null,
      proposedAt: startsAt,
      openedAt: startsAt,
      saidDoneAt: null,
      endedAt: number === held ? null : startsAt,
    });
  }
}
