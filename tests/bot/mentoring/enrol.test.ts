import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { enrol } from '../../../bot/mentoring/people/enrol.ts';
import { largestCapacity, type Participant, type Role } from '../../../bot/mentoring/people/person.ts';

const who = { programmeId: 'programme', personId: 'person' };
const roles = fc.constantFrom<Role>('mentor', 'mentee');
const said = fc.constantFrom('same' as const, 'different' as const, null);
/** What an import may say of a role: nothing of the capacity, or something that its file check lets through. */
const told = roles.chain((role) =>
  fc.record({
    role: fc.constant(role),
    topics: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    capacity: fc.option(fc.integer({ min: 1, max: largestCapacity[role] })),
  }),
);
const before: fc.Arbitrary<Participant> = told.chain(({ role, topics, capacity }) =>
  fc.record({
    id: fc.constant('id'),
    programmeId: fc.constant(who.programmeId),
    personId: fc.constant(who.personId),
    role: fc.constant(role),
    topics: fc.constant(topics),
    capacity: fc.constant(capacity ?? 1),
    preferences: fc.record({ office: said, profession: said }),
    wishes: fc.uniqueArray(fc.emailAddress()),
    exclusions: fc.uniqueArray(fc.emailAddress()),
    pausedUntil: fc.constantFrom(Temporal.PlainDate.from('2027-02-01'), null),
    isTold: fc.boolean(),
  }),
);

describe('somebody who is enrolled', () => {
  it('for the first time has said nothing, and has room for one pairing unless told otherwise', () => {
    fc.assert(
      fc.property(told, (enrolment) => {
        const { id, ...rest } = enrol({ ...who, ...enrolment }, undefined);
        expect(id).toMatch(/^[0-9a-f-]{36}$/);
        expect(rest).toEqual({
          ...who,
          ...enrolment,
          capacity: enrolment.capacity ?? 1,
          preferences: { office: null, profession: null },
          wishes: [],
          exclusions: [],
          pausedUntil: null,
          isTold: false,
        });
      }),
    );
  });

  it('again keeps what they chose themselves, and never has more room than the role allows', () => {
    fc.assert(
      fc.property(before, told, (old, enrolment) => {
        const again = enrol({ ...who, ...enrolment }, old);
        expect(again).toEqual({
          ...old,
          role: enrolment.role,
          topics: enrolment.topics.length > 0 ? enrolment.topics : old.topics,
          capacity: enrolment.capacity ?? Math.min(old.capacity, largestCapacity[enrolment.role]),
        });
        expect(again.capacity).toBeLessThanOrEqual(largestCapacity[again.role]);
      }),
    );
  });
});
