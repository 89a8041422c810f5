import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Budgets } from '../../../../bot/microsoft/graph/budget.ts';
import { directoryUnits } from '../../../../bot/microsoft/graph/units.ts';

describe('a budget', () => {
  const allowance = fc.record({
    amount: fc.integer({ min: 50, max: 10_000 }),
    milliseconds: fc.integer({ min: 1_000, max: 600_000 }),
  });
  /** What is asked for, and how long after the one before, in parts of the allowance's time. */
  const asks = fc.array(
    fc.record({ after: fc.double({ min: 0, max: 0.3, noNaN: true }), share: fc.integer({ min: 1, max: 40 }) }),
    {
      minLength: 80,
      maxLength: 200,
    },
  );

  it('is never exceeded in any window of its time, with a server before and others beside', async () => {
    let full = 0;
    fc.assert(
      fc.property(allowance, asks, fc.integer({ min: 1, max: 3 }), ({ amount, milliseconds }, asked, servers) => {
        const used: { at: number; amount: number }[] = [];
        const send = (all: readonly Budgets[], from: number): number => {
          let at = from;
          for (const [index, { after, share }] of asked.entries()) {
            at += after * milliseconds * 0.02;
            const budgets = all[index % all.length] as Budgets;
            const wanted = Math.max(1, Math.floor((amount * share) / 1_000));
            at += budgets.wait('hers', wanted, servers, at);
            budgets.use('hers', wanted, servers, at);
            used.push({ at, amount: wanted });
          }
          return at;
        };
        const make = () => Array.from({ length: servers }, () => new Budgets({ amount, milliseconds }));
        // Started anew in the middle, when it remembers nothing.
        send(make(), send(make(), 0));
        const most = used.reduce((highest, { at: start }) => {
          const inWindow = used.filter(({ at }) => at >= start && at < start + milliseconds);
          return Math.max(
            highest,
            inWindow.reduce((total, one) => total + one.amount, 0),
          );
        }, 0);
        expect(most).toBeLessThanOrEqual(amount);
        if (most > amount * 0.7) full += 1;
      }),
      { numRuns: 100 },
    );
    // Or the property would hold of those who use little.
    expect(full).toBeGreaterThan(10);
  });

  it('of one key is not used up by another, and is forgotten when it is whole again', () => {
    const budgets = new Budgets({ amount: 100, milliseconds: 1_000 });
    budgets.use('hers', 20, 1, 0);
    expect(budgets.wait('hers', 1, 1, 0)).toBeGreaterThan(0);
    expect(budgets.wait('his', 1, 1, 0)).toBe(0);
    budgets.forgetIdle(300);
    expect(budgets.size).toBe(1);
    budgets.forgetIdle(400);
    expect(budgets.size).toBe(0);
  });

  it('gives back what was not sent after all', () => {
    const budgets = new Budgets({ amount: 100, milliseconds: 1_000 });
    for (let count = 0; count < 50; count += 1) {
      budgets.use('hers', 20, 1, 0);
      budgets.use('hers', -20, 1, 0);
    }
    expect(budgets.wait('hers', 20, 1, 0)).toBe(0);
  });

  it('lets what is more than it ever holds go when everything is there', () => {
    const budgets = new Budgets({ amount: 100, milliseconds: 1_000 });
    expect(budgets.wait('hers', 1_000, 1, 0)).toBe(0);
  });
});

describe("the directory's resource units", () => {
  it.each([
    ['/users', 2],
    ['/users?$select=id', 1],
    ['/users?$expand=manager', 3],
    ['/users?$filter=x&$select=id&$expand=manager', 2],
    ['/users/ana@contoso.example', 1],
    ['/users/ana@contoso.example?$select=id', 1],
    ['/users/ana@contoso.example/manager', 1],
    ['/groups/7/members', 3],
    ['/groups/7/transitiveMembers/microsoft.graph.user?$count=true&$top=999', 5],
    ['/groups/7/transitiveMembers/microsoft.graph.user?$select=id', 4],
    ['https://graph.microsoft.com/v1.0/groups/7/transitiveMembers?%24select=id&$skiptoken=x', 4],
  ])('of %s are %d', (path, units) => {
    expect(directoryUnits(path)).toBe(units);
  });
});
