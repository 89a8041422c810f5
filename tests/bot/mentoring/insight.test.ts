import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CheckInAnswers } from '../../../bot/mentoring/checkin/check-in.ts';
import {
  allKeys,
  countedOf,
  fewestPeople,
  figureOf,
  knownAlready,
  saidOf,
  type Figure,
  type Key,
  type Said,
} from '../../../bot/mentoring/insight/figure.ts';
import { releaseOf, type GivenAnswers, type Pair, type Release } from '../../../bot/mentoring/insight/release.ts';
import type { Role } from '../../../bot/mentoring/people/person.ts';

/** How releases are made; the product's own, or one with a rule left out. */
type Rule = (given: readonly GivenAnswers[], pairs: readonly Pair[]) => Release;

/** One answer as everybody may know of it: who gave it and when, not what it was. */
interface Known {
  readonly id: string;
  readonly personId: string;
  readonly side: Role;
  /** Month of the meeting, from 0; the next release may count it. */
  readonly month: number;
  /** Month before whose release it is erased; null when never. */
  readonly erasedBefore: number | null;
}

interface Organisation {
  readonly key: Key;
  readonly answers: readonly Known[];
  readonly pairs: readonly Pair[];
}

/** `RUNS=50` looks at fifty times as many organisations. */
const more = Number(process.env['RUNS'] ?? 1);
const months = 3;
const nothing: CheckInAnswers = {
  tookPlace: 'yes',
  spokeOpenly: null,
  menteesAgenda: null,
  whoTalked: null,
  summedUp: null,
  words: null,
  areWordsShared: false,
};

/** The answers of somebody who said this about one key and left out the others. */
function answersOf(key: Key, side: Role, said: Said): CheckInAnswers {
  switch (key) {
    case 'trust':
      return { ...nothing, spokeOpenly: said === 'yes' ? 'yes' : 'no' };
    case 'agenda':
      return { ...nothing, menteesAgenda: said === 'yes' ? 'yes' : 'no' };
    case 'summing-up':
      return { ...nothing, summedUp: said === 'yes' ? 'yes' : 'no' };
    case 'listening':
      if (said === 'balanced') return { ...nothing, whoTalked: said };
      return { ...nothing, whoTalked: said === `mostly-${side}` ? 'mostly-me' : 'mostly-the-other' };
  }
}

/** Every release of an organisation whose people said this, one for each month. */
function releasesOf(rule: Rule, { key, answers, pairs }: Organisation, said: readonly Said[]): readonly Release[] {
  const used = new Set<string>();
  return Array.from({ length: months }, (_, month) => {
    const given = answers.flatMap((one, index): GivenAnswers[] => {
      const isThere = one.month <= month && (one.erasedBefore === null || month < one.erasedBefore);
      const what = said[index];
      if (!isThere || what === undefined) return [];
      return [
        {
          checkInId: one.id,
          personId: one.personId,
          side: one.side,
          answers: answersOf(key, one.side, what),
          released: used.has(one.id) ? [key] : [],
        },
      ];
    });
    const release = rule(given, pairs);
    for (const { checkInId } of release.usedUp) used.add(checkInId);
    return release;
  });
}

const told = (releases: readonly Release[]): string => JSON.stringify(releases.map(({ figures }) => figures));

/** Answers that somebody knows: their own, and about who talked more those of whom they are paired with. */
function knownTo(who: string, { key, answers, pairs }: Organisation): readonly boolean[] {
  const partners = pairs.flatMap(({ menteeId, mentorId }) =>
    menteeId === who ? [mentorId] : mentorId === who ? [menteeId] : [],
  );
  return answers.map(({ personId }) => personId === who || (key === 'listening' && partners.includes(personId)));
}

/**
 * Goes through every way in which the others could have answered that leads to the same figures; the first answer that is
 * the same in all of them is found out.
 */
