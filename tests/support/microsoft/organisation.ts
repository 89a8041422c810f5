import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePeople } from '../../../infra/sandbox/organisation/file.ts';
import { personOf, type Row } from '../../../infra/sandbox/organisation/person.ts';

/**
 * A file of so many people, each with a mailbox, all under the first: for what shows only in a large organisation. `more` says
 * what is otherwise with the one of a number.
 */
export function largeOrganisation(size: number, more: (index: number) => Partial<Row> = () => ({})): string {
  const people = Array.from({ length: size }, (_, index) =>
    personOf({
      userPrincipalName: `person${index}@large.example`,
      displayName: `Person ${index}`,
      jobTitle: 'Colleague',
      grade: '',
      seniority: '',
      department: 'Everywhere',
      profession: '',
      officeLocation: '',
      timeZone: 'Europe/London',
      managerUserPrincipalName: index === 0 ? '' : 'person0@large.example',
      role: 'mentor',
      topics: '',
      ...more(index),
    }),
  );
  const file = join(mkdtempSync(join(tmpdir(), 'organisation-')), 'people.csv');
  writeFileSync(file, writePeople(people));
  return file;
}
