import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { readImportFile } from './import-file.ts';
import { contextOf, readRows, type ReadRow } from './import-people.ts';
import type { ImportProblem } from './import-run.ts';
import type { Role } from './person.ts';

/** What a line would do: bring somebody in who was not known here, change what is known of them, or nothing. */
export type LineEffect = 'new' | 'changes' | 'already-in';

/** A field that a file changes: a column of it, by its name there. */
export type ChangedField = (typeof compared)[number][0] | 'role' | 'topics' | 'capacity';

export interface PreviewLine {
  readonly read: ReadRow;
  readonly effect: LineEffect;
  readonly changed: readonly ChangedField[];
}

/** What a file of people would do, before it does anything. */
export interface ImportPreview {
  /** Lines with people in them that could come in. */
  readonly good: number;
  /** Lines that could not, each counted once; null where nothing of the file can be read. */
  readonly bad: number;
  readonly effects: Readonly<Record<LineEffect, number>>;
  readonly roles: Readonly<Record<Role | 'none', number>>;
  readonly unknownColumns: readonly string[];
  /** The first of those that could come in, changed ones before the others. */
  readonly first: readonly PreviewLine[];
  /** Everything that is in the way of some line, in their order. */
  readonly problems: readonly ImportProblem[];
}

/** Lines shown of a file. */
const mostShown = 20;

/** Reads a file and says what it would do and what is wrong with it; nothing is written down. */
export async function previewImport(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  bytes: Uint8Array,
): Promise<Outcome<ImportPreview, 'not-found'>> {
  const found = await ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    return (
      programme && {
        programme,
        known: await stores.people.all(),
        enrolled: await stores.participants.ofProgramme(programmeId),
      }
    );
  });
  if (!found) return refused('not-found');
  const { programme, known, enrolled } = found;
  const file = readImportFile(bytes, contextOf(programme, known));
  const rows = file.ok ? file.rows : file.good;
  const lines = readRows(programme, known, enrolled, rows).map(previewOf);
  const problems = file.ok ? [] : [...file.problems, ...file.leftOut].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const count = <Key extends string>(keys: readonly Key[], keyOf: (line: PreviewLine) => Key) =>
    Object.fromEntries(keys.map((key) => [key, lines.filter((line) => keyOf(line) === key).length])) as Record<
      Key,
      number
    >;
  return done({
    good: lines.length,
    bad: new Set(problems.flatMap(({ line }) => (line === null || line === 1 ? [] : [line]))).size,
    effects: count(['new', 'changes', 'already-in'], ({ effect }) => effect),
    roles: count(['mentor', 'mentee', 'none'], ({ read }) => read.row.role ?? 'none'),
    unknownColumns: file.unknownColumns,
    first: [
      ...lines.filter(({ effect }) => effect === 'changes').slice(0, mostShown / 2),
      ...lines.filter(({ effect }) => effect !== 'changes'),
    ].slice(0, mostShown),
    problems,
  });
}

/** The columns that say something of a person, with what they say. */
const compared = [
  ['displayName', 'displayName'],
  ['jobTitle', 'jobTitle'],
  ['grade', 'grade'],
  ['seniority', 'seniority'],
  ['department', 'department'],
  ['profession', 'profession'],
  ['officeLocation', 'officeLocation'],
  ['timeZone', 'timeZone'],
  ['languages', 'languages'],
  ['managerUserPrincipalName', 'managerId'],
] as const;

function previewOf(read: ReadRow): PreviewLine {
  const { person, participant, knownAs } = read;
  if (!knownAs) return { read, effect: 'new', changed: [] };
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const changed: ChangedField[] = compared.flatMap(([column, field]) =>
    differs(person[field], knownAs.person[field]) ? [column] : [],
  );
  if (participant) {
    const before = knownAs.participant;
    for (const field of ['role', 'topics', 'capacity'] as const) {
      // Of whoever was not enrolled, that they are is what changes.
      if (before ? differs(participant[field], before[field]) : field === 'role') changed.push(field);
    }
  }
  return { read, effect: changed.length > 0 ? 'changes' : 'already-in', changed };
}