function foundOut(rule: Rule, organisation: Organisation, said: readonly Said[], who: string): Known | null {
  const { key, answers } = organisation;
  const isKnown = knownTo(who, organisation);
  const open = answers.flatMap((_, index) => (isKnown[index] === true ? [] : [index]));
  const possible: readonly Said[] = key === 'listening' ? countedOf.listening : ['yes', 'no'];
  const seen = answers.map(() => new Set<Said>());
  const isClear = (index: number) => (seen[index]?.size ?? 0) > 1;
  const goal = told(releasesOf(rule, organisation, said));
  for (let way = 0; way < possible.length ** open.length; way += 1) {
    const tried = [...said];
    for (let place = 0, rest = way; place < open.length; place += 1, rest = Math.floor(rest / possible.length)) {
      tried[open[place] ?? 0] = possible[rest % possible.length] ?? 'yes';
    }
    if (open.every((index) => isClear(index) || seen[index]?.has(tried[index] ?? 'yes') === true)) continue;
    if (told(releasesOf(rule, organisation, tried)) !== goal) continue;
    for (const index of open) seen[index]?.add(tried[index] ?? 'yes');
    if (open.every(isClear)) return null;
  }
  return answers.find((_, index) => isKnown[index] !== true && !isClear(index)) ?? null;
}

const names = (role: string, count: number) => Array.from({ length: count }, (_, index) => `${role} ${index}`);

/** Small organisations whose people join, leave and are erased, and what they said: often all the same. */
const organisations = (key: Key, most: number) =>
  fc
    .record({
      mentors: fc.integer({ min: 1, max: 7 }),
      extra: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 2 }),
      // Those who answered, one after the other.
      answered: fc.array(
        fc.record({
          person: fc.nat(6),
          side: fc.constantFrom<Role>('mentor', 'mentor', 'mentor', 'mentee'),
          month: fc.constantFrom(0, 0, 0, 1, 1, 2),
          erasedBefore: fc.constantFrom(null, null, null, 1, 2),
        }),
        { minLength: 5, maxLength: most },
      ),
      usual: fc.nat(2),
      unusual: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: most, maxLength: most }),
    })
    .map(({ mentors, extra, answered, usual, unusual }) => {
      const [mentorIds, menteeIds] = [names('mentor', mentors), names('mentee', mentors)];
      const at = (ids: readonly string[], index: number) => ids[index % ids.length] ?? '';
      const pairs: Pair[] = [
        ...mentorIds.map((mentorId, index) => ({ mentorId, menteeId: at(menteeIds, index) })),
        ...extra.map(([one, other]) => ({ mentorId: at(mentorIds, one), menteeId: at(menteeIds, other) })),
      ];
      const possible: readonly Said[] = key === 'listening' ? countedOf.listening : ['yes', 'no'];
      const answers = answered
        .map((one, index): Known => ({
          id: `answer ${index}`,
          personId: at(one.side === 'mentor' ? mentorIds : menteeIds, one.person),
          side: one.side,
          month: one.month,
          // What is erased after its release leaves the figure as it was, and so it stays unknown.
          erasedBefore: one.erasedBefore !== null && one.erasedBefore > one.month ? one.erasedBefore : null,
        }))
        .toSorted((one, other) => one.month - other.month);
      const said = answers.map((_, index) => possible[(usual + (unusual[index] ?? 0)) % possible.length] ?? 'yes');
      return { organisation: { key, answers, pairs }, said };
    });

/** Whoever knows all that is released, who answered when, and what they see themselves, finds out nothing. */
const nobodyIsFoundOut = (rule: Rule, key: Key, most: number) =>
  fc.property(organisations(key, most), ({ organisation, said }) => {
    const everybody = new Set(organisation.pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]));
    for (const who of ['the lead', ...everybody]) {
      if (foundOut(rule, organisation, said, who) !== null) return false;
    }
    return true;
  });

