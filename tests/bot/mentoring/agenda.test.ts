import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  agendaSeenBy,
  carried,
  itemsToCarry,
  mayChange,
  meetingToCarryTo,
  newItem,
  type AgendaItem,
} from '../../../bot/mentoring/agenda/agenda.ts';
import { meetingMeant } from '../../../bot/mentoring/agenda/my-meeting.ts';
import type { Meeting } from '../../../bot/mentoring/meeting/meeting.ts';
import type { Role } from '../../../bot/mentoring/people/person.ts';

const start = Temporal.Instant.from('2027-03-01T10:00:00Z');
const [mentee, mentor] = ['the mentee', 'the mentor'];
const roles = fc.constantFrom<Role>('mentee', 'mentor');
const personOf = (side: Role) => (side === 'mentee' ? mentee : mentor);

/** A meeting of one pairing: the number decides the week. */
const meeting = (number: number, state: Meeting['state'], more: Partial<Meeting> = {}): Meeting => ({
  id: `meeting ${number}`,
  seriesId: 'series',
  pairingId: 'pairing',
  bookingId: 'booking',
  number,
  startsAt: start.add({ hours: 168 * (number - 1) }),
  endsAt: start.add({ hours: 168 * (number - 1), minutes: 45 }),
  eventId: 'event',
  state,
  response: null,
  order: null,
  orderProblem: null,
  options: [],
  decideBy: null,
  agendaPublishedAt: null,
  ...more,
});
const states = fc.constantFrom<Meeting['state']>('planned', 'open', 'held', 'cancelled');
const meetings = fc
  .array(states, { minLength: 1, maxLength: 7 })
  .map((all) => all.map((state, index) => meeting(index + 1, state)));

const item = fc
  .record({
    by: roles,
    state: fc.constantFrom<AgendaItem['state']>('suggested', 'taken-in', 'reached', 'carried-over'),
    version: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ by, state, version }): AgendaItem => ({
    ...newItem({ meetingId: 'meeting 1', authorId: personOf(by), text: 'A point', position: 0 }, by),
    state,
    version,
    reachedAt: state === 'reached' ? start : null,
  }));

describe('an agenda', () => {
  it('shows a mentor nothing of the mentee’s before it is published, and everything after', () => {
    fc.assert(
      fc.property(fc.array(item), fc.boolean(), (items, isPublished) => {
        const at = { agendaPublishedAt: isPublished ? start : null };
        expect(agendaSeenBy(items, at, 'mentee', mentee)).toEqual(items);
        const seen = agendaSeenBy(items, at, 'mentor', mentor);
        expect(seen).toEqual(isPublished ? items : items.filter(({ authorId }) => authorId === mentor));
      }),
    );
  });

  it('is the mentee’s to change; of the mentor’s are their suggestions until they are taken in', () => {
    fc.assert(
      fc.property(item, (one) => {
        expect(mayChange(one, 'mentee', mentee)).toBe(true);
        expect(mayChange(one, 'mentor', mentor)).toBe(one.authorId === mentor && one.state === 'suggested');
      }),
    );
  });
});

describe('what was not reached', () => {
  it('is carried over as it was, by whoever may change it; what was reached or carried over is not', () => {
    fc.assert(
      fc.property(fc.array(item), roles, (items, side) => {
        const left = itemsToCarry(items, side, personOf(side));
        for (const one of items) {
          const isLeft = one.state === 'taken-in' || one.state === 'suggested';
          expect(left.includes(one)).toBe(isLeft && mayChange(one, side, personOf(side)));
        }
        for (const one of left) {
          const there = carried(one, 'meeting 2', 3);
          expect(there).toEqual({
            ...one,
            id: there.id,
            meetingId: 'meeting 2',
            version: 1,
            carriedFrom: one.id,
            position: 3,
          });
          // Two who carry it over at once carry over the same.
          expect(carried(one, 'meeting 2', 7).id).toBe(there.id);
          expect(there.id).not.toBe(one.id);
        }
      }),
    );
  });

  it('goes from a meeting that is over to the first to come, and never back', () => {
    fc.assert(
      fc.property(meetings, (all) => {
        const elsewhere = meeting(99, 'planned', { pairingId: 'another pairing' });
        for (const one of all) {
          const to = meetingToCarryTo(one, [elsewhere, ...all.toReversed()]);
          const later = all.filter(({ number }) => number > one.number);
          const isOver = one.state === 'held' || one.state === 'cancelled';
          const planned = later.find(({ state }) => state === 'planned');
          const open = later.find(({ state }) => state === 'open');
          expect(to).toEqual(isOver ? (planned ?? open ?? null) : null);
        }
      }),
    );
  });
});

