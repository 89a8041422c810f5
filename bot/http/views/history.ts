import type { ActShown, HistoryPage } from '../../mentoring/history/read-history.ts';
import type * as contract from '../contract/history.ts';
import { textCell } from './csv.ts';
import { instant } from './pairings.ts';

function act({ act: { id, at, by, kind, about }, mentee, mentor, person }: ActShown): contract.Act {
  const { pairingId, count, until, fields } = about;
  const isAboutTwo = pairingId !== undefined && mentee !== null && mentor !== null;
  return {
    id,
    at: instant(at),
    lead: by.name,
    kind,
    pairing: isAboutTwo ? { id: pairingId, mentee: mentee.displayName, mentor: mentor.displayName } : null,
    person: person?.displayName ?? null,
    count: count ?? null,
    until: until ?? null,
    fields: [...(fields ?? [])],
  };
}

export function history({ acts, leads, next }: HistoryPage): contract.History {
  return {
    acts: acts.map(act),
    leads: leads.map(({ entraObjectId, name }) => ({ id: entraObjectId, name })),
    next,
  };
}

const header = ['at', 'lead', 'act', 'mentor', 'mentee', 'person', 'count', 'until', 'settings'];

/** The acts as CSV, every cell text. */
export function historyCsv(acts: readonly ActShown[]): string {
  const lines = acts
    .map(act)
    .map(({ at, lead, kind, pairing, person, count, until, fields }) =>
      [
        at,
        lead,
        kind,
        pairing?.mentor ?? '',
        pairing?.mentee ?? '',
        person ?? '',
        count === null ? '' : String(count),
        until ?? '',
        fields.join(' '),
      ]
        .map(textCell)
        .join(','),
    );
  // A byte order mark: without it spreadsheets take UTF-8 for something else.
  return `\u{FEFF}${[header.join(','), ...lines].join('\r\n')}\r\n`;
}
