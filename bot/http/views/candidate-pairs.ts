import { setImmediate as turn } from 'node:timers/promises';
import type { CandidatePair, HardRule } from '../../mentoring/matching/matching.ts';
import type { People } from '../../mentoring/matching/review.ts';
import { present } from '../../mentoring/outcome.ts';
import type { Person } from '../../mentoring/people/person.ts';
import { csvStart, textCell } from './csv.ts';

/** Lines to a piece: between two pieces the server turns to others. */
const most = 200;

const header = ['mentee', 'menteeAddress', 'mentor', 'mentorAddress', 'possible', 'fit', 'inTheWay'];
const words: Readonly<Record<HardRule, string>> = {
  'seniority-gap': 'too close in seniority',
  'reporting-line': 'one reports to the other',
  'same-manager': 'the same manager',
  'same-department': 'the same department',
  'shared-topics': 'too few topics in common',
  'calendar-unreadable': 'a calendar that cannot be read',
  'shared-hours': 'too few working hours in common',
  'common-language': 'no known language in common',
  'paired-before': 'paired before',
  forbidden: 'kept apart by a lead',
};

/** The table of candidate pairs as CSV, piece by piece, each made when there is room for it. */
export async function* candidatePairsCsv(pairs: Iterable<CandidatePair>, people: People): AsyncGenerator<string> {
  const who = (id: string): Person => present(people.get(id), 'person of a candidate');
  let piece = `${csvStart}${header.join(',')}\r\n`;
  let lines = 0;
  for (const { menteeId, mentorId, bars, fit } of pairs) {
    const [mentee, mentor] = [who(menteeId), who(mentorId)];
    const cells = [
      textCell(mentee.displayName),
      textCell(mentee.userPrincipalName),
      textCell(mentor.displayName),
      textCell(mentor.userPrincipalName),
      bars.length === 0 ? 'yes' : 'no',
      fit === null ? '' : String(fit),
      textCell(bars.map((bar) => words[bar]).join(', ')),
    ];
    piece += `${cells.join(',')}\r\n`;
    lines += 1;
    if (lines % most > 0) continue;
    yield piece;
    piece = '';
    await turn();
  }
  yield piece;
}
