import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestCapacity, type Participant, type Role } from '../../../bot/mentoring/people/person.ts';
import type { Topic } from '../../../bot/mentoring/programme/programme.ts';
import {
  mostTopics,
  signUpProblem,
  topicsAfter,
  type SignUpAnswers,
} from '../../../bot/mentoring/signup/sign-up-rules.ts';

const roles = fc.constantFrom<Role>('mentor', 'mentee');
const keys = (most: number) =>
  fc.uniqueArray(
    fc.nat(11).map((number) => `t${number}`),
    { maxLength: most },
  );
const programmes = keys(12).chain((offered) =>
  fc
    .tuple(...offered.map((key) => fc.nat(3).map((number): Topic => ({ key, label: key, sensitive: number === 0 }))))
    .map((topics) => ({ topics })),
);
/** Somebody who takes part, with topics, some of which the programme may not have any more. */
const participants = fc.record({ role: roles, topics: keys(12) }).map(({ role, topics }): Participant => ({
  id: 'participant',
  programmeId: 'programme',
  personId: 'person',
  role,
  topics,
  capacity: 1,
  preferences: { office: null, profession: null },
  wishes: [],
  exclusions: [],
  pausedUntil: null,
  isTold: true,
}));
const befores = fc.option(participants);
const answers: fc.Arbitrary<SignUpAnswers> = fc.record({
  role: fc.option(roles),
  topics: keys(7),
  languages: fc.subarray(['en', 'de', 'ar']),
  capacity: fc.integer({ min: 1, max: 6 }),
});
/** A programme, and answers whose topics are all on its card. */
const onTheCard = fc
  .tuple(programmes, answers)
  .chain(([programme, given]) =>
    fc
      .shuffledSubarray(programme.topics.filter(({ sensitive }) => !sensitive).map(({ key }) => key))
      .map((topics) => ({ programme, given: { ...given, topics } })),
  );
const privateOf = ({ topics }: { readonly topics: readonly Topic[] }) =>
  topics.filter(({ sensitive }) => sensitive).map(({ key }) => key);

describe('what somebody says when they sign up', () => {
  it('is taken only with a role, at most five topics of the card, a language, and room that their role may have', () => {
    fc.assert(
      fc.property(
        fc.oneof(onTheCard, fc.record({ programme: programmes, given: answers })),
        befores,
        fc.boolean(),
        (of, before, isRoleFixed) => {
          const { role, topics, languages, capacity } = of.given;
          if (signUpProblem(of.given, of.programme, before, isRoleFixed) !== null) return;
          expect(role).not.toBeNull();
          expect(topics.length).toBeLessThanOrEqual(mostTopics);
          const named = of.programme.topics.filter(({ sensitive }) => !sensitive).map(({ key }) => key);
          expect(named).toEqual(expect.arrayContaining([...topics]));
          expect(languages).not.toEqual([]);
          expect(capacity).toBeLessThanOrEqual(largestCapacity[role ?? 'mentee']);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused for too many topics exactly where there are more than five', () => {
    fc.assert(
      fc.property(onTheCard, befores, ({ programme, given }, before) => {
        const problem = signUpProblem({ ...given, role: 'mentor' }, programme, before, false);
        expect(problem === 'too-many-topics').toBe(given.topics.length > 5);
      }),
      { numRuns: 300 },
    );
  });

  it('needs no topic of the card exactly where it names none, or where they have a private one', () => {
    fc.assert(
      fc.property(programmes, answers, befores, (programme, given, before) => {
        const problem = signUpProblem({ ...given, role: 'mentor', topics: [] }, programme, before, false);
        const own = privateOf(programme).filter((key) => before?.topics.includes(key));
        const isNoneNamed = privateOf(programme).length === programme.topics.length;
        expect(problem === 'no-topic').toBe(!isNoneNamed && own.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it('cannot change the role of somebody who is paired, and of nobody else it is said so', () => {
    fc.assert(
      fc.property(onTheCard, befores, roles, fc.boolean(), ({ programme, given }, before, role, isRoleFixed) => {
        const problem = signUpProblem({ ...given, role }, programme, before, isRoleFixed);
        expect(problem === 'role-fixed').toBe(isRoleFixed && before !== null && before.role !== role);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the topics of somebody who signed up', () => {
  it('are what they chose and the private ones they had, each once, in the order they had them in', () => {
    fc.assert(
      fc.property(onTheCard, befores, ({ programme, given: { topics: chosen } }, before) => {
        const had = before?.topics ?? [];
        const kept = privateOf(programme).filter((key) => had.includes(key));
        const after = topicsAfter([...chosen, ...chosen], programme, before);
        expect(after.toSorted()).toEqual([...chosen, ...kept].toSorted());
        const stayed = had.filter((key) => after.includes(key));
        expect(after.slice(0, stayed.length)).toEqual(stayed);
        expect(after.slice(stayed.length)).toEqual(chosen.filter((key) => !had.includes(key)));
      }),
      { numRuns: 300 },
    );
  });

  it('stay as they are when the same is sent once more', () => {
    fc.assert(
      fc.property(onTheCard, participants, ({ programme, given: { topics: chosen } }, before) => {
        const after = topicsAfter(chosen, programme, before);
        expect(topicsAfter(chosen, programme, { ...before, topics: after })).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });
});
