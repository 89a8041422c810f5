import { Temporal } from 'temporal-polyfill';
import type * as contract from '../contract/contract.ts';
import type { ImportRun } from '../../mentoring/people/import-run.ts';
import type { Programme } from '../../mentoring/programme/programme.ts';
import type { ProgrammeDraft } from '../../mentoring/programme/programmes.ts';
import { instant } from './pairings.ts';

export function programme({ ledBy: _ledBy, forgottenAt: _forgotten, ...value }: Programme): contract.Programme {
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
  const { openToSignUp, neutralContact, keptMonths } = input;
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
    keptMonths,
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
