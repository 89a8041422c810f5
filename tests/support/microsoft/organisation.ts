import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePeople } from '../../../infra/sandbox/organisation/file.ts';
import { personOf } from '../../../infra/sandbox/organisation/person.ts';

/** A file of so many people, each with a mailbox, all under the first: for what shows only in a large organisation. */
export function largeOrganisation(size: number): string {
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
    }),
  );
  const file = join(mkdtempSync(join(tmpdir(), 'organisation-')), 'people.csv');
  writeFileSync(file, writePeople(people));
  return file;
}
