import type { Programme } from '../programme/programme.ts';
import { shorten } from '../text.ts';

/** Longest name shown in a subject, in characters. */
const nameLimit = 60;
const short = (name: string) => shorten(name, nameLimit);

/** What the invitation says. Topics stay out of it: invitations are seen by delegates and on shared screens. */
export function invitation(
  programme: Programme,
  mentor: string,
  mentee: string,
): { readonly subject: string; readonly body: string } {
  return {
    subject: `Mentoring: ${short(mentor)} and ${short(mentee)}`,
    body: [
      `${short(mentor)} mentors ${short(mentee)} in ${programme.name}.`,
      `${short(mentee)} sets the agenda, ${short(mentor)} may suggest points: both in the Vantage tab in Teams.`,
      'Does the time no longer suit you? Move a meeting as you would any other.',
    ].join('\n\n'),
  };
}
