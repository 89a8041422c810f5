import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, waitFor, within } from '@testing-library/react';
import type { MyMeeting } from '../../bot/http/contract/my-meeting.ts';
import { findings, openTab, problem, screen } from './page.tsx';
import { id, item, myMeeting } from './samples.ts';

const here = myMeeting().id;
const path = `/my/meetings/${here}`;
const agenda = `${path}/agenda`;
const offered = {
  openQuestions: [
    { topic: 'AI tools', group: 'ai' as const, numbers: [0, 1] },
    { topic: 'Law', group: 'any' as const, numbers: [0, 1] },
  ],
};
beforeEach(() => window.sessionStorage.clear());

/** The page over a server that has this meeting; `stands` may be changed as the other one would. */
async function openAgenda(first: Partial<MyMeeting>, more: Record<string, unknown> = {}) {
  const server = { stands: myMeeting(first) };
  const tab = await openTab(path, { [`GET ${path}`]: () => server.stands, ...more });
  await screen.findByRole('region', { name: 'Agenda' });
  return {
    ...tab,
    server,
    /** What has been asked for; where one is is told besides. */
    edits: () => tab.asked.filter((one) => !one.path.endsWith('/presence')),
    /** The other one has changed something, and the page looks again. */
    async change(next: Partial<MyMeeting>) {
      server.stands = { ...server.stands, ...next };
      fireEvent(document, new Event('visibilitychange'));
    },
  };
}