/** A rule with something left out, as fresh answers of each side are made into figures. */
function weakened(
  figures: (fresh: readonly (GivenAnswers & { readonly said: Said })[], side: Role, key: Key) => readonly Figure[],
  { isRunning = false } = {},
): Rule {
  return (given) => {
    const all: Figure[] = [];
    const usedUp: Release['usedUp'][number][] = [];
    for (const key of allKeys) {
      for (const side of ['mentee', 'mentor'] as const) {
        const fresh = given.flatMap((one) => {
          const said = one.side === side && !one.released.includes(key) ? saidOf(key, side, one.answers) : null;
          return said === null ? [] : [{ ...one, said }];
        });
        const made = figures(fresh, side, key);
        all.push(...made);
        if (made.length > 0 && !isRunning) usedUp.push(...fresh.map(({ checkInId }) => ({ checkInId, key })));
      }
    }
    return { figures: all, usedUp };
  };
}
const newestOf = (fresh: readonly { readonly personId: string; readonly said: Said }[]): readonly Said[] => [
  ...new Map(fresh.map(({ personId, said }) => [personId, said])).values(),
];
/** Shares as they are, to the last answer. */
const exact = (key: Key, side: Role, said: readonly Said[]): readonly Figure[] => [
  {
    key,
    side,
    people: said.length,
    shares: countedOf[key].map((one) => ({
      said: one,
      percent: said.filter((other) => other === one).length,
      bound: 'about',
    })),
  },
];
const bounded = (key: Key, side: Role, said: readonly Said[]) => {
  const figure = figureOf(key, side, said, 1);
  return figure ? [figure] : [];
};

const weak = {
  'five answers were enough, whosoever they are': weakened((fresh, side, key) =>
    bounded(
      key,
      side,
      fresh.map(({ said }) => said),
    ),
  ),
  'four people were enough': weakened((fresh, side, key) => {
    const said = newestOf(fresh);
    if (said.length !== 4) return bounded(key, side, said);
    const isMost = said.filter((one) => one === 'yes').length > 2;
    return [{ key, side, people: 4, shares: [{ said: 'yes', percent: 50, bound: isMost ? 'at-least' : 'at-most' }] }];
  }),
  'a share were told to the last answer': weakened((fresh, side, key) => {
    const said = newestOf(fresh);
    return said.length < fewestPeople ? [] : exact(key, side, said);
  }),
  'each month counted all there has been': weakened((fresh, side, key) => bounded(key, side, newestOf(fresh)), {
    isRunning: true,
  }),
} satisfies Record<string, Rule>;

describe('what is released', () => {
  it.each([
    ['trust', 30],
    ['agenda', 10],
    ['summing-up', 10],
  ] as const)('tells nobody what anybody answered about %s', (key, runs) => {
    fc.assert(nobodyIsFoundOut(releaseOf, key, 11), { numRuns: runs * more });
  });

  it('tells nobody who anybody said talked more, although the two of a pairing see it of each other', () => {
    fc.assert(nobodyIsFoundOut(releaseOf, 'listening', 8), { numRuns: 20 * more });
  });

  it.each(Object.entries(weak))('would tell somebody if %s', (_, rule) => {
    expect(fc.check(nobodyIsFoundOut(rule, 'trust', 11), { numRuns: 1_000, seed: 7, endOnFailure: true }).failed).toBe(
      true,
    );
  });

  it('would tell somebody who talked more if what the two of a pairing see of each other were left out', () => {
    const forgetful: Rule = (given) => releaseOf(given, []);
    const mentors = names('mentor', 5);
    const organisation: Organisation = {
      key: 'listening',
      answers: mentors.map((personId) => ({ id: personId, personId, side: 'mentor', month: 0, erasedBefore: null })),
      pairs: mentors.slice(0, 3).map((mentorId) => ({ mentorId, menteeId: 'mentee' })),
    };
    const said: readonly Said[] = ['balanced', 'balanced', 'balanced', 'mostly-mentee', 'mostly-mentee'];
    expect(foundOut(forgetful, organisation, said, 'mentee')).toBeNull();
    const uneven: readonly Said[] = ['mostly-mentor', 'mostly-mentor', 'balanced', 'balanced', 'balanced'];
    expect(foundOut(forgetful, organisation, uneven, 'mentee')).not.toBeNull();
    expect(foundOut(releaseOf, organisation, uneven, 'mentee')).toBeNull();
  });
});

