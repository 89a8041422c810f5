import { describe, expect, it } from '@jest/globals';
import { findings, openTab, screen } from './page.tsx';
import { meeting, pairing, series } from './samples.ts';

const path = `/my/meetings/${meeting().id}/agenda`;
const offered = {
  openQuestions: [
    { topic: 'AI tools', group: 'ai' as const, numbers: [0, 1] },
    { topic: 'Law', group: 'any' as const, numbers: [0, 1] },
  ],
};

describe('ideas for an agenda', () => {
  it('are open questions, which one press adds, with their topic where they suit any', async () => {
    const there = {
      id: meeting().id,
      text: 'Law: What would you do in my place?',
      state: 'taken-in' as const,
      mine: true,
    };
    const shown = pairing({
      ...({ state: 'active', waitingFor: 'nothing', asked: 'nothing', iSigned: true } as const),
      series: series('verified'),
      meetings: [meeting({ ...offered, agenda: [there] })],
    });
    const tab = await openTab(`/my/meetings/${meeting().id}`, {
      'GET /my/pairings': { pairings: [shown] },
      [`POST ${path}`]: meeting(offered),
    });
    await tab.user.click(await screen.findByText('Ideas: questions to start with'));
    expect(screen.getAllByRole('button', { name: /^Add: / }).map((one) => one.getAttribute('aria-label'))).toEqual([
      'Add: Which AI tool do you reach for first, and for what?',
      'Add: What would you have me try with AI this week?',
      'Add: Law: What do you see every day that I do not?',
    ]);
    await tab.user.click(screen.getByRole('button', { name: /^Add: Law/ }));
    expect(tab.asked).toEqual([
      { method: 'POST', path, body: { text: 'Law: What do you see every day that I do not?' } },
    ]);
    expect(await findings()).toEqual([]);
  });
});
