import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { keptOf, sharedWith, type CheckInAnswers } from '../../../bot/mentoring/checkin/check-in.ts';
import {
  answer,
  type Commitment,
  type CommitmentAnswer,
  type CommitmentState,
} from '../../../bot/mentoring/commitment/commitment.ts';
import { judge, nextVersion, write, type Summary } from '../../../bot/mentoring/summary/summary.ts';

const now = Temporal.Instant.from('2027-02-15T12:00:00Z');
const meetingId = '0193b3c4-0000-7000-8000-000000000003';
const degree = fc.constantFrom('yes' as const, 'partly' as const, 'no' as const);
const answers: fc.Arbitrary<CheckInAnswers> = fc.record({
  tookPlace: fc.constantFrom('yes', 'moved', 'no'),
  spokeOpenly: fc.option(degree),
  menteesAgenda: fc.option(degree),
  whoTalked: fc.option(fc.constantFrom('mostly-me', 'balanced', 'mostly-the-other')),
  summedUp: fc.option(fc.constantFrom('yes', 'no')),
  words: fc.option(fc.string({ minLength: 1 })),
  areWordsShared: fc.boolean(),
});

describe('of a check-in', () => {
  it('the other side sees words shown on purpose, and who talked more once both have said so, and nothing else', () => {
    fc.assert(
      fc.property(fc.option(answers), fc.option(answers), (mine, theirs) => {
        const shared = sharedWith(mine, theirs);
        expect(Object.keys(shared)).toEqual(['whoTalked', 'words']);
        expect(shared.words).toBe(theirs?.areWordsShared === true ? theirs.words : null);
        const haveBoth = (mine?.whoTalked ?? null) !== null && (theirs?.whoTalked ?? null) !== null;
        expect(shared.whoTalked).toBe(haveBoth ? theirs?.whoTalked : null);
      }),
    );
  });

  it('nothing is kept but that it did not take place, where it did not', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { tookPlace, areWordsShared, ...more } = keptOf(given);
        expect(tookPlace).toBe(given.tookPlace);
        if (tookPlace === 'yes') expect({ ...more, tookPlace, areWordsShared: given.areWordsShared }).toEqual(given);
        else expect([...new Set(Object.values(more)), areWordsShared]).toEqual([null, false]);
        if (areWordsShared) expect(more.words).not.toBeNull();
      }),
    );
  });
});

/** What may be tried on a summary, from cards old and new. */
const tries = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('write' as const), version: fc.integer({ min: 0, max: 2 }), text: fc.string() }),
    fc.record({
      kind: fc.constant('judge' as const),
      version: fc.integer({ min: 0, max: 2 }),
      // Yes often enough that it comes to an end.
      verdict: fc.oneof(degree, fc.constant('yes' as const)),
      ofCommitment: fc.oneof(fc.option(degree), fc.constant(null)),
    }),
  ),
  { minLength: 5, maxLength: 40, size: 'max' },
);

describe('a summary', () => {
  it('is written and judged in turns, version after version, until it is final, whatever is tried', () => {
    let finals = 0;
    fc.assert(
      fc.property(tries, (all) => {
        let summary: Summary | null = null;
        for (const one of all) {
          const before: Summary | null = summary;
          if (one.kind === 'write') {
            const written = write(before, { meetingId, version: one.version, text: one.text }, now);
            expect(written.ok).toBe(one.version === nextVersion(before));
            if (written.ok) summary = written.value;
          } else if (before) {
            const judged = judge(before, { ...one, correction: null }, one.ofCommitment, now);
            expect(judged.ok).toBe(before.state === 'written' && one.version === before.version);
            if (judged.ok) summary = judged.value;
          }
          const after: Summary | null = summary;
          if (after && before && after !== before) {
            expect(before.state).not.toBe('confirmed');
            expect(after.version - before.version).toBe(one.kind === 'write' ? 1 : 0);
            expect(after.state === 'written').toBe(one.kind === 'write');
            if (after.state === 'confirmed' && one.kind === 'judge') {
              expect(one.verdict).toBe('yes');
              expect([null, 'yes']).toContain(one.ofCommitment);
              finals += 1;
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(finals).toBeGreaterThan(0);
  });
});

const commitment: Commitment = {
  id: meetingId,
  pairingId: meetingId,
  meetingId,
  text: 'Ask first',
  state: 'open',
  verdict: 'yes',
  menteeAnsweredBefore: null,
  mentorAnsweredBefore: null,
  proposedAt: now,
  openedAt: now,
  saidDoneAt: null,
  endedAt: null,
};
const order: readonly CommitmentState[] = ['proposed', 'open', 'said-done', 'closed', 'dropped'];
const ofMentee: readonly CommitmentAnswer[] = ['done', 'still-on-it', 'let-go'];
const ofMentor: readonly CommitmentAnswer[] = ['changed', 'not-yet'];
const said = fc.record({
  side: fc.constantFrom('mentee' as const, 'mentor' as const),
  said: fc.constantFrom(...ofMentee, ...ofMentor),
  meetingId: fc.constantFrom('m2', 'm3', null),
});

describe('a commitment', () => {
  it('only goes on, each side has its own say, and the same said again changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...order), fc.array(said, { maxLength: 20 }), (state, all) => {
        let one: Commitment = { ...commitment, state };
        for (const next of all) {
          const answered = answer(one, next.side, next.said, next.meetingId, now);
          if (!answered.ok) continue;
          expect((next.side === 'mentee' ? ofMentee : ofMentor).includes(next.said)).toBe(true);
          expect(['open', 'said-done']).toContain(one.state);
          expect(order.indexOf(answered.value.state)).toBeGreaterThanOrEqual(order.indexOf(one.state));
          if (answered.value.state === 'closed') expect(next.side).toBe('mentor');
          if (answered.value.state === 'dropped') expect(next.side).toBe('mentee');
          one = answered.value;
          expect(answer(one, next.side, next.said, next.meetingId, now).ok).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that is said to be done is news to a mentor who has said “not yet”', () => {
    const notYet = answer(commitment, 'mentor', 'not-yet', 'm2', now);
    const done = notYet.ok ? answer(notYet.value, 'mentee', 'done', 'm2', now) : notYet;
    expect(done).toMatchObject({ ok: true, value: { state: 'said-done', mentorAnsweredBefore: null } });
  });
});
