import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  defaultRules,
  defaultWeights,
  type Cadence,
  type FitWeights,
  type Programme,
} from '../../../bot/mentoring/programme/programme.ts';
import { draftProblems } from '../../../bot/mentoring/programme/programmes.ts';
import { programme } from '../storage/samples.ts';

const startsOn = Temporal.PlainDate.from('2027-01-04');
const topic = (key: string) => ({ key, label: key, sensitive: false });
const problemsOf = (more: Partial<Programme>) => draftProblems(programme({ startsOn, ...more }));

const nothing: FitWeights = {
  topics: 0,
  department: 0,
  location: 0,
  seniority: 0,
  hours: 0,
  experience: 0,
  preferences: 0,
};
const cadences = fc.constantFrom<Cadence>('weekly', 'every-two-weeks', 'monthly');
const dates = fc.record({
  cadence: cadences,
  meetings: fc.integer({ min: 1, max: 26 }),
  endsOn: fc.integer({ min: -40, max: 800 }).map((days) => startsOn.add({ days })),
});

/** The last of so many meetings, walked to week by week. */
function lastOf(first: Temporal.PlainDate, cadence: Cadence, meetings: number): Temporal.PlainDate {
  const weeks = (day: Temporal.PlainDate) => Math.ceil(day.day / 7);
  const isLast = (day: Temporal.PlainDate) => day.add({ weeks: 1 }).month !== day.month;
  const isSuch = (day: Temporal.PlainDate) => {
    if (cadence !== 'monthly') return cadence === 'weekly' || first.until(day).days % 14 === 0;
    return weeks(first) === 5 ? isLast(day) : weeks(day) === weeks(first);
  };
  let day = first;
  for (let left = meetings - 1; left > 0;) {
    day = day.add({ weeks: 1 });
    if (isSuch(day)) left -= 1;
  }
  return day;
}

describe('a draft of a programme', () => {
  it('is in order when its last meeting can be on its last day, not a day later', () => {
    const six = { cadence: 'every-two-weeks', meetings: 6 } as const;
    const last = startsOn.add({ weeks: 10 });
    expect(problemsOf({ ...six, endsOn: last })).toEqual([]);
    expect(problemsOf({ ...six, endsOn: last.subtract({ days: 1 }) })).toEqual([
      { field: 'endsOn', value: '2027-03-14', rule: 'must leave room for 6 meetings: 2027-03-15 at the earliest' },
    ]);
  });

  it('is in order when it lasts two years, not a day longer', () => {
    const last = startsOn.add({ years: 2 });
    expect(problemsOf({ endsOn: last })).toEqual([]);
    expect(problemsOf({ endsOn: last.add({ days: 1 }) })).toEqual([
      { field: 'endsOn', value: '2029-01-05', rule: 'must be within 2 years of startsOn' },
    ]);
  });

  it('of one meeting may begin and end on one day', () => {
    expect(problemsOf({ meetings: 1, endsOn: startsOn })).toEqual([]);
  });

  it('that ends before it starts is told so, and nothing about meetings', () => {
    expect(problemsOf({ endsOn: startsOn.subtract({ days: 1 }) })).toEqual([
      { field: 'endsOn', value: '2027-01-03', rule: 'must not be before startsOn' },
    ]);
  });

  it('has room for its meetings, or is told a last day that has', () => {
    fc.assert(
      fc.property(dates, (when) => {
        const days = Array.from({ length: 42 }, (_, after) => startsOn.add({ days: after }));
        const isOver = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day, when.endsOn) > 0;
        const fits =
          days.some((first) => !isOver(lastOf(first, when.cadence, when.meetings))) &&
          isOver(startsOn.add({ years: 2, days: 1 }));
        const problems = problemsOf(when);
        expect(problems.length === 0).toBe(fits);
        const named = /\d{4}-\d{2}-\d{2}/.exec(problems[0]?.rule ?? '')?.[0];
        if (named === undefined) return;
        // So many monthly meetings that no programme is long enough for them: that is another rule's matter.
        const others = problemsOf({ ...when, endsOn: Temporal.PlainDate.from(named) });
        expect(others.filter(({ rule }) => !rule.startsWith('must be within'))).toEqual([]);
      }),
    );
  });

  it('names a topic and a grade that are there twice, and everything else that is wrong with it', () => {
    const topics = [topic('a'), topic('b'), { ...topic('b'), label: 'Another' }];
    expect(problemsOf({ topics, gradeLadder: ['AO', 'EO', 'AO'], endsOn: startsOn.subtract({ days: 1 }) })).toEqual([
      { field: 'endsOn', value: '2027-01-03', rule: 'must not be before startsOn' },
      { field: 'topics', value: 'b', rule: 'named twice' },
      { field: 'gradeLadder', value: 'AO', rule: 'named twice' },
    ]);
  });

  it('may ask for as many shared topics as it has, not for more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 12 }), (minimumSharedTopics, size) => {
        const topics = Array.from({ length: size }, (_, index) => topic(`t${index}`));
        const problems = problemsOf({ topics, rules: { ...defaultRules, minimumSharedTopics } });
        const rule = `must be at most ${size}, as many as there are topics`;
        const told = { field: 'rules.minimumSharedTopics', value: String(minimumSharedTopics), rule };
        expect(problems).toEqual(minimumSharedTopics > size ? [told] : []);
      }),
    );
  });

  it.each(Object.keys(defaultWeights) as (keyof FitWeights)[])('may weigh nothing but %s', (part) => {
    expect(problemsOf({ weights: { ...nothing, [part]: 1 } })).toEqual([]);
  });

  it('is told that something has to count, the department only where the rules let it', () => {
    const told = [{ field: 'weights', value: '0', rule: 'at least one that counts must be more than 0' }];
    const off = { ...defaultRules, department: 'off' } as const;
    expect(problemsOf({ weights: nothing })).toEqual(told);
    expect(problemsOf({ weights: { ...nothing, department: 100 }, rules: off })).toEqual(told);
    expect(problemsOf({ weights: { ...nothing, department: 100 } })).toEqual([]);
    expect(problemsOf({ weights: { ...nothing, department: 100, hours: 1 }, rules: off })).toEqual([]);
  });
});
