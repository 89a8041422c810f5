import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { scratchFolder } from '../../support/scratch.ts';
import { compareAt } from './compare.ts';
import { findScipy } from './measure.ts';

const folder = await scratchFolder('bench');
afterAll(() => rm(folder, { recursive: true }));

describe('the bench of matching', () => {
  it('finds the same best choice by this engine and by everything it is measured beside', async () => {
    const { ours, others } = await compareAt({
      size: 60,
      seed: 7,
      folder,
      scipy: findScipy(),
      limitSeconds: 30,
      hopeless: new Set(),
      once: true,
    });
    if (ours.measured.kind !== 'done') throw new Error(`this engine: ${ours.measured.kind}`);
    expect(ours.measured.answer.pairings).toBeGreaterThan(50);
    expect(others.length).toBeGreaterThanOrEqual(4);
    for (const { name, measured } of others) {
      expect({ name, measured }).toMatchObject({ name, measured: { kind: 'done', answer: ours.measured.answer } });
    }
  });
});
