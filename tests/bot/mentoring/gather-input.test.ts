import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { gatherInput, type Known, type Wanted } from '../../../bot/mentoring/matching/gather-input.ts';
import { encodeInput } from '../../../bot/mentoring/matching/input-text.ts';
import type { MatchingResult } from '../../../bot/mentoring/matching/matching.ts';
import type { Decision, DecisionKind } from '../../../bot/mentoring/matching/round.ts';
import type { Pairing, PairingState } from '../../../bot/mentoring/pairing/pairing.ts';
import type { Participant, Person, Role } from '../../../bot/mentoring/people/person.ts';
import { atOnce, inTurns, pieceSize } from '../../../bot/mentoring/pieces.ts';
import { pairing, participant, person, programme } from '../storage/samples.ts';

const now = Temporal.Instant.from('2027-01-10T23:30:00Z');
const run = programme();
const [leader, second] = [person({ displayName: 'Leader' }), person({ displayName: 'Second' })];
const [young, other] = [person({ displayName: 'Young' }), person({ displayName: 'Other' })];
const head = person({ displayName: 'Head' });

const takesPart = (who: Person, role: Role, more: Partial<Participant> = {}) =>
  participant({ programmeId: run.id, personId: who.id, role, ...more });
const published = (mentee: Person, mentor: Person, state: PairingState, programmeId = run.id): Pairing =>
  pairing({ programmeId, menteeId: mentee.id, mentorId: mentor.id, state });
const decided = (number: number, kind: DecisionKind, mentee: Person, mentor: Person): Decision => ({
  id: newId(),
  programmeId: run.id,
  number,
  kind,
  menteeId: mentee.id,
  mentorId: mentor.id,
  decidedBy: { entraObjectId: newId(), name: 'Lead' },
  decidedAt: now,
});

const everybody: Known = {
  programme: run,
  participants: [
    takesPart(leader, 'mentee'),
    takesPart(second, 'mentee'),
    takesPart(young, 'mentor'),
    takesPart(other, 'mentor'),
  ],
  people: [leader, second, young, other, head],
  published: [],
  decisions: [],
  timesLeftOut: new Map(),
};
const wanted: Wanted = {
  settings: { rules: run.rules, weights: run.weights, objective: run.objective },
  seed: 7,
  start: null,
};
const gather = (more: Partial<Known> = {}, want: Partial<Wanted> = {}) =>
  atOnce(gatherInput({ ...everybody, ...more }, { ...wanted, ...want }, now));
const candidateOf = (who: Person, more: Partial<Known> = {}) =>
  gather(more).candidates.find(({ personId }) => personId === who.id);
/** Everybody, with what one of them says of themselves changed. */
const saying = (who: Person, more: Partial<Participant>) => ({
  participants: everybody.participants.map((one) => (one.personId === who.id ? { ...one, ...more } : one)),
});
const couple = (mentee: Person, mentor: Person) => ({ menteeId: mentee.id, mentorId: mentor.id });

describe('who is in a run', () => {
  it('is everybody enrolled, with their room and their place', () => {
    expect(gather().candidates.map(({ personId }) => personId)).toEqual(
      [leader, second, young, other].map(({ id }) => id),
    );
    expect(candidateOf(young)).toMatchObject({ role: 'mentor', capacity: 1, isPlaced: false, timesLeftOut: 0 });
    expect(candidateOf(leader, { timesLeftOut: new Map([[leader.id, 2]]) })).toMatchObject({ timesLeftOut: 2 });
  });

  it('is not who takes a pause, until the day they named where they live', () => {
    const until = (day: string, timeZone: string | null) => {
      const people = everybody.people.map((one) => (one.id === young.id ? { ...one, timeZone } : one));
      return candidateOf(young, { people, ...saying(young, { pausedUntil: Temporal.PlainDate.from(day) }) });
    };
    expect(until('2027-01-11', null)).toBeUndefined();
    expect(until('2027-01-11', 'Asia/Tokyo')).toBeDefined();
    expect(until('2027-01-12', 'Asia/Tokyo')).toBeUndefined();
    expect(until('2027-01-10', null)).toBeDefined();
  });

  it('is who has room left by their open pairings here, and those are not new to anybody', () => {
    const two = saying(young, { capacity: 2 });
    expect(candidateOf(young, { published: [published(leader, young, 'offered')] })).toBeUndefined();
    expect(candidateOf(young, { ...two, published: [published(leader, young, 'active')] })).toMatchObject({
      capacity: 1,
      isPlaced: true,
    });
    for (const pairings of [
      [published(leader, young, 'declined'), published(second, young, 'closed')],
      [published(leader, young, 'active', newId())],
    ]) {
      expect(candidateOf(young, { ...two, published: pairings })).toMatchObject({ capacity: 2, isPlaced: false });
    }
  });

  it('brings no topic that the programme has no more', () => {
    const topics = ['data-literacy', 'gone'];
    expect(candidateOf(leader, saying(leader, { topics }))?.topics).toEqual(['data-literacy']);
  });

  it('counts as a mentor from before what both signed, but not what is open here', () => {
    const pairings = [
      published(second, young, 'closed'),
      published(second, young, 'paused', newId()),
      published(second, young, 'offered', newId()),
      published(second, young, 'declined', newId()),
      published(leader, young, 'active'),
    ];
    const room = saying(young, { capacity: 3 });
    expect(candidateOf(young, { ...room, published: pairings })?.pairingsMentored).toBe(2);
  });
});

