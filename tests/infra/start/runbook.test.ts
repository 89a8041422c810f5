import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { gauges, measures } from '../../../bot/telemetry/metrics.ts';

const runbook = readFileSync(new URL('../../../infra/RUNBOOK.md', import.meta.url), 'utf8');

it('lists every metric that there is, and no other', () => {
  const listed = [...runbook.matchAll(/^\| `([a-z.]+)`/gm)].map(([, name]) => name);
  const told = [...Object.values(measures), ...Object.values(gauges)].map(({ name }) => name);
  expect(listed.toSorted()).toEqual(told.toSorted());
});
