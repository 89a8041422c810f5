import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  importColumns,
  readImportFile,
  type ImportContext,
  type ImportFile,
} from '../../../bot/mentoring/people/import-file.ts';
import { importProblemMessage } from '../../../bot/mentoring/people/import-messages.ts';
import { writePeople } from '../../../infra/sandbox/organisation/file.ts';
import { makeOrganisation } from '../../../infra/sandbox/organisation/made-up.ts';
import { personOf, type Person } from '../../../infra/sandbox/organisation/person.ts';
import { runs } from '../../support/runs.ts';

type Column = (typeof importColumns)[number];
const topics = ['ai-tools', 'data-literacy'];
const context: ImportContext = { ladder: ['AO', 'EO'], topics, knownPeople: new Set(['known@contoso.example']) };
const encode = (text: string) => new TextEncoder().encode(text);
const header = importColumns.join(',');
/** Lines as an editor counts them. */
const linesIn = (text: string) => text.split(/\r\n|\n|\r/).length;

/** Checks what holds of any answer; `lines` is how many the file has. */
function expectAnAnswer(file: ImportFile, lines: number): void {
  const rows = file.ok ? file.rows : file.good;
  const names = rows.map((row) => row.userPrincipalName);
  expect(new Set(names).size).toBe(names.length);
  for (const row of rows) {
    expect(row.line).toBeGreaterThan(1);
    expect(row.line).toBeLessThanOrEqual(lines);
    expect(row.userPrincipalName).toMatch(/^\S+@\S+\.\S+$/);
    expect(row.displayName.trim()).not.toBe('');
  }
  if (file.ok) return;
  expect(Object.keys(file).toSorted()).toEqual(['good', 'leftOut', 'ok', 'problems', 'unknownColumns']);
  // A line is bad, left out or good, and never two of these.
  const bad = new Set([...file.problems, ...file.leftOut].map(({ line }) => line));
  expect(rows.filter(({ line }) => bad.has(line))).toEqual([]);
  expect(file.problems.length).toBeGreaterThan(0);
  for (const problem of file.problems) {
    if (problem.line === null) expect(problem.field).toBe('file');
    else {
      expect(problem.line).toBeGreaterThanOrEqual(1);
      expect(problem.line).toBeLessThanOrEqual(lines);
    }
    expect(problem.value.length).toBeLessThanOrEqual(100);
    expect(importProblemMessage(problem)).toMatch(/.\.$/s);
  }
}

/** Text that a parser of CSV may trip over. */
const crooked = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', '\r', ' ', '\t', '\u0000', '\uFEFF', '\u202E', '@', header),
      fc.constantFrom('ana@contoso.example', 'known@contoso.example', 'mentor', 'ai-tools', 'Europe/London', '7'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('any file at all', () => {
  it('of arbitrary bytes is answered with rows or problems, each naming a line or the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expectAnAnswer(readImportFile(bytes, context), linesIn(new TextDecoder().decode(bytes)));
      }),
      { numRuns: runs(500) },
    );
  });

  it('of arbitrary text, with and without the header, is answered alike', () => {
    fc.assert(
      fc.property(crooked, fc.boolean(), (text, hasHeader) => {
        const whole = hasHeader ? `${header}\n${text}` : text;
        expectAnAnswer(readImportFile(encode(whole), context), linesIn(whole));
      }),
      { numRuns: runs(1_000) },
    );
  });

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\n  \n'],
    ['a byte order mark', '\uFEFF'],
    ['one quotation mark', '"'],
    ['line breaks of every kind', '\r\n\n\r'],
    ['binary zeros', '\u0000'.repeat(1_000)],
  ])('of %s is refused', (_name, text) => {
    const file = readImportFile(encode(text), context);
    expect(file.ok).toBe(false);
    expectAnAnswer(file, linesIn(text));
  });
});

const email = (index: number) => `p${index}@contoso.example`;
/** Ways to spoil one field, and the rule that each breaks. `#` stands for the number of the line: it keeps them apart. */
const mischief: readonly (readonly [Column, string, string])[] = [
  ['userPrincipalName', 'no address #', 'not-an-address'],
  ['userPrincipalName', '', 'required'],
  ['displayName', '', 'required'],
  ['displayName', ' \u202E ', 'required'],
  ['jobTitle', 'x'.repeat(257), 'too-long'],
  ['grade', 'King', 'grade-not-in-ladder'],
  ['seniority', '101', 'not-a-whole-number'],
  ['seniority', '-1', 'not-a-whole-number'],
  ['seniority', '2.5', 'not-a-whole-number'],
  ['timeZone', 'Mars/Base', 'unknown-time-zone'],
  ['timeZone', '+01:00', 'unknown-time-zone'],
  ['managerUserPrincipalName', 'nobody@contoso.example', 'unknown-manager'],
  ['role', 'boss', 'unknown-role'],
  ['topics', '"ai-tools;knitting"', 'unknown-topic'],
  ['languages', '"en;knitting"', 'unknown-language'],
  ['capacity', '9', 'not-a-mentors-capacity'],
];