describe('a figure', () => {
  /** Every way in which so many people could fall to the kinds. */
  function* spread(people: number, kinds: number): Generator<readonly number[]> {
    if (kinds === 1) yield [people];
    else
      for (let first = 0; first <= people; first += 1)
        for (const rest of spread(people - first, kinds - 1)) yield [first, ...rest];
  }

  it.each([
    ['trust', 1],
    ['listening', 1],
    ['listening', 2],
    ['listening', 3],
  ] as const)('about %s leaves room for those who know what %i people see each and put it together', (key, circle) => {
    const kinds: readonly Said[] = key === 'listening' ? countedOf.listening : ['yes', 'no'];
    for (let people = fewestPeople; people <= 34; people += 1) {
      const ways = [...spread(people, kinds.length)];
      const byFigure = Map.groupBy(ways, (counts) =>
        JSON.stringify(
          figureOf(
            key,
            'mentor',
            counts.flatMap((count, kind) => Array<Said>(count).fill(kinds[kind] ?? 'no')),
            circle,
          ),
        ),
      );
      for (const alike of byFigure.values()) {
        for (const own of spread(knownAlready(people, circle), kinds.length)) {
          const left = alike
            .map((counts) => counts.map((count, kind) => count - (own[kind] ?? 0)))
            .filter((counts) => counts.every((count) => count >= 0));
          // All of those that are left are of one kind, in every way that there is.
          const alone = new Set(
            left.map((counts) =>
              counts.filter((count) => count > 0).length > 1 ? -1 : counts.findIndex((count) => count > 0),
            ),
          );
          const isTold = left.length > 0 && alone.size === 1 && !alone.has(-1);
          if (isTold) throw new Error(`${people} people, ${own.join('/')} known, told by ${JSON.stringify(alike)}`);
        }
      }
    }
  });

  it('is there from five people up, and from more where somebody sees several of the answers', () => {
    const said = (count: number) => Array<Said>(count).fill('yes');
    expect(figureOf('trust', 'mentor', said(4), 1)).toBeNull();
    expect(figureOf('trust', 'mentor', said(5), 1)).toEqual({
      key: 'trust',
      side: 'mentor',
      people: 5,
      shares: [{ said: 'yes', percent: 60, bound: 'at-least' }],
    });
    expect(figureOf('listening', 'mentor', said(6), 2)).toBeNull();
    expect(figureOf('listening', 'mentor', said(7), 2)).not.toBeNull();
  });

  it('says about how many where that gives nobody away, in steps of five', () => {
    const said: Said[] = [...Array<Said>(13).fill('yes'), ...Array<Said>(6).fill('no')];
    expect(figureOf('trust', 'mentee', said, 1)?.shares).toEqual([{ said: 'yes', percent: 70, bound: 'about' }]);
  });
});

/** An answer that follows from sums of answers, by elimination over a prime field; -1 where none does. */
function solved(sums: readonly (readonly number[])[], width: number): number {
  const prime = 1_000_003;
  const inverse = (value: number) => {
    let [result, base] = [1, value % prime];
    for (let power = prime - 2; power > 0; power = Math.floor(power / 2)) {
      if (power % 2 === 1) result = (result * base) % prime;
      base = (base * base) % prime;
    }
    return result;
  };
  const rows = sums.map((row) => [...row]);
  let done = 0;
  for (let column = 0; column < width && done < rows.length; column += 1) {
    const found = rows.findIndex((row, index) => index >= done && (row[column] ?? 0) !== 0);
    const pivot = rows[found];
    const swapped = rows[done];
    if (!pivot || !swapped) continue;
    [rows[done], rows[found]] = [pivot, swapped];
    const scale = inverse(pivot[column] ?? 0);
    for (let at = 0; at < width; at += 1) pivot[at] = ((pivot[at] ?? 0) * scale) % prime;
    for (const row of rows) {
      const factor = row[column] ?? 0;
      if (row === pivot || factor === 0) continue;
      for (let at = 0; at < width; at += 1)
        row[at] = ((((row[at] ?? 0) - factor * (pivot[at] ?? 0)) % prime) + prime) % prime;
    }
    done += 1;
  }
  // Fully reduced, an answer follows exactly where its unit row stands.
  return (
    rows
      .map((row) => row.flatMap((value, column) => (value === 0 ? [] : [column])))
      .find((columns) => columns.length === 1)?.[0] ?? -1
  );
}

