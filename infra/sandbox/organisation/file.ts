import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { COLUMNS, LEAD_ROLE, OPTIONAL_COLUMNS, personOf, REQUIRED_COLUMNS, type Person, type Row } from './person.ts';

/**
 * The people of an import file, and a programme lead beside them: `lead@` the domain of the first person.
 * @throws when a column that must be there is missing or the file holds nobody.
 */
export function readPeople(path: string): Person[] {
  const records = parse<Record<string, string>>(readFileSync(path), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const people = records.map((record, index) => {
    const cell = (column: string): string => {
      const value = record[column];
      if (value === undefined) throw new Error(`${path}: line ${index + 2} has no column ${column}`);
      return value;
    };
    return personOf({
      ...(Object.fromEntries(REQUIRED_COLUMNS.map((column) => [column, cell(column)])) as Row),
      ...Object.fromEntries(OPTIONAL_COLUMNS.map((column) => [column, record[column] ?? ''])),
    });
  });
  const first = people[0];
  if (first === undefined) throw new Error(`${path} holds nobody`);
  const domain = first.userPrincipalName.slice(first.userPrincipalName.indexOf('@') + 1);
  const lead = personOf(
    {
      ...(Object.fromEntries(REQUIRED_COLUMNS.map((column) => [column, ''])) as Row),
      userPrincipalName: `lead@${domain}`,
      displayName: 'Programme Lead',
      jobTitle: 'Lead of the reverse mentoring programme',
      department: 'People',
      officeLocation: first.officeLocation,
      timeZone: first.timeZone,
      managerUserPrincipalName:
        people.find((person) => person.managerUserPrincipalName === '')?.userPrincipalName ?? '',
    },
    { appRoles: [LEAD_ROLE] },
  );
  return [...people, lead];
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** People as the text of an import file. */
export const writePeople = (people: readonly Person[]): string =>
  [COLUMNS.join(','), ...people.map((person) => COLUMNS.map((column) => quoted(person[column])).join(','))].join(
    '\r\n',
  ) + '\r\n';
