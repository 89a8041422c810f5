import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { candidatePairsCsv } from '../../../bot/http/views/candidate-pairs.ts';
import type { CandidatePair } from '../../../bot/mentoring/matching/matching.ts';
import { crowdedProgramme } from '../../support/product/crowd.ts';
import { mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import { couples, lead, withoutMailbox } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { makeProgramme } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';
import { person } from '../storage/samples.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const [one, two] = couples as [(typeof couples)[0], (typeof couples)[0]];
type Row = Record<string, string>;
const rowsOf = (csv: string, delimiter = ','): Row[] => parse(csv, { columns: true, bom: true, delimiter });
const table = async (path: string) => {
  const answer = await product.api(lead, 'GET', `${path}/candidate-pairs.csv`);
  expect(answer.status).toBe(200);
  return { csv: answer.body as string, headers: answer.headers };
};

describe('the table of candidate pairs', () => {
  it('has a line for every mentee with every mentor: the fit, or the rules in the way in words', async () => {
    const path = await programmeOf(product, [
      mentee(one.mentee, { topics: 'ai;faith' }),
      mentee(two.mentee, { seniority: '1' }),
      mentor(one.mentor, { topics: 'ai;faith' }),
      mentor(withoutMailbox, { topics: 'law', languages: 'en' }),
    ]);
    const { csv, headers } = await table(path);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="candidate-pairs.csv"');
    const found = rowsOf(csv).map((row) => [
      row['menteeAddress'],
      row['mentorAddress'],
      row['possible'],
      row['inTheWay'],
    ]);
    expect(found.toSorted()).toEqual(
      [
        [one.mentee, one.mentor, 'yes', ''],
        [one.mentee, withoutMailbox, 'no', 'too few topics in common, a calendar that cannot be read'],
        [two.mentee, one.mentor, 'no', 'too close in seniority'],
        [
          two.mentee,
          withoutMailbox,
          'no',
          'too close in seniority, too few topics in common, a calendar that cannot be read',
        ],
      ].toSorted(),
    );
    for (const { possible, fit } of rowsOf(csv)) {
      if (possible === 'yes') expect(Number(fit)).toBeGreaterThan(0);
      else expect(fit).toBe('');
    }
    expect(csv).not.toMatch(/faith/i);
  });

  it('of nobody is a header, and of no programme is not there', async () => {
    const { id } = await makeProgramme(product);
    expect(rowsOf((await table(`/programmes/${id}`)).csv)).toEqual([]);
    const nowhere = `/programmes/${randomUUID()}/candidate-pairs.csv`;
    expect(await product.api(lead, 'GET', nowhere)).toMatchObject(problem(404, 'not-found'));
  });

  it('holds names as text whatever they look like to a spreadsheet, in whatever country', async () => {
    const names = [
      '=HYPERLINK("https://evil.example";"Click")',
      "+1+cmd|' /C calc'!A0",
      '-2+3',
      '@SUM(1+1)*cmd',
      '  =1+1',
      'Ada;=1+1',
      'Ada,=1+1',
      'Ada|@x',
      '＝1+1',
      'O\'Neill "Bo", née Smith-Jones',
    ];
    const addresses = names.map((_name, index) => `name.${index}@odd.example`);
    const path = await programmeOf(product, [
      mentee(one.mentee),
      ...names.map((displayName, index) => mentor(addresses[index] ?? '', { displayName })),
    ]);
    const { csv } = await table(path);
    // As spreadsheets of this and of other countries cut it.
    for (const cut of [/,/, /;/, /\t/, /\|/]) {
      for (const cell of csv.split('\r\n').flatMap((line) => line.split(cut))) {
        expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
      }
    }
    const read = new Map(rowsOf(csv).map((row) => [row['mentorAddress'], row['mentor']]));
    const bare = (name: string | undefined) => name?.replaceAll("'", '').trim();
    expect(addresses.map((address) => bare(read.get(address)))).toEqual(names.map(bare));
    expect(read.get(addresses.at(-1) ?? '')).toBe(names.at(-1));
  });

  it('comes while it is made, and others are answered meanwhile', async () => {
    const path = await crowdedProgramme(product, 250);
    const response = await fetch(`${product.address}/api${path}/candidate-pairs.csv`, {
      headers: { authorization: `Bearer ${await product.token(lead)}` },
    });
    expect(await product.api(lead, 'GET', '/me')).toMatchObject({ status: 200 });
    expect(rowsOf(await response.text())).toHaveLength(250 * 250);
  });
});

describe('the making of the table', () => {
  it('goes no further than somebody reads, and ends when they go away', async () => {
    const [menteeOf, mentorOf] = [person(), person()];
    let made = 0;
    let hasEnded = false;
    function* endless(): Generator<CandidatePair> {
      try {
        for (;;) {
          made += 1;
          yield { menteeId: menteeOf.id, mentorId: mentorOf.id, bars: [], fit: made };
        }
      } finally {
        hasEnded = true;
      }
    }
    const people = new Map([menteeOf, mentorOf].map((each) => [each.id, each]));
    const stream = Readable.from(candidatePairsCsv(endless(), people));
    const pieces = stream[Symbol.asyncIterator]();
    for (let piece = 0; piece < 3; piece += 1) await pieces.next();
    expect(made).toBeLessThan(2_000);
    expect(hasEnded).toBe(false);
    await pieces.return?.();
    await until(() => hasEnded);
  });
});
