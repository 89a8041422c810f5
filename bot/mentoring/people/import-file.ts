import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { ImportProblem, ImportRule } from './import-run.ts';
import { languageOf } from './language.ts';
import { largestCapacity, type Role } from './person.ts';

/** One person of a file, checked. Addresses in lower case; empty fields are null. */
export interface ImportRow {
  readonly line: number;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly grade: string | null;
  readonly seniority: number | null;
  readonly department: string | null;
  readonly profession: string | null;
  readonly officeLocation: string | null;
  readonly timeZone: string | null;
  readonly managerUserPrincipalName: string | null;
  readonly role: Role | null;
  readonly topics: readonly string[];
  /** Primary subtags; empty where the file names none. */
  readonly languages: readonly string[];
  readonly capacity: number | null;
}

/** What a file is checked against. */
export interface ImportContext {
  /** The programme's grades, lowest first. */
  readonly ladder: readonly string[];
  /** Keys of the programme's topics. */
  readonly topics: readonly string[];
  /** Addresses of people already known, in lower case; they may be named as managers. */
  readonly knownPeople: ReadonlySet<string>;
}

export type ImportFile =
  | { readonly ok: true; readonly rows: readonly ImportRow[]; readonly unknownColumns: readonly string[] }
  | {
      readonly ok: false;
      readonly problems: readonly ImportProblem[];
      /** The lines that can come in without the others. */
      readonly good: readonly ImportRow[];
      /** Lines that are right and cannot: their manager stands on one that is not. */
      readonly leftOut: readonly ImportProblem[];
      readonly unknownColumns: readonly string[];
    };

/** The columns that an import file must have, in any order. */
export const requiredColumns = [
  'userPrincipalName',
  'displayName',
  'jobTitle',
  'grade',
  'seniority',
  'department',
  'profession',
  'officeLocation',
  'timeZone',
  'managerUserPrincipalName',
  'role',
  'topics',
] as const;
/** The columns that may be there besides. */
export const optionalColumns = ['languages', 'capacity'] as const;
export const importColumns = [...requiredColumns, ...optionalColumns] as const;
type Column = (typeof importColumns)[number];

/** Longest value of a field, in characters; Graph's own limit for most of them. */
const longest = 256;
/** Longest list of topics, in characters. */
const longestTopics = 4_000;
const highestSeniority = 100;
/** Letters, digits and marks as Entra allows them before the @, then a domain. */
const addressShape = /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]+$/;
/** Control characters and marks that turn the direction of text: they could disguise a name. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const disguises = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Reads a whole file of people and says everything that is wrong with it. */
export function readImportFile(bytes: Uint8Array, context: ImportContext): ImportFile {
  const problems: ImportProblem[] = [];
  const report = (line: number | null, field: string, value: string, rule: ImportRule) => {
    problems.push({ line, field, value: value.slice(0, 100), rule });
  };
  const records = readRecords(bytes, report);
  const header = records?.[0];
  if (!records || !header) {
    if (problems.length === 0) report(null, 'file', '', 'unreadable-file');
    return { ok: false, problems, good: [], leftOut: [], unknownColumns: [] };
  }
  const { positions, unknownColumns } = readHeader(header, report);
  const isHeaderRight = problems.length === 0;
  const rows: ImportRow[] = [];
  for (const record of records.slice(1)) {
    if (record.fields.length !== header.fields.length) {
      report(record.line, 'line', String(record.fields.length), 'wrong-number-of-fields');
      continue;
    }
    rows.push(readRow(record, positions, context, report));
  }
  checkAddresses(rows, report);
  checkManagers(rows, context, report);
  if (problems.length === 0) return { ok: true, rows, unknownColumns };
  const sorted = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const { good, leftOut } = withoutBad(isHeaderRight ? rows : [], sorted, context);
  return { ok: false, problems: sorted, good, leftOut, unknownColumns };
}

