import { Temporal } from 'temporal-polyfill';
import type * as contract from '../contract/contract.ts';
import { importProblemMessage } from '../../mentoring/people/import-messages.ts';
import type { ImportProblem, ImportRun } from '../../mentoring/people/import-run.ts';
import type { ProgrammePerson } from '../../mentoring/pairing/lead-view.ts';
import type { Programme, Topic } from '../../mentoring/programme/programme.ts';
import type { ProgrammeDraft } from '../../mentoring/programme/programmes.ts';
import { showTopics } from '../../mentoring/programme/topics.ts';
import { instant, personSummary } from './pairings.ts';

export function programme({ ledBy: _ledBy, ...value }: Programme): contract.Programme {
  return {
    ...value,
    closedAt: value.closedAt && instant(value.closedAt),
    startsOn: value.startsOn.toString(),
    endsOn: value.endsOn.toString(),
    topics: value.topics.map((topic) => ({ ...topic })),
    gradeLadder: [...value.gradeLadder],
    booking: {
      ...value.booking,
      blackouts: value.booking.blackouts.map(({ name, from, to }) => ({
        name,
        from: from.toString(),
        to: to.toString(),
      })),
    },
  };
}

export function draft(input: contract.ProgrammeInput): ProgrammeDraft {
  const { name, cadence, meetings, lengthMinutes, topics, rules, weights, objective, gradeLadder, booking } = input;
  const { openToSignUp, neutralContact } = input;
  return {
    name,
    cadence,
    meetings,
    lengthMinutes,
    topics,
    rules,
    weights,
    objective,
    gradeLadder,
    openToSignUp,
    neutralContact,
    booking: {
      ...booking,
      blackouts: booking.blackouts.map((one) => ({
        name: one.name,
        from: Temporal.PlainDate.from(one.from),
        to: Temporal.PlainDate.from(one.to),
      })),
    },
    startsOn: Temporal.PlainDate.from(input.startsOn),
    endsOn: Temporal.PlainDate.from(input.endsOn),
  };
}

export function importRun(run: ImportRun): contract.ImportRun {
  const { id, state, people, toRead, read, failure, source } = run;
  const unknownColumns = source.kind === 'file' ? [...source.unknownColumns] : [];
  return { id, source: source.kind, unknownColumns, state, people, toRead, read, failure };
}

export function importRefused(problems: readonly ImportProblem[]): contract.ImportRefused {
  return {
    code: 'import-refused',
    message: `Nothing was imported: ${problems.length === 1 ? 'one thing needs' : `${problems.length} things need`} mending in the file.`,
    problems: problems.map((problem) => ({ ...problem, message: importProblemMessage(problem) })),
  };
}

export function programmePerson(one: ProgrammePerson, topics: readonly Topic[]): contract.ProgrammePerson {
  const { person, seniority, participant } = one;
  const shown = showTopics(topics, participant?.topics ?? [], 'others');
  return {
    ...personSummary(person),
    grade: person.grade,
    seniority,
    role: participant?.role ?? null,
    topics: [...shown.labels],
    privateTopics: shown.hidden,
    mailbox: person.mailbox.state === 'unreadable' ? person.mailbox.problem : person.mailbox.state,
  };
}