describe('what people ask for', () => {
  it('is known by who has the address and may be meant; other addresses say nothing', () => {
    const stranger = person();
    const names = [young, second, stranger].map(({ userPrincipalName }) => userPrincipalName);
    const said = saying(leader, { wishes: [...names, 'nobody@contoso.example'], exclusions: names });
    expect(candidateOf(leader, { ...said, people: [...everybody.people, stranger] })).toMatchObject({
      wishes: [young.id],
      exclusions: [young.id],
    });
  });

  it('is not asked again where they are together already', () => {
    const said = saying(leader, { capacity: 2, wishes: [young.userPrincipalName, other.userPrincipalName] });
    const room = said.participants.map((one) => (one.personId === young.id ? { ...one, capacity: 2 } : one));
    const input = gather({ participants: room, published: [published(leader, young, 'active')] });
    expect(input.candidates.find(({ personId }) => personId === leader.id)?.wishes).toEqual([other.id]);
    expect(input.pairedBefore).toEqual([couple(leader, young)]);
  });
});

describe('couples', () => {
  it('were paired before in whatever programme and whichever way round, each once; who declined stands apart', () => {
    const input = gather({
      published: [
        published(leader, young, 'closed', newId()),
        published(young, leader, 'active', newId()),
        published(second, other, 'offered', newId()),
        published(second, young, 'declined', newId()),
        published(leader, head, 'closed', newId()),
      ],
    });
    expect(input.pairedBefore).toEqual([couple(leader, young), couple(second, other)]);
    expect(input.declined).toEqual([couple(second, young)]);
  });

  it('stand as the last word on them says', () => {
    const decisions = [
      decided(3, 'unlock', leader, young),
      decided(1, 'lock', leader, young),
      decided(2, 'lock', second, other),
      decided(4, 'forbid', leader, other),
      decided(5, 'forbid', second, young),
      decided(6, 'allow', second, young),
    ];
    expect(gather({ decisions })).toMatchObject({
      locked: [couple(second, other)],
      forbidden: [couple(leader, other)],
    });
  });

  it('that are locked stay when one of them has gone, and the others go', () => {
    const decisions = [decided(1, 'lock', leader, young), decided(2, 'forbid', second, young)];
    const gone = { participants: everybody.participants.filter(({ personId }) => personId !== young.id) };
    expect(gather({ decisions, ...gone })).toMatchObject({ locked: [couple(leader, young)], forbidden: [] });
  });
});

describe('a server that gathers many people', () => {
  it('gives others their turns meanwhile, and gathers the same', async () => {
    const crowd = Array.from({ length: 3_000 }, () => person());
    const participants = crowd.map((one, index) => takesPart(one, index % 2 === 0 ? 'mentee' : 'mentor'));
    const known: Known = { ...everybody, people: crowd, participants };
    let [turns, isOver] = [0, false];
    const take = () => {
      turns += 1;
      if (!isOver) setImmediate(take);
    };
    setImmediate(take);
    const input = await inTurns(gatherInput(known, wanted, now));
    isOver = true;
    expect(input).toEqual(atOnce(gatherInput(known, wanted, now)));
    expect(turns).toBeGreaterThan((8 * crowd.length) / pieceSize);
  });
});

describe('reporting lines', () => {
  it('are those of everybody in the run and of all above them, though they go in a circle', () => {
    const people = [
      { ...young, managerId: other.id },
      { ...other, managerId: head.id },
      { ...head, managerId: other.id },
      leader,
      second,
      person({ managerId: head.id }),
    ];
    expect(gather({ people }).reportingLines).toEqual(
      new Map([
        [leader.id, null],
        [second.id, null],
        [young.id, other.id],
        [other.id, head.id],
        [head.id, other.id],
      ]),
    );
  });
});

describe('a start', () => {
  it('is what an earlier result says of those who are still in it', () => {
    const start: MatchingResult = {
      pairings: [couple(leader, young), couple(second, head)].map((one) => ({
        ...one,
        fit: 1,
        parts: { topics: 1, department: 0, location: 0, seniority: 0, hours: 0, experience: 0, preferences: 0 },
        reasons: [],
        isLocked: true,
      })),
      unplaced: [],
      totals: { placed: 4, pairings: 2, totalFit: 2, lowestFit: null, bestTotalFit: null },
      prices: { scale: 8, mentees: { [leader.id]: 1.5, [head.id]: 2 }, mentors: { [young.id]: 0, [head.id]: 3 } },
    };
    expect(gather({}, { start }).start).toEqual({
      pairings: [couple(leader, young)],
      prices: { scale: 8, mentees: { [leader.id]: 1.5 }, mentors: { [young.id]: 0 } },
    });
  });
});

describe('a run', () => {
  it('has one text, in whatever order people, pairings and decisions are read', () => {
    const known: Known = {
      ...everybody,
      ...saying(leader, { wishes: [young.userPrincipalName, other.userPrincipalName] }),
      published: [published(leader, young, 'closed', newId()), published(second, other, 'declined', newId())],
      decisions: [decided(1, 'lock', leader, young), decided(2, 'forbid', second, other)],
    };
    const textOf = (one: Known) => atOnce(encodeInput(atOnce(gatherInput(one, wanted, now))));
    const expected = textOf(known);
    const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
    const orders = fc.record({
      people: shuffled(known.people),
      participants: shuffled(known.participants),
      published: shuffled(known.published),
      decisions: shuffled(known.decisions),
    });
    fc.assert(
      fc.property(orders, (order) => {
        expect(textOf({ ...known, ...order })).toBe(expected);
      }),
    );
  });
});