/** The rows that stand without those in which something is wrong, and without whoever these manage. */
function withoutBad(rows: readonly ImportRow[], problems: readonly ImportProblem[], context: ImportContext) {
  const bad = new Set(problems.map(({ line }) => line));
  const right = rows.filter(({ line }) => !bad.has(line));
  const names = new Set(right.map(({ userPrincipalName }) => userPrincipalName));
  const managed = Map.groupBy(right, (row) => row.managerUserPrincipalName);
  const leftOut: ImportRow[] = [];
  const leave = (manager: string) => {
    for (const row of managed.get(manager) ?? []) {
      if (!names.delete(row.userPrincipalName)) continue;
      leftOut.push(row);
      gone.push(row.userPrincipalName);
    }
  };
  const gone = [...managed.keys()].filter(
    (name) => name !== null && !names.has(name) && !context.knownPeople.has(name),
  );
  for (let name = gone.pop(); name !== undefined; name = gone.pop()) {
    if (name !== null && !context.knownPeople.has(name)) leave(name);
  }
  return {
    good: right.filter(({ userPrincipalName }) => names.has(userPrincipalName)),
    leftOut: leftOut
      .map(({ line, managerUserPrincipalName }): ImportProblem => ({
        line,
        field: 'managerUserPrincipalName',
        value: managerUserPrincipalName?.slice(0, 100) ?? '',
        rule: 'manager-left-out',
      }))
      .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}
type Report = (line: number | null, field: string, value: string, rule: ImportRule) => void;

/** Splits the file into records with the line each begins on; null when it cannot be read at all. */
function readRecords(bytes: Uint8Array, report: Report): readonly CsvRecord[] | null {
  let text: string;
  try {
    // One kind of line break: the parser counts some of them twice inside quotes.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n');
  } catch {
    // The only thing a fatal decoder throws for: the bytes are not UTF-8.
    report(null, 'file', '', 'unreadable-file');
    return null;
  }
  const firstLine = /^[^\n]*/.exec(text)?.[0] ?? '';
  const delimiter = (firstLine.match(/;/g)?.length ?? 0) > (firstLine.match(/,/g)?.length ?? 0) ? ';' : ',';
  const records: CsvRecord[] = [];
  try {
    // The parser's types do not know what `info` makes of its answer.
    const read = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: InfoRecord }[];
    for (const { record, info } of read) {
      // The parser tells the line a record ends on; one with line breaks in quotes began earlier.
      const breaks = record.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
      const isBlank = record.every((field) => field.trim() === '');
      if (!isBlank) records.push({ line: info.lines - breaks, fields: record });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    report(line, 'file', '', 'unreadable-file');
    return null;
  }
  return records;
}

function readHeader(header: CsvRecord, report: Report) {
  const names = header.fields.map((name) => name.replace(disguises, '').trim());
  const positions = new Map<Column, number>();
  const unknownColumns: string[] = [];
  for (const [position, name] of names.entries()) {
    const column = importColumns.find((known) => known.toLowerCase() === name.toLowerCase());
    if (!column) unknownColumns.push(name);
    else if (positions.has(column)) report(header.line, column, name, 'duplicate-column');
    else positions.set(column, position);
  }
  for (const column of requiredColumns) if (!positions.has(column)) report(header.line, column, '', 'missing-column');
  return { positions, unknownColumns };
}

function readRow(
  { line, fields }: CsvRecord,
  positions: ReadonlyMap<Column, number>,
  context: ImportContext,
  report: Report,
): ImportRow {
  const field = (column: Column, limit = longest): string | null => {
    const position = positions.get(column);
    const value = position === undefined ? '' : (fields[position] ?? '').replace(disguises, '').trim();
    if (value.length > limit) report(line, column, value, 'too-long');
    return value === '' ? null : value;
  };
  const required = (column: Column): string => {
    const value = field(column);
    // A column that is not there at all has been reported with the header.
    if (value === null && positions.has(column)) report(line, column, '', 'required');
    return value ?? '';
  };
  const userPrincipalName = required('userPrincipalName').toLowerCase();
  if (userPrincipalName !== '' && !addressShape.test(userPrincipalName)) {
    report(line, 'userPrincipalName', userPrincipalName, 'not-an-address');
  }
  const grade = field('grade');
  const seniority = readSeniority(field('seniority'), line, report);
  if (seniority === null && grade !== null && context.ladder.length > 0 && !context.ladder.includes(grade)) {
    report(line, 'grade', grade, 'grade-not-in-ladder');
  }
  const timeZone = field('timeZone');
  if (timeZone !== null && !isTimeZone(timeZone)) report(line, 'timeZone', timeZone, 'unknown-time-zone');
  const role = readRole(field('role'), line, report);
  return {
    line,
    userPrincipalName,
    displayName: required('displayName'),
    jobTitle: field('jobTitle'),
    grade,
    seniority,
    department: field('department'),
    profession: field('profession'),
    officeLocation: field('officeLocation'),
    timeZone,
    managerUserPrincipalName: field('managerUserPrincipalName')?.toLowerCase() ?? null,
    role,
    topics: readTopics(field('topics', longestTopics), line, context, report),
    languages: readLanguages(field('languages'), line, report),
    capacity: readCapacity(field('capacity'), role, line, report),
  };
}

function readSeniority(value: string | null, line: number, report: Report): number | null {
  if (value === null) return null;
  const number = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  if (number <= highestSeniority) return number;
  report(line, 'seniority', value, 'not-a-whole-number');
  return null;
}

const knownZones = new Map<string, boolean>();
/** Whether this is an IANA name that the platform knows. */
function isTimeZone(name: string): boolean {
  let isKnown = knownZones.get(name);
  if (isKnown === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      // Offsets are no zones: they know no daylight saving.
      isKnown = /^[A-Za-z]/.test(name);
    } catch {
      // A RangeError is how the platform says that it does not know the zone.
      isKnown = false;
    }
    // A hostile file names no end of zones: only what is known is worth keeping.
    if (isKnown) knownZones.set(name, true);
  }
  return isKnown;
}