describe('an agenda', () => {
  it('offers open questions by topic: one press adds one, with its topic where it suits any', async () => {
    const there = item('Law: What would you do in my place?');
    const tab = await openAgenda({ ...offered, agenda: [there] }, { [`POST ${agenda}`]: myMeeting(offered) });
    await tab.user.click(await screen.findByText('Ideas: questions to start with'));
    expect(screen.getAllByRole('button', { name: /^Add: / }).map((one) => one.getAttribute('aria-label'))).toEqual([
      'Add: Which AI tool do you reach for first, and for what?',
      'Add: What would you have me try with AI this week?',
      'Add: Law: What do you see every day that I do not?',
    ]);
    await tab.user.click(screen.getByRole('button', { name: /^Add: Law/ }));
    expect(tab.edits()).toEqual([
      { method: 'POST', path: agenda, body: { text: 'Law: What do you see every day that I do not?' } },
    ]);
    expect(await findings()).toEqual([]);
  });

  it('lets a question stand below a point', async () => {
    const there = item('What slows us down');
    const tab = await openAgenda(
      { ...offered, agenda: [there] },
      { [`PUT ${agenda}/${there.id}`]: myMeeting(offered) },
    );
    await tab.user.click(await screen.findByText('Ideas: questions to start with'));
    await tab.user.click(screen.getByRole('button', { name: /^Put below a point: Which AI tool/ }));
    await tab.user.click(await screen.findByRole('menuitem', { name: 'What slows us down' }));
    expect(tab.edits()[0]?.body).toEqual({ questions: ['Which AI tool do you reach for first, and for what?'] });
  });

  it('keeps what somebody is writing while the other one’s changes arrive, and when the page is loaded anew', async () => {
    const mine = item('Mine', { id: id(51) });
    const tab = await openAgenda({ agenda: [mine] });
    await tab.user.type(screen.getByLabelText('A point for the agenda'), 'Half a thou');
    await tab.user.click(screen.getByRole('button', { name: 'Change Mine' }));
    const words = screen.getByLabelText('Your words');
    await tab.user.type(words, ', and more');
    const theirs = item('Theirs', { id: id(52), state: 'suggested', mine: false });
    await tab.change({ agenda: [theirs, mine] });
    await screen.findByText('Theirs');
    // What is written stays where it is, the other's point comes behind it, and the focus is where it was.
    expect(screen.getByLabelText('Your words')).toBe(words);
    expect(document.activeElement).toBe(words);
    expect(words).toHaveProperty('value', 'Mine, and more');
    expect(screen.getByLabelText('A point for the agenda')).toHaveProperty('value', 'Half a thou');
    const points = screen.getAllByRole('listitem');
    expect(points[0]?.contains(words)).toBe(true);
    tab.unmount();

    await openAgenda({ agenda: [theirs, mine] });
    expect(screen.getByLabelText('Your words')).toHaveProperty('value', 'Mine, and more');
    expect(screen.getByLabelText('A point for the agenda')).toHaveProperty('value', 'Half a thou');
    expect(await findings()).toEqual([]);
  });

  it('shows both where the other one was first, and lets choose', async () => {
    const mine = item('Mine', { id: id(51) });
    const theirs = { ...mine, text: 'As Priya says it', version: 2 };
    const tab = await openAgenda({ agenda: [mine] });
    const put = `PUT ${agenda}/${mine.id}`;
    await tab.user.click(screen.getByRole('button', { name: 'Change Mine' }));
    await tab.user.type(screen.getByLabelText('Your words'), ' alone');
    tab.answers[put] = () => {
      tab.server.stands = myMeeting({ agenda: [theirs] });
      return problem('changed-meanwhile', 'Somebody else changed this meanwhile.');
    };
    await tab.user.keyboard('{Enter}');
    // What was refused is still being written, beside what stands now.
    expect(await screen.findByLabelText('Your words')).toHaveProperty('value', 'Mine alone');
    await screen.findByText('As Priya says it');
    tab.answers[put] = (body: { text: string }) => myMeeting({ agenda: [{ ...theirs, text: body.text, version: 3 }] });
    await tab.user.click(screen.getByRole('button', { name: 'Keep mine' }));
    await screen.findByText('Mine alone');
    expect(tab.edits().map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
    expect(screen.queryByLabelText('Your words')).toBeNull();
    expect(window.sessionStorage.length).toBe(0);
  });

  it('gives words back whose point was taken off meanwhile, and those that did not arrive', async () => {
    const mine = item('Mine', { id: id(51) });
    const tab = await openAgenda({ agenda: [mine] });
    await tab.user.click(screen.getByRole('button', { name: 'Change Mine' }));
    await tab.user.type(screen.getByLabelText('Your words'), ', still');
    await tab.change({ agenda: [] });
    await screen.findByText('You were writing this when the point was taken off:');
    tab.answers[`POST ${agenda}`] = problem('unexpected', 'Something went wrong on our side.');
    await tab.user.click(within(screen.getByText('Mine, still').closest('li') as HTMLElement).getByText('Add'));
    await screen.findByText('This has not arrived:');
    tab.answers[`POST ${agenda}`] = () => (tab.server.stands = myMeeting({ agenda: [item('Mine, still')] }));
    await tab.user.click(within(screen.getByText('Mine, still').closest('li') as HTMLElement).getByText('Add'));
    await waitFor(() => expect(screen.queryByText('This has not arrived:')).toBeNull());
    expect(screen.getAllByText('Mine, still')).toHaveLength(1);
  });

  it('is the mentee’s to order and publish, and the mentor’s to suggest for', async () => {
    const [one, two] = [item('One', { id: id(51) }), item('Two', { id: id(52), state: 'suggested', mine: false })];
    const tab = await openAgenda(
      { agenda: [one, two] },
      { [`PUT ${agenda}/${two.id}`]: myMeeting({ agenda: [two, one] }) },
    );
    await tab.user.click(screen.getByRole('button', { name: 'Move Two up' }));
    expect(tab.edits()[0]).toMatchObject({ body: { position: 0 } });
    expect(screen.getByRole('button', { name: 'Publish to Priya Rao' })).toBeTruthy();
    tab.unmount();

    await openAgenda({ role: 'mentor', agenda: [{ ...two, mine: true }] });
    expect(screen.queryByRole('button', { name: /^Publish|^Move|^Take in/ })).toBeNull();
    expect(screen.getByRole('button', { name: 'Suggest' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Change Two' })).toBeTruthy();
  });
});

describe('after the meeting', () => {
  const next = { id: id(99), number: 2, startsAt: '2026-12-15T10:00:00Z' };
  const over = { state: 'held' as const, carryTo: next, nextMeeting: next };

  it('carries over what was not reached, one or all', async () => {
    const left = [
      item('One', { id: id(51) }),
      item('Two', { id: id(52) }),
      item('Three', { id: id(53), state: 'reached' }),
    ];
    const tab = await openAgenda(
      { ...over, agenda: left },
      { [`POST ${agenda}/carry-over`]: () => (tab.server.stands = myMeeting({ ...over, agenda: left })) },
    );
    await tab.user.click(screen.getByRole('button', { name: 'Carry over: One' }));
    await tab.user.click(screen.getByRole('button', { name: 'Carry all over to Tue 15 Dec' }));
    await waitFor(() => expect(tab.edits().map(({ body }) => body)).toEqual([{ itemId: id(51) }, { itemId: null }]));
    expect(await findings()).toEqual([]);
  });

  it('has the mentee say what they heard, and the mentor whether it is so', async () => {
    const tab = await openAgenda(over, { [`POST ${path}/summary`]: { pairings: [] } });
    await tab.user.type(screen.getByLabelText('What did you hear?'), 'Reports take too long');
    await tab.user.click(screen.getByRole('button', { name: 'Send to Priya Rao' }));
    expect(tab.edits()[0]?.body).toEqual({ version: 1, text: 'Reports take too long', commitment: null });
    tab.unmount();

    const summary = { version: 1, text: 'Reports take too long', writtenAt: '2026-12-08T11:00:00Z' };
    const written = { ...summary, state: 'written' as const, verdict: null, correction: null };
    const theirs = await openAgenda(
      { ...over, role: 'mentor', summary: written },
      { [`POST ${path}/summary/verdict`]: { pairings: [] } },
    );
    await theirs.user.click(screen.getByRole('radio', { name: 'Partly' }));
    await theirs.user.type(screen.getByLabelText(/How would you put it/), 'Too many');
    await theirs.user.click(screen.getByRole('button', { name: 'Send' }));
    expect(theirs.edits()[0]?.body).toEqual({
      version: 1,
      verdict: 'partly',
      commitmentVerdict: null,
      correction: 'Too many',
    });
    expect(await findings()).toEqual([]);
  });
});
