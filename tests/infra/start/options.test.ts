import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { usage } from '../../../infra/start/options.ts';

const run = promisify(execFile);
const Read = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    options: z.object({ port: z.int(), fresh: z.boolean(), people: z.string().optional() }),
  }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
const script = `
  import { readOptions } from ${JSON.stringify(new URL('../../../infra/start/options.ts', import.meta.url).href)};
  console.log(JSON.stringify(JSON.parse(process.argv[1]).map((words) => readOptions(words))));
`;

/** Reads several command lines. In a process of its own: jest's world has another TypeError than Node's parser throws. */
async function readEach(lines: readonly (readonly string[])[]) {
  const words = ['--no-warnings', '--input-type=module', '-e', script, JSON.stringify(lines)];
  return z.array(Read).parse(JSON.parse((await run(process.execPath, words, { maxBuffer: 64_000_000 })).stdout));
}

describe('the words after npm start', () => {
  it('may be none', async () => {
    expect(await readEach([[]])).toEqual([{ ok: true, options: { port: 3978, fresh: false } }]);
  });

  it('say the port, the people and whether to begin anew, in any order', async () => {
    const words = ['--people', 'us.csv', '--fresh', '--port', '4000'];
    const options = { port: 4000, fresh: true, people: 'us.csv' };
    expect(await readEach([words, ['--port=4000', '--fresh', '--people=us.csv']])).toEqual([
      { ok: true, options },
      { ok: true, options },
    ]);
  });

  it('may name the first and the last port that everybody may use', async () => {
    const read = await readEach([
      ['--port', '1024'],
      ['--port', '65535'],
    ]);
    expect(read.map((one) => one.ok && one.options.port)).toEqual([1024, 65_535]);
  });

  it('are refused with the port that is none, and what one is', async () => {
    const ports = ['80', '1023', '65536', '99999', '123456', 'http', '4000.5', '4e3', ' 4000', '0x1000', ''];
    expect(await readEach(ports.map((port) => ['--port', port]))).toEqual(
      ports.map((port) => ({ ok: false, reason: `--port ${port}: give a whole number from 1024 to 65535.` })),
    );
  });

  it('are refused with the word that is not understood', async () => {
    const read = await readEach([['--frsh'], ['fresh'], ['--port'], ['--port', '-1'], ['--people'], ['--fresh=yes']]);
    const reasons = read.map((one) => (one.ok ? 'understood' : one.reason));
    expect(reasons).toEqual([
      expect.stringContaining("'--frsh'"),
      expect.stringContaining("'fresh'"),
      expect.stringContaining("'--port"),
      expect.stringContaining("'--port'"),
      expect.stringContaining("'--people"),
      expect.stringContaining("'--fresh'"),
    ]);
    expect(usage).toMatch(/--fresh.*--people.*--port/);
  });

  it('are read or refused with a reason, whatever they are', async () => {
    const word = fc.oneof(
      fc.constantFrom('--port', '--fresh', '--people', '--', '-p', '--no-fresh', '--port=', '5000'),
      fc.string({ maxLength: 8 }),
    );
    const lines = fc.array(fc.array(word, { maxLength: 5 }), { minLength: 500, maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(lines, async (some) => {
        for (const one of await readEach(some)) {
          if (!one.ok) expect(one.reason).not.toBe('');
          else expect(one.options.port >= 1024 && one.options.port <= 65_535).toBe(true);
        }
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});
