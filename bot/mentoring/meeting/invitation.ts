import type { AgendaItem } from '../agenda/agenda.ts';
import { shorten } from '../text.ts';
import type { Farewell } from './meeting.ts';
import type { Together } from './together.ts';

/** Longest name shown in a subject, in characters. */
const nameLimit = 60;
const short = (name: string) => shorten(name, nameLimit);

/**
 * What the invitation says, in paragraphs. Topics stay out of it: invitations are seen by delegates and on shared screens.
 * `tabUrl` leads to the two's meetings in Teams.
 */
export function invitation(
  { programme, mentor, mentee }: Together,
  tabUrl: string | null,
): { readonly subject: string; readonly body: string } {
  const [teacher, learner] = [short(mentor.displayName), short(mentee.displayName)];
  return {
    subject: `Mentoring: ${teacher} and ${learner}`,
    body: [
      `${teacher} mentors ${learner} in ${programme.name}.`,
      `${learner} sets the agenda, ${teacher} may suggest points: both in the Vantage tab in Teams.`,
      'Does the time no longer suit you? Move a meeting as you would any other.',
      ...(tabUrl === null ? [] : [`Agenda and meetings: ${tabUrl}`]),
    ].join('\n\n'),
  };
}

/** The invitation of one meeting whose agenda the mentee has published. */
export function invitationWithAgenda(together: Together, items: readonly AgendaItem[], tabUrl: string | null): string {
  const agenda = items.filter(({ state }) => state !== 'suggested').map(({ text }, index) => `${index + 1}. ${text}`);
  return [`Agenda`, ...agenda, invitation(together, tabUrl).body].join('\n\n');
}

/** What those read whose meetings are cancelled. */
export const farewells: Readonly<Record<Farewell, string>> = {
  'new-time': 'These meetings have a new time: a new invitation is in your calendar.',
  paused: 'These meetings are paused. You will get a new invitation when they go on.',
  ended: 'This mentoring has ended, so the meetings to come are cancelled. Thank you for the time you gave.',
  'not-needed': 'This invitation was sent too early and is taken back.',
};

/** What those read who are invited to a meeting that somebody cancels. */
export const cancelledComments = {
  'offered-again': 'This meeting does not take place. Vantage offers you both a new time.',
  'left-out': 'This meeting is left out. The others stay as they are.',
} as const;
