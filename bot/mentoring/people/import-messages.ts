import type { ImportProblem, ImportRule } from './import-run.ts';
import { largestCapacity } from './person.ts';

const sentences: Record<ImportRule, (field: string, value: string) => string> = {
  'unreadable-file': () => 'This cannot be read as a CSV file in UTF-8. Save it again as "CSV UTF-8".',
  'missing-column': (field) => `The column ${field} is missing. It may be empty, but it must be there.`,
  'duplicate-column': (field) => `The column ${field} is there twice. Keep one of them.`,
  'wrong-number-of-fields': (_, value) =>
    `This line has ${value} fields, the header another number. A comma or quotation mark may be missing.`,
  required: (field) => `${field} is empty. Everybody needs one.`,
  'not-an-address': (field, value) => `${field} "${value}" is not an address like name@company.com.`,
  'duplicate-address': (_, value) => `${value} stands on an earlier line too. Keep one of them.`,
  'too-long': (field) => `${field} is too long.`,
  'not-a-whole-number': (field, value) => `${field} "${value}" is not a whole number from 0 to 100.`,
  'unknown-time-zone': (field, value) => `${field} "${value}" is not a time zone like Europe/London.`,
  'unknown-manager': (_, value) => `The manager ${value} is neither in this file nor known from before.`,
  'manager-cycle': (_, value) => `Following managers from here leads back here, through ${value}.`,
  'manager-left-out': (_, value) => `The line of their manager ${value} cannot come in, so neither can this one.`,
  'unknown-role': (field, value) => `${field} "${value}" is neither mentor, mentee nor empty.`,
  'unknown-topic': (_, value) =>
    `The topic "${value}" is not one of the programme's. Add it there, or take it out here.`,
  'unknown-language': (field, value) => `${field} "${value}" is not a language like en or en-GB.`,
  'not-a-mentors-capacity': (field, value) =>
    `${field} "${value}" is not a whole number from 1 to ${largestCapacity.mentor}, the most that a mentor has room for.`,
  'not-a-mentees-capacity': (field, value) =>
    `${field} "${value}" is not a whole number from 1 to ${largestCapacity.mentee}, the most that a mentee has room for.`,
  'grade-not-in-ladder': (_, value) =>
    `The grade "${value}" is not on the programme's ladder and no seniority is given. Add one of the two.`,
};

/** What is wrong, for people. */
export function importProblemMessage({ field, value, rule }: ImportProblem): string {
  return sentences[rule](field, value);
}
