/**
 * What tab and server say to each other. Instants are ISO strings in UTC, dates `YYYY-MM-DD`, ids UUIDs. This is all of it as
 * one, for the server and the tests; the tab takes what it needs from the parts, so that no page loads more than that.
 */
export * from './agenda.ts';
export * from './answers.ts';
export * from './attention.ts';
export * from './bulk.ts';
export * from './check-ins.ts';
export * from './closing.ts';
export * from './commitments.ts';
export * from './could-pair.ts';
export * from './decisions.ts';
export * from './help.ts';
export * from './history.ts';
export * from './imports.ts';
export * from './insight.ts';
export * from './invitations.ts';
export * from './live.ts';
export * from './matching.ts';
export * from './me.ts';
export * from './meetings.ts';
export * from './my-data.ts';
export * from './my-meeting.ts';
export * from './my-pairings.ts';
export * from './obstacles.ts';
export * from './pairings.ts';
export * from './participations.ts';
export * from './people.ts';
export * from './person.ts';
export * from './problem.ts';
export * from './profile.ts';
export * from './programme.ts';
export * from './reason.ts';
export * from './rounds.ts';
export * from './series.ts';
export * from './summaries.ts';
export * from './what-if.ts';
