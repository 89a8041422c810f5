import { parse } from 'csv-parse/sync';

/** What the story needs of each line of the file of people. */
export interface FilePerson {
  readonly userPrincipalName: string;
  readonly grade: string;
  readonly seniority: number | null;
  readonly manager: string;
  readonly role: string;
  readonly topics: readonly string[];
  /** Without regions; none where the file does not say. */
  readonly languages: readonly string[];
  /** Pairings they have room for. */
  readonly capacity: number;
}

/** Reads the file a second time, apart from the product's own reader, so that the rules are checked against the source. */
export function readFilePeople(text: string): readonly FilePerson[] {
  const delimiter = (text.split('\n')[0] ?? '').includes(';') ? ';' : ',';
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, delimiter, skip_empty_lines: true });
  return rows.map((row) => ({
    userPrincipalName: (row['userPrincipalName'] ?? '').toLowerCase(),
    grade: row['grade'] ?? '',
    seniority: row['seniority'] ? Number(row['seniority']) : null,
    manager: (row['managerUserPrincipalName'] ?? '').toLowerCase(),
    role: row['role'] ?? '',
    topics: (row['topics'] ?? '').split(';').filter((topic) => topic !== ''),
    languages: (row['languages'] ?? '')
      .split(';')
      .map((tag) => (tag.trim().split('-')[0] ?? '').toLowerCase())
      .filter((language) => language !== ''),
    capacity: Number(row['capacity'] ?? '') || 1,
  }));
}

/** The grades of the file, lowest first: by the seniority they stand with, those never given one at their place by depth. */
export function ladderOf(people: readonly FilePerson[]): readonly string[] {
  const lowest = new Map<string, number>();
  for (const { grade, seniority } of people) {
    if (grade === '' || seniority === null) continue;
    lowest.set(grade, Math.min(lowest.get(grade) ?? seniority, seniority));
  }
  const ladder: string[] = [];
  for (const [grade, place] of lowest) ladder[place] ??= grade;
  // A ladder has no gaps and no two grades on one rung; where the file's seniorities do not make one, none is given.
  return Object.keys(ladder).length === ladder.length ? ladder : [];
}

/** `data-literacy` → `Data literacy`. */
export const labelOf = (topic: string): string =>
  `${topic.charAt(0).toUpperCase()}${topic.slice(1).replaceAll('-', ' ')}`;

/** Topics about who somebody is rather than what they know. */
export const isSensitive = (topic: string): boolean =>
  /lgbt|faith|disab|ethnic|gender|neuro|mental|parent|carer/.test(topic);
