import { describe, expect, it } from '@jest/globals';
import {
  importColumns,
  readImportFile,
  requiredColumns,
  type ImportFile,
} from '../../../bot/mentoring/people/import-file.ts';

const header = importColumns.join(',');
const context = { ladder: ['AO', 'EO'], topics: ['ai-tools', 'data-literacy'], knownPeople: new Set<string>() };
const read = (...lines: string[]): ImportFile => readImportFile(new TextEncoder().encode(lines.join('\n')), context);
const line = (name: string, more: Partial<Record<(typeof importColumns)[number], string>> = {}): string => {
  const fields: Record<string, string> = { userPrincipalName: `${name}@contoso.example`, displayName: name, ...more };
  return importColumns.map((column) => fields[column] ?? '').join(',');
};
const problemsOf = (file: ImportFile) =>
  file.ok ? [] : file.problems.map(({ line: at, field, rule }) => `${String(at)} ${field} ${rule}`);

describe('a file of people', () => {
  it('is read whatever the order of its columns, with a byte order mark and semicolons', () => {
    const columns = [...importColumns].reverse();
    const fields: Record<string, string> = {
      userPrincipalName: 'Ana@Contoso.example',
      displayName: 'Ana',
      role: 'mentor',
      topics: '"ai-tools;data-literacy"',
      languages: '"en-GB; cy;EN-us;;pt-BR"',
      capacity: '5',
    };
    const file = read(
      `\uFEFF${[...columns, 'shoeSize'].join(';')}`,
      [...columns.map((column) => fields[column] ?? ''), '42'].join(';'),
    );
    expect(file).toMatchObject({
      ok: true,
      unknownColumns: ['shoeSize'],
      rows: [
        {
          line: 2,
          userPrincipalName: 'ana@contoso.example',
          role: 'mentor',
          topics: ['ai-tools', 'data-literacy'],
          languages: ['en', 'cy', 'pt'],
          capacity: 5,
        },
      ],
    });
  });

  it('needs no column for languages and capacity, and says nothing of either where they are empty', () => {
    const expected = { ok: true, unknownColumns: [], rows: [{ languages: [], capacity: null }] };
    expect(read(header, line('ana'))).toMatchObject(expected);
    const fields = requiredColumns.map((column) => (column === 'userPrincipalName' ? 'ana@contoso.example' : 'mentor'));
    expect(read(requiredColumns.join(','), fields.join(','))).toMatchObject({ ok: false });
    const [name, displayName, ...rest] = requiredColumns;
    const short = [[name, displayName, ...rest].join(','), `ana@contoso.example,Ana${','.repeat(rest.length)}`];
    expect(read(...short)).toMatchObject(expected);
  });

  it.each([
    ['mentor', '1', null],
    ['mentor', '5', null],
    ['mentee', '3', null],
    ['', '5', null],
    ['mentor', '0', 'not-a-mentors-capacity'],
    ['mentor', '6', 'not-a-mentors-capacity'],
    ['mentor', '9', 'not-a-mentors-capacity'],
    ['mentor', '10', 'not-a-mentors-capacity'],
    ['mentor', '-1', 'not-a-mentors-capacity'],
    ['mentor', '1.0', 'not-a-mentors-capacity'],
    ['mentor', 'two', 'not-a-mentors-capacity'],
    ['mentor', '01', 'not-a-mentors-capacity'],
    ['mentee', '0', 'not-a-mentees-capacity'],
    ['mentee', '4', 'not-a-mentees-capacity'],
    ['', '9', 'not-a-mentors-capacity'],
  ])('of a %s with the capacity %s is told %s', (role, capacity, rule) => {
    const file = read(header, line('ana', { role, capacity }));
    if (rule === null) expect(file).toMatchObject({ ok: true, rows: [{ capacity: Number(capacity) }] });
    else {
      const problems = [{ line: 2, field: 'capacity', value: capacity, rule }];
      expect(file).toEqual({ ok: false, problems, good: [], leftOut: [], unknownColumns: [] });
    }
  });

  it('names each tag that is no language', () => {
    const file = read(header, line('ana', { languages: 'en;english;jp;fr_FR;de-DE-DE-DE-' }));
    const tags = ['english', 'jp', 'fr_FR', 'de-DE-DE-DE-'];
    expect(file).toEqual({
      ok: false,
      problems: tags.map((value) => ({ line: 2, field: 'languages', value, rule: 'unknown-language' })),
      good: [],
      leftOut: [],
      unknownColumns: [],
    });
  });

  it('is refused with every bad line by number, field and rule', () => {
    const file = read(
      header,
      line('ana', { seniority: 'high' }),
      line('ben', { managerUserPrincipalName: 'nobody@contoso.example' }),
      line('cay', { managerUserPrincipalName: 'dan@contoso.example' }),
      line('dan', { managerUserPrincipalName: 'cay@contoso.example' }),
      line('ana'),
      line('eve', { role: 'boss', topics: 'knitting', timeZone: 'Mars/Base' }),
      line('fay', { grade: 'King' }),
      ',,',
    );
    expect(problemsOf(file)).toEqual([
      '2 seniority not-a-whole-number',
      '3 managerUserPrincipalName unknown-manager',
      '4 managerUserPrincipalName manager-cycle',
      '5 managerUserPrincipalName manager-cycle',
      '6 userPrincipalName duplicate-address',
      '7 timeZone unknown-time-zone',
      '7 role unknown-role',
      '7 topics unknown-topic',
      '8 grade grade-not-in-ladder',
    ]);
  });

  it('is refused when a column is missing, naming it', () => {
    const without = requiredColumns.filter((column) => column !== 'timeZone');
    expect(problemsOf(read(without.join(','), without.map(() => 'x@contoso.example').join(',')))).toContain(
      '1 timeZone missing-column',
    );
  });

  it('keeps its line numbers when a field holds line breaks', () => {
    const file = read(header, line('ana', { jobTitle: '"one\ntwo"' }), line('ben', { seniority: '-1' }));
    expect(problemsOf(file)).toEqual(['4 seniority not-a-whole-number']);
  });

  it('is refused when it is not UTF-8', () => {
    const file = readImportFile(new Uint8Array([0xff, 0xfe, 0x41]), context);
    expect(problemsOf(file)).toEqual(['null file unreadable-file']);
  });
});