describe('a file with something wrong', () => {
  it('counts a line break in quotes once, whichever kind it is', () => {
    const rest = ','.repeat(importColumns.length - 3);
    const row = (name: string, more: string) => `${name}@contoso.example,Somebody,${more}${rest}`;
    const text = [header, row('ana', '"one\r\ntwo"'), row('no address', '')].join('\r\n');
    expect(readImportFile(encode(text), context)).toMatchObject({ problems: [{ line: 4, rule: 'not-an-address' }] });
  });

  it('names a line that it has where a quotation mark is never closed', () => {
    const file = readImportFile(encode([header, '"ana', 'ben', 'cay'].join('\r\n')), context);
    expect(file.ok ? null : (file.problems[0]?.line ?? 0)).toBeLessThanOrEqual(4);
  });

  it('is told every spoilt field by line, column and rule, and nothing else', () => {
    const spoilt = fc.array(fc.option(fc.constantFrom(...mischief), { freq: 2 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(spoilt, (lines) => {
        const rows = lines.map((wrong, index) => {
          const fields: Partial<Record<Column, string>> = {
            userPrincipalName: email(index),
            displayName: `Person ${index}`,
            managerUserPrincipalName: 'known@contoso.example',
          };
          const [spoiltColumn, value] = wrong ?? [];
          if (spoiltColumn) fields[spoiltColumn] = value?.replace('#', String(index)) ?? '';
          return importColumns.map((column) => fields[column] ?? '').join(',');
        });
        const file = readImportFile(encode([header, ...rows].join('\n')), context);
        expectAnAnswer(file, rows.length + 1);
        const told = file.ok ? [] : file.problems.map(({ line, field, rule }) => ({ line, field, rule }));
        expect(told).toEqual(
          lines.flatMap((wrong, index) => (wrong ? [{ line: index + 2, field: wrong[0], rule: wrong[2] }] : [])),
        );
      }),
    );
  });
});

/** A field as somebody may fill it in: any letters, quotation marks, separators and line breaks, not blank at its ends. */
const field = fc
  .array(fc.oneof(fc.constantFrom('"', ',', ';', '\n', '\r\n', ' ', "'", '='), fc.string({ unit: 'grapheme' })), {
    maxLength: 6,
  })
  .map((parts) =>
    parts
      .join('')
      // Marks that could disguise a name are taken out of an import.
      .replaceAll(/\p{Cc}(?<![\n\r])|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
      .trim()
      .slice(0, 200),
  );
const people = fc
  .array(
    fc.record({
      displayName: field.map((text) => text || 'Somebody'),
      jobTitle: field,
      department: field,
      profession: field,
      officeLocation: field,
      grade: fc.constantFrom('', 'AO', 'EO'),
      seniority: fc.option(fc.nat(100), { nil: '' }).map(String),
      timeZone: fc.constantFrom('', 'Europe/London', 'Asia/Kolkata'),
      manager: fc.option(fc.nat(20)),
      role: fc.constantFrom('', 'mentor', 'mentee'),
      topics: fc.subarray(topics).map((keys) => keys.join(';')),
      languages: fc.subarray(['en-GB', 'fr', 'zh-Hant-TW']).map((tags) => tags.join(';')),
      capacity: fc.constantFrom('', '1', '2', '3'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map(({ manager, ...row }, index) =>
      personOf({
        ...row,
        userPrincipalName: email(index),
        managerUserPrincipalName: manager === null || index === 0 ? '' : email(manager % index),
      }),
    ),
  );

/** The row of an import that says the same of somebody. */
function rowOf(person: Person) {
  // Line breaks are all of one kind afterwards.
  const text = (column: Column) => (person[column] === '' ? null : person[column].replaceAll('\r\n', '\n'));
  return {
    userPrincipalName: person.userPrincipalName,
    displayName: text('displayName'),
    jobTitle: text('jobTitle'),
    grade: text('grade'),
    seniority: person.seniority === '' ? null : Number(person.seniority),
    department: text('department'),
    profession: text('profession'),
    officeLocation: text('officeLocation'),
    timeZone: text('timeZone'),
    managerUserPrincipalName: text('managerUserPrincipalName'),
    role: text('role'),
    topics: person.topics === '' ? [] : person.topics.split(';'),
    languages: person.languages === '' ? [] : person.languages.split(';').map((tag) => tag.slice(0, 2)),
    capacity: person.capacity === '' ? null : Number(person.capacity),
  };
}

describe('a file that the sandbox writes', () => {
  it('is read as the same people, each on the line where an editor shows them', () => {
    fc.assert(
      fc.property(people, (all) => {
        const text = writePeople(all);
        const file = readImportFile(encode(text), context);
        let line = 2;
        const expected = all.map((person) => {
          const row = { line, ...rowOf(person) };
          line += linesIn(writePeople([person])) - 2;
          return row;
        });
        expect(file).toEqual({ ok: true, rows: expected, unknownColumns: [] });
      }),
      { numRuns: runs(300) },
    );
  });

  it('of the made-up organisation is in order for a programme with its topics', () => {
    const all = makeOrganisation();
    const keys = new Set(all.flatMap((person) => person.topics.split(';').filter((key) => key !== '')));
    const file = readImportFile(encode(writePeople(all)), { ladder: [], topics: [...keys], knownPeople: new Set() });
    expect(file.ok && file.rows.map(({ line: _, ...row }) => row)).toEqual(all.map(rowOf));
  });
});
