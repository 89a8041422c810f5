import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { Cadence, Objective, ProgrammeInput, Rules, Topic, type Programme } from '../../bot/http/contract/programme.ts';
import { defaultRules, defaultWeights } from '../../bot/mentoring/programme/programme.ts';
import { draft } from '../../bot/http/views/programmes.ts';
import { draftProblems } from '../../bot/mentoring/programme/programmes.ts';
import { differences, fieldOf, fitParts, formOf, inputOf, type Form } from '../../tab/pages/lead/programme-form.ts';

const now = '2027-01-01T10:00:00Z';
/** What a line of a field may hold, as the page and the contract leave it. */
const line = (unit: 'grapheme' | 'grapheme-ascii', limit = 30) =>
  fc
    .string({ unit, minLength: 1, maxLength: limit })
    .map((text) =>
      text
        .replaceAll(/\s/g, ' ')
        .replace(/^[*\s]+/, '')
        .trim()
        .slice(0, 60),
    )
    .filter((text) => text !== '');
const words = line('grapheme');
const topics = fc
  .uniqueArray(fc.record({ label: words, sensitive: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
    selector: ({ label }) => label,
  })
  // Keys as an import file or another lead may have named them: nothing to do with the label.
  .map((list) => list.map((topic, index): Topic => ({ ...topic, key: `key-${index}` })));
const dates = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const day = (date: Date) => date.toISOString().slice(0, 10);
const programmes: fc.Arbitrary<Programme> = fc.record({
  id: fc.uuid(),
  version: fc.nat(),
  name: words,
  startsOn: dates.map((date) => date.toISOString().slice(0, 10)),
  endsOn: dates.map((date) => date.toISOString().slice(0, 10)),
  cadence: fc.constantFrom(...Cadence.options),
  meetings: fc.integer({ min: 1, max: 26 }),
  lengthMinutes: fc.constantFrom(30, 45, 60),
  topics,
  rules: fc.record({
    minimumSeniorityGap: fc.integer({ min: 1, max: 20 }),
    minimumSharedTopics: fc.integer({ min: 1, max: 10 }),
    minimumSharedHours: fc.double({ min: 0.5, max: 8, noNaN: true }),
    department: fc.constantFrom(...Rules.shape.department.options),
    allowSameManager: fc.boolean(),
  }),
  weights: fc.record(
    Object.fromEntries(fitParts.map((part) => [part, fc.integer({ min: 0, max: 100 })])) as Record<
      (typeof fitParts)[number],
      fc.Arbitrary<number>
    >,
  ),
  objective: fc.constantFrom(...Objective.options),
  booking: fc.record({
    organizer: fc.constantFrom('mentee', 'mentor'),
    sharedMailbox: fc.constant(null),
    decideWithinDays: fc.integer({ min: 0, max: 14 }),
    blackouts: fc.array(
      fc.tuple(words, dates, dates).map(([name, from, to]) => ({ name, from: day(from), to: day(to) })),
      { maxLength: 3 },
    ),
  }),
  gradeLadder: fc.uniqueArray(words, { maxLength: 6 }),
  openToSignUp: fc.boolean(),
  neutralContact: fc.constantFrom(null, 'ada@contoso.example'),
  closedAt: fc.constant(null),
  keptMonths: fc.integer({ min: 1, max: 60 }),
});

describe('the form of a programme', () => {
  it('says the same programme again when nothing is changed in it', () => {
    fc.assert(
      fc.property(programmes, (programme) => {
        const { id: _id, version: _version, closedAt: _closedAt, ...input } = programme;
        expect(inputOf(formOf(programme, now), programme.topics)).toEqual(input);
        expect(ProgrammeInput.parse(input)).toEqual(input);
      }),
    );
  });

  it('keeps the key of every topic whose label stays, wherever it is moved and whether or not it is private', () => {
    fc.assert(
      fc.property(topics, fc.array(words, { maxLength: 4 }), fc.nat(), (before, added, seed) => {
        const kept = before.filter((_, index) => ((seed >> index) & 1) === 1);
        const lines = [...added.map((label) => `* ${label}`), ...kept.toReversed().map(({ label }) => label)];
        const form: Form = { ...formOf(null, now), topics: `\n${lines.join('\n\n')} \n` };
        const after = inputOf(form, before).topics;
        expect(after.map(({ label }) => label)).toEqual([...added, ...kept.toReversed().map(({ label }) => label)]);
        expect(after.map(({ sensitive }) => sensitive)).toEqual([...added.map(() => true), ...kept.map(() => false)]);
        for (const { label, key } of kept) expect(after.find((topic) => topic.label === label)?.key).toBe(key);
        expect(new Set(after.map(({ key }) => key)).size).toBe(new Set(after.map(({ label }) => label)).size);
      }),
    );
  });

  it('of a new programme starts on the next Monday and asks for nothing that would be refused', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const input = ProgrammeInput.parse({ ...inputOf(formOf(null, date.toISOString()), []), name: 'Spring' });
        const startsOn = Temporal.PlainDate.from(input.startsOn);
        const today = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO('UTC').toPlainDate();
        expect(startsOn.dayOfWeek).toBe(1);
        expect(today.until(startsOn).days).toBeGreaterThanOrEqual(1);
        expect(today.until(startsOn).days).toBeLessThanOrEqual(7);
        expect(draftProblems(draft(input))).toEqual([]);
      }),
    );
  });

  it('of a new programme has the rules and weights that every programme starts with', () => {
    expect(inputOf(formOf(null, now), [])).toMatchObject({ rules: defaultRules, weights: defaultWeights });
  });

  it('knows by the server’s name every field in which something can be wrong', () => {
    const names = (value: unknown, path: string): readonly string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, below]) => names(below, path === '' ? name : `${path}.${name}`))
        : [path];
    const fields = names(inputOf(formOf(null, now), []), '').map((name) => fieldOf(name));
    expect(fields.toSorted()).toEqual(Object.keys(formOf(null, now)).toSorted());
    expect([fieldOf('topics.3.label'), fieldOf('weights'), fieldOf('startsOnly')]).toEqual(['topics', null, null]);
  });

  it('tells exactly the fields in which another differs', () => {
    fc.assert(
      fc.property(programmes, programmes, (one, other) => {
        const [mine, theirs] = [formOf(one, now), formOf(other, now)];
        const changed = differences(mine, theirs);
        expect(differences(mine, mine)).toEqual([]);
        for (const field of Object.keys(mine) as (keyof Form)[]) {
          expect(changed.includes(field)).toBe(mine[field] !== theirs[field]);
        }
      }),
    );
  });
});

