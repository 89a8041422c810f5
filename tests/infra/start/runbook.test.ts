import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { gauges, measures } from '../../../bot/telemetry/metrics.ts';

const read = (path: string) => readFileSync(new URL(`../../../infra/${path}`, import.meta.url), 'utf8');
const runbook = read('RUNBOOK.md');
const told = [...Object.values(measures), ...Object.values(gauges)].map(({ name }) => name);
const alerts = z
  .array(z.object({ name: z.string(), metric: z.string(), threshold: z.number() }))
  .parse(JSON.parse(read('azure/metrics.json')));
/** What sets off each entry: the sentence in italics below its heading. */
const causes = [...runbook.matchAll(/^## .+\n\n_([^]+?)\._/gm)].map(([, cause = '']) => cause.replaceAll('\n', ' '));

it('lists every metric that there is, and no other', () => {
  const listed = [...runbook.matchAll(/^\| `([a-z.]+)`/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(told.toSorted());
});

it.each(alerts)('has an entry for the alert of what is $name, with what sets it off', ({ metric, threshold }) => {
  expect(told).toContain(metric);
  const [cause] = causes.filter((one) => one.includes(`\`${metric}\``));
  expect(cause).toMatch(threshold === 0 ? /rises/ : new RegExp(`\\b${threshold}\\b`));
});