describe('the meeting that is meant', () => {
  const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_QQ%40thread.v2/0?context=%7b%7d';
  const bookings = [
    { id: 'booking', joinUrl },
    { id: 'another', joinUrl: joinUrl.replace('_QQ', '_QQQ') },
    { id: 'unlinked', joinUrl: null },
  ];
  const chat = '19:meeting_QQ@thread.v2';
  const meant = (all: readonly Meeting[], at: Temporal.Instant, ofChat: string | null = chat) =>
    meetingMeant(all, bookings, ofChat, at);

  it('is the one that is on, from a quarter of an hour before until an hour after, unless the next has begun', () => {
    const all = [meeting(1, 'held'), meeting(2, 'planned'), meeting(3, 'planned')];
    const second = start.add({ hours: 168 });
    expect(meant(all, second.subtract({ minutes: 15 }))).toBe('meeting 2');
    expect(meant(all, second.add({ minutes: 104 }))).toBe('meeting 2');
    expect(meant(all, second.add({ minutes: 105 }))).toBe('meeting 3');
    const close = meeting(4, 'planned', { startsAt: second.add({ minutes: 50 }), endsAt: second.add({ minutes: 95 }) });
    expect(meant([...all, close], second.add({ minutes: 44 }))).toBe('meeting 2');
    expect(meant([...all, close], second.add({ minutes: 46 }))).toBe('meeting 4');
  });

  it('is of the chat where any is, whatever is on elsewhere', () => {
    const mine = meeting(1, 'planned', { startsAt: start.add({ hours: 500 }), endsAt: start.add({ hours: 501 }) });
    const other = meeting(2, 'planned', { bookingId: 'another', startsAt: start, endsAt: start.add({ minutes: 45 }) });
    expect(meant([mine, other], start)).toBe(mine.id);
    expect(meant([mine, other], start, '19:meeting_QQQ@thread.v2')).toBe(other.id);
    for (const unknown of [
      null,
      '',
      'meeting_QQ',
      '19:meeting_Q@thread.v2',
      '19:meeting_QQ',
      '19:meeting_qq@thread.v2',
    ]) {
      expect(meant([mine, other], start, unknown)).toBe(other.id);
    }
  });

  it('is always one that stands: next where none is on, and the last where none comes', () => {
    fc.assert(
      fc.property(meetings, fc.integer({ min: -24, max: 1_300 }), (all, hours) => {
        const at = start.add({ hours });
        const found = all.find(({ id }) => id === meant(all, at, null));
        const standing = all.filter(({ state }) => state === 'planned' || state === 'held');
        const toCome = standing.filter(({ endsAt }) => Temporal.Instant.compare(endsAt, at) > 0);
        const isOn = standing.filter(
          ({ startsAt, endsAt }) =>
            Temporal.Instant.compare(startsAt, at) <= 0 && Temporal.Instant.compare(endsAt.add({ hours: 1 }), at) > 0,
        );
        if (isOn.length === 0) expect(found).toEqual(toCome[0] ?? standing.at(-1));
        else expect(isOn).toContain(found);
      }),
    );
  });
});