describe('all releases of a larger organisation', () => {
  interface Larger {
    readonly people: number;
    readonly answers: readonly { readonly person: number; readonly side: Role; readonly month: number }[];
    readonly together: readonly number[];
  }
  const larger = fc.record({
    people: fc.integer({ min: 5, max: 14 }),
    answers: fc.array(
      fc.record({
        person: fc.nat(13),
        side: fc.constantFrom<Role>('mentor', 'mentee'),
        month: fc.nat(months - 1),
      }),
      { minLength: 5, maxLength: 60 },
    ),
    together: fc.array(fc.nat(13), { maxLength: 2 }),
  });

  /** Sums that are known, as if no figure were bounded or rounded: who is counted in each, and the answers of the curious. */
  function sumsOf(rule: Rule, { people, answers, together }: Larger) {
    const known = answers
      .map((one, index): Known => ({
        id: String(index),
        personId: `${one.side} ${one.person % people}`,
        side: one.side,
        month: one.month,
        erasedBefore: null,
      }))
      .toSorted((one, other) => one.month - other.month);
    const organisation: Organisation = { key: 'trust', answers: known, pairs: [] };
    const releases = releasesOf(
      rule,
      organisation,
      known.map(() => 'yes'),
    );
    const place = new Map(known.map(({ id }, index) => [id, index]));
    const rows = releases.flatMap(({ figures, usedUp }) =>
      figures.map(({ side }) => {
        const used = new Set(usedUp.map(({ checkInId }) => checkInId));
        const newest = new Map(
          known.filter((one) => one.side === side && used.has(one.id)).map((one) => [one.personId, one.id]),
        );
        const counted = new Set([...newest.values()].map((id) => place.get(id)));
        return known.map((_, index) => (counted.has(index) ? 1 : 0));
      }),
    );
    const own = new Set(together.flatMap((one) => [`mentor ${one % people}`, `mentee ${one % people}`]));
    const mine = known.flatMap(({ personId }, index) => (own.has(personId) ? [index] : []));
    return { known, rows, mine };
  }
  /** The first answer that follows from the sums and was not known. */
  const isolated = (rows: readonly (readonly number[])[], mine: readonly number[], width: number): number =>
    solved(
      rows.map((row) => row.map((value, index) => (mine.includes(index) ? 0 : value))),
      width,
    );

  it('cannot be solved for an answer, and no two of them count the same one', () => {
    fc.assert(
      fc.property(larger, (organisation) => {
        const { known, rows, mine } = sumsOf(releaseOf, organisation);
        expect(isolated(rows, mine, known.length)).toBe(-1);
        known.forEach((_, index) => expect(rows.filter((row) => row[index] === 1).length).toBeLessThanOrEqual(1));
        for (const row of rows) {
          const people = new Set(known.filter((__, index) => row[index] === 1).map(({ personId }) => personId));
          expect(people.size).toBeGreaterThanOrEqual(fewestPeople);
          expect(people.size).toBe(row.filter((value) => value === 1).length);
        }
      }),
      { numRuns: 100 * more },
    );
  });

  it.each([
    [
      'a total stood beside its parts',
      (rows: readonly (readonly number[])[], known: readonly Known[]) => [
        ...rows,
        known.map(({ month }) => (month === 0 ? 1 : 0)),
      ],
    ],
    [
      'each month counted all there has been',
      (_: unknown, known: readonly Known[]) =>
        [0, 1, 2].map((month) => known.map((one) => (one.month <= month ? 1 : 0))),
    ],
    [
      'a figure were made anew when somebody has left',
      (rows: readonly (readonly number[])[], known: readonly Known[]) => [
        ...rows,
        ...rows.map((row) => row.map((value, index) => (known[index]?.personId === 'mentor 0' ? 0 : value))),
      ],
    ],
  ])('could be solved if %s', (_, added) => {
    const property = fc.property(larger, (organisation) => {
      const { known, rows, mine } = sumsOf(releaseOf, organisation);
      return isolated(added(rows, known), mine, known.length) === -1;
    });
    expect(fc.check(property, { numRuns: 2_000, seed: 7, endOnFailure: true }).failed).toBe(true);
  });
});