function readRole(value: string | null, line: number, report: Report): Role | null {
  const role = value?.toLowerCase() ?? null;
  if (role === null || role === 'mentor' || role === 'mentee') return role;
  report(line, 'role', value ?? '', 'unknown-role');
  return null;
}

function readTopics(value: string | null, line: number, context: ImportContext, report: Report): readonly string[] {
  const named = listed(value);
  for (const topic of named) if (!context.topics.includes(topic)) report(line, 'topics', topic, 'unknown-topic');
  return named;
}

function readLanguages(value: string | null, line: number, report: Report): readonly string[] {
  const languages = listed(value).flatMap((tag) => {
    const language = languageOf(tag);
    if (language === null) report(line, 'languages', tag, 'unknown-language');
    return language ?? [];
  });
  return [...new Set(languages)];
}

function readCapacity(value: string | null, role: Role | null, line: number, report: Report): number | null {
  if (value === null) return null;
  const number = /^[1-9]$/.test(value) ? Number(value) : Number.NaN;
  if (number <= largestCapacity[role ?? 'mentor']) return number;
  report(line, 'capacity', value, role === 'mentee' ? 'not-a-mentees-capacity' : 'not-a-mentors-capacity');
  return null;
}

/** The entries of a field that lists them, each once. */
function listed(value: string | null): readonly string[] {
  const entries = (value ?? '').split(';').map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

function checkAddresses(rows: readonly ImportRow[], report: Report): void {
  const seen = new Set<string>();
  for (const { line, userPrincipalName } of rows) {
    if (userPrincipalName === '') continue;
    if (seen.has(userPrincipalName)) report(line, 'userPrincipalName', userPrincipalName, 'duplicate-address');
    seen.add(userPrincipalName);
  }
}

function checkManagers(rows: readonly ImportRow[], context: ImportContext, report: Report): void {
  const managers = new Map(rows.map((row) => [row.userPrincipalName, row.managerUserPrincipalName]));
  const field = 'managerUserPrincipalName';
  for (const { line, managerUserPrincipalName: manager } of rows) {
    if (manager !== null && !managers.has(manager) && !context.knownPeople.has(manager)) {
      report(line, field, manager, 'unknown-manager');
    }
  }
  // Everybody has one manager, so a walk upwards either ends or runs into itself; each person is walked over once.
  const settled = new Set<string>();
  const inCycle = new Set<string>();
  for (const start of managers.keys()) {
    const walk: string[] = [];
    const onWalk = new Set<string>();
    let person: string | null | undefined = start;
    while (person && managers.has(person) && !settled.has(person) && !onWalk.has(person)) {
      walk.push(person);
      onWalk.add(person);
      person = managers.get(person);
    }
    if (person && onWalk.has(person)) for (const one of walk.slice(walk.indexOf(person))) inCycle.add(one);
    for (const one of walk) settled.add(one);
  }
  for (const { line, userPrincipalName, managerUserPrincipalName } of rows) {
    if (inCycle.has(userPrincipalName)) report(line, field, managerUserPrincipalName ?? '', 'manager-cycle');
  }
}