const keysOf = (...labels: readonly string[]) =>
  inputOf({ ...formOf(null, now), topics: labels.join('\n') }, []).topics.map(({ key }) => key);

describe('the key of a new topic', () => {
  it.each([
    ['AI tools', 'ai-tools'],
    ['*LGBTQ inclusion', 'lgbtq-inclusion'],
    ['Front-line experience', 'front-line-experience'],
    ['  Café  culture ', 'cafe-culture'],
    ['Führung über Grenzen', 'fuhrung-uber-grenzen'],
    ['C++ & C#', 'c-c'],
    ['--- dashes ---', 'dashes'],
    ['２０２７', '2027'],
  ])('is made of the words of its label: %s', (label, key) => {
    expect(keysOf(label)).toEqual([key]);
  });

  it.each(['データ', 'Искусственный интеллект', 'ذكاء', '!?'])(
    'is a number where the label has no Latin letter: %s',
    (label) => {
      expect(keysOf('AI tools', label)).toEqual(['ai-tools', 'topic-2']);
    },
  );

  it('is one that the server takes, whatever the label', () => {
    fc.assert(
      fc.property(line('grapheme', 60), (label) => {
        expect(Topic.safeParse({ key: keysOf(label)[0], label, sensitive: false }).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is short enough for the server where letters become several, as ㎯ does', () => {
    const label = '㎯'.repeat(20);
    expect(Topic.parse({ key: keysOf(label)[0], label, sensitive: false }).label).toBe(label);
  });

  it('is another for another label', () => {
    expect(new Set(keysOf('C', 'C++', 'C#')).size).toBe(3);
  });

  it('is not the number that a topic has which stays', () => {
    const before = inputOf({ ...formOf(null, now), topics: 'データ\nリーダーシップ' }, []).topics;
    const after = inputOf({ ...formOf(null, now), topics: 'リーダーシップ\n多様性' }, before).topics;
    expect(new Set(after.map(({ key }) => key)).size).toBe(2);
  });

  it('is not that of a topic that has gone, which people may have chosen', () => {
    const before = inputOf({ ...formOf(null, now), topics: 'データ' }, []).topics;
    const after = inputOf({ ...formOf(null, now), topics: '*信仰' }, before).topics;
    expect(after[0]?.key).not.toBe(before[0]?.key);
  });
});

describe('days on which nobody meets', () => {
  const blackoutsOf = (blackouts: string) => inputOf({ ...formOf(null, now), blackouts }, []).booking.blackouts;

  it.each([
    ['2027-12-24 to 2028-01-02 Christmas', { from: '2027-12-24', to: '2028-01-02', name: 'Christmas' }],
    ['2027-05-03 May Day', { from: '2027-05-03', to: '2027-05-03', name: 'May Day' }],
    ['2027-05-03', { from: '2027-05-03', to: '2027-05-03', name: '2027-05-03' }],
    ['2027-08-01 to 2027-08-20', { from: '2027-08-01', to: '2027-08-20', name: '2027-08-01 to 2027-08-20' }],
  ])('are read from a line: %s', (line, blackout) => {
    expect(blackoutsOf(line)).toEqual([blackout]);
    const saved = inputOf({ ...formOf(null, now), blackouts: line }, []);
    expect(formOf({ ...saved, id: '', version: 1, closedAt: null, keptMonths: 12 }, now).blackouts).toBe(line);
  });

  it.each(['Christmas', '2027-12-24 to Christmas', '24.12.2027 Christmas'])(
    'are left to the server to refuse where a line says something else: %s',
    (line) => {
      expect(blackoutsOf(line)).toEqual([{ from: line, to: line, name: line }]);
    },
  );
});
