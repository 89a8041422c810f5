import { z } from 'zod';
import { importProblemMessage } from '../../mentoring/people/import-messages.ts';
import type { ImportProblem } from '../../mentoring/people/import-run.ts';
import type { ImportPreview } from '../../mentoring/people/preview-import.ts';
import type { PeopleFilter } from '../../mentoring/people/standing.ts';
import type { ProgrammePeople, ProgrammePerson } from '../../mentoring/people/programme-people.ts';
import type { Topic } from '../../mentoring/programme/programme.ts';
import { showTopics } from '../../mentoring/programme/topics.ts';
import type * as contract from '../contract/contract.ts';
import { cursorOf } from '../cursor.ts';
import { personSummary } from './pairings.ts';

export const peopleFilter = ({ role, search, mailbox, reach, told }: contract.PeopleQuery): PeopleFilter => ({
  role: role ?? null,
  search: search?.trim() ?? null,
  mailbox: mailbox ?? null,
  reach: reach ?? null,
  told: told ?? null,
});

/** Where a page of people ends. */
export const Place = z.tuple([
  z
    .string()
    .max(1_000)
    .refine((name) => !name.includes('\0')),
  z.uuid(),
]);

export function peoplePage({ programme, people: page, total, enrolled, next }: ProgrammePeople): contract.PeoplePage {
  return {
    total,
    mentors: enrolled.mentor,
    mentees: enrolled.mentee,
    people: page.map((one) => programmePerson(one, programme.topics)),
    next: next && cursorOf([next.displayName, next.id] satisfies z.infer<typeof Place>),
  };
}

export function programmePerson(one: ProgrammePerson, topics: readonly Topic[]): contract.ProgrammePerson {
  const { person, seniority, participant, reach, told } = one;
  const shown = showTopics(topics, participant?.topics ?? [], 'others');
  return {
    ...personSummary(person),
    grade: person.grade,
    seniority,
    role: participant?.role ?? null,
    topics: [...shown.labels],
    privateTopics: shown.hidden,
    mailbox: person.mailbox.state === 'unreadable' ? person.mailbox.problem : person.mailbox.state,
    reach,
    told,
  };
}

const problemOf = (problem: ImportProblem) => ({ ...problem, message: importProblemMessage(problem) });

export function importRefused(problems: readonly ImportProblem[]): contract.ImportRefused {
  return {
    code: 'import-refused',
    message: `Nothing was imported: ${problems.length === 1 ? 'one thing needs' : `${problems.length} things need`} mending in the file.`,
    problems: problems.map(problemOf),
  };
}

/** A preview with those of its problems that are asked for. */
export function importPreview(
  { good, bad, effects, roles, unknownColumns, first, problems }: ImportPreview,
  { from, limit }: { readonly from: number; readonly limit: number },
): contract.ImportPreview {
  return {
    good,
    bad,
    effects,
    roles,
    unknownColumns: [...unknownColumns],
    first: first.map(({ read: { row }, effect, changed }) => ({
      line: row.line,
      displayName: row.displayName,
      userPrincipalName: row.userPrincipalName,
      jobTitle: row.jobTitle,
      role: row.role,
      effect,
      changed: [...changed],
    })),
    problemCount: problems.length,
    problems: problems.slice(from, from + limit).map(problemOf),
  };
}
