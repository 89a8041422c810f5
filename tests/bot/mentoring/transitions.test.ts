import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { askedOf, isShownTo } from '../../../bot/mentoring/pairing/answer-pairing.ts';
import { isOpen, type Pairing, type PairingState } from '../../../bot/mentoring/pairing/pairing.ts';
import { accept, decline, publish, sign, type Step } from '../../../bot/mentoring/pairing/transitions.ts';
import { waitingFor } from '../../../bot/mentoring/pairing/waiting-for.ts';
import type { Role } from '../../../bot/mentoring/people/person.ts';
import { pairing } from '../storage/samples.ts';

const sides = ['mentee', 'mentor'] as const;
/** Everything that can be done to a pairing. */
const deeds = [
  'publish',
  ...sides.flatMap((side) => (['accept', 'decline', 'sign'] as const).map((what) => `${side} ${what}` as const)),
] as const;
type Deed = (typeof deeds)[number];

const proposed = pairing({ programmeId: 'programme', menteeId: 'mentee', mentorId: 'mentor' });
const epoch = Temporal.Instant.from('2027-01-04T09:00:00Z');

function act(before: Pairing, deed: Deed, now: Temporal.Instant): Step {
  if (deed === 'publish') return publish(before);
  const [side, what] = deed.split(' ') as [Role, 'accept' | 'decline' | 'sign'];
  if (what === 'decline') return decline(before, side);
  return what === 'accept' ? accept(before, side, now) : sign(before, side, now);
}

/** Does one deed after the other, a minute apart; a refused one leaves the pairing as it was. */
function play(story: readonly Deed[], begin = proposed): { readonly pairing: Pairing; readonly done: readonly Deed[] } {
  const done: Deed[] = [];
  let now = begin;
  for (const [minute, deed] of story.entries()) {
    const step = act(now, deed, epoch.add({ minutes: minute }));
    if (!step.ok) continue;
    now = step.pairing;
    done.push(deed);
  }
  return { pairing: now, done };
}

/** What has been said and signed, without the times. */
const shape = ({ state, mentee, mentor }: Pairing): string =>
  [state, ...[mentee, mentor].map((side) => `${side.acceptedAt ? 'yes' : '–'}${side.signedAt ? '+signed' : ''}`)].join(
    ' ',
  );

/** A no is rarer than the rest, or few stories would come far. */
const stories = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...deeds.filter((deed) => !deed.endsWith('decline'))) },
    { weight: 1, arbitrary: fc.constantFrom(...deeds) },
  ),
  { maxLength: 25 },
);

describe('a pairing', () => {
  it('reaches these states by any deeds of its two people and no others', () => {
    const seen = new Map([[shape(proposed), proposed]]);
    for (const from of seen.values()) {
      for (const deed of deeds) {
        const step = act(from, deed, epoch);
        if (step.ok) seen.set(shape(step.pairing), seen.get(shape(step.pairing)) ?? step.pairing);
      }
    }
    expect([...seen.keys()].toSorted()).toEqual(
      [
        'proposed – –',
        'offered – –',
        'offered yes –',
        'offered yes yes',
        'offered yes+signed yes',
        'offered yes yes+signed',
        'active yes+signed yes+signed',
        'declined – –',
        'declined yes –',
        'declined yes yes',
        'declined yes+signed yes',
        'declined yes yes+signed',
      ].toSorted(),
    );
  });

  it('asks the mentor only after the mentee’s yes, and neither to sign before both have said yes', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (let length = 0; length <= story.length; length += 1) {
          const { pairing: now } = play(story.slice(0, length));
          const { mentee, mentor } = now;
          if (mentee.acceptedAt === null) {
            expect(isShownTo(now, 'mentor')).toBe(false);
            expect(askedOf(now, 'mentor')).toBe('nothing');
            expect(mentor).toEqual({ acceptedAt: null, signedAt: null });
          }
          if (mentee.acceptedAt === null || mentor.acceptedAt === null) {
            expect([mentee.signedAt, mentor.signedAt]).toEqual([null, null]);
            for (const side of sides) expect(askedOf(now, side)).not.toBe('sign');
          }
        }
      }),
    );
  });

  it('is active exactly when both have signed, with the times of the first yes and signature of each', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { pairing: now, done } = play(story);
        const { mentee, mentor } = now;
        expect(now.state === 'active').toBe(mentee.signedAt !== null && mentor.signedAt !== null);
        // Each deed counts once: what is done twice would move its time.
        expect(new Set(done).size).toBe(done.length);
        const order = [mentee.acceptedAt, mentor.acceptedAt].filter((at) => at !== null);
        expect(order.map(String)).toEqual(order.toSorted((a, b) => Temporal.Instant.compare(a, b)).map(String));
        expect({ ...now, state: proposed.state, mentee: proposed.mentee, mentor: proposed.mentor }).toEqual(proposed);
      }),
    );
  });

  it('asks of each side exactly what that side can do', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { pairing: now } = play(story);
        for (const side of sides) {
          const asked = askedOf(now, side);
          expect(accept(now, side, epoch).ok).toBe(asked === 'answer');
          expect(sign(now, side, epoch).ok).toBe(asked === 'sign');
          if (asked !== 'nothing') expect(decline(now, side).ok && isShownTo(now, side)).toBe(true);
          else if (!isShownTo(now, side)) expect(decline(now, side).ok).toBe(false);
        }
        expect(waitingFor(now) === 'nothing').toBe(sides.every((side) => !decline(now, side).ok));
      }),
    );
  });

  it.each(['active', 'declined', 'paused', 'closed'] as const)(
    'that is %s stays so, whatever either side does',
    (state) => {
      const at = epoch;
      const answers = [
        { acceptedAt: null, signedAt: null },
        { acceptedAt: at, signedAt: null },
        { acceptedAt: at, signedAt: at },
      ];
      for (const mentee of answers) {
        for (const mentor of answers) {
          for (const deed of deeds) expect(act({ ...proposed, state, mentee, mentor }, deed, at).ok).toBe(false);
        }
      }
    },
  );

  it('says why it refuses: not open, not your turn, or done already', () => {
    const refusal = (deed: Deed, ...story: Deed[]) => {
      const step = act(play(story).pairing, deed, epoch);
      return step.ok ? 'done' : step.reason;
    };
    const bothYes: Deed[] = ['publish', 'mentee accept', 'mentor accept'];
    expect(refusal('mentee accept')).toBe('not-open');
    expect(refusal('publish', 'publish')).toBe('not-open');
    expect(refusal('mentor accept', 'publish')).toBe('not-your-turn');
    expect(refusal('mentor decline', 'publish')).toBe('not-your-turn');
    expect(refusal('mentee sign', 'publish', 'mentee accept')).toBe('not-your-turn');
    expect(refusal('mentee accept', 'publish', 'mentee accept')).toBe('already-done');
    expect(refusal('mentee accept', ...bothYes, 'mentee sign', 'mentor sign')).toBe('already-done');
    expect(refusal('mentor sign', ...bothYes, 'mentor sign')).toBe('already-signed');
    expect(refusal('mentee accept', 'publish', 'mentee accept', 'mentee decline')).toBe('not-open');
  });

  it('binds its two people until it is declined or closed', () => {
    const open: Record<PairingState, boolean> = {
      proposed: true,
      offered: true,
      active: true,
      paused: true,
      declined: false,
      closed: false,
    };
    for (const [state, expected] of Object.entries(open)) {
      expect(isOpen({ ...proposed, state: state as PairingState })).toBe(expected);
    }
  });
});
