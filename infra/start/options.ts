import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface Options {
  /** Port of the one page that is opened. */
  readonly port: number;
  /** Whether to begin with an empty data folder. */
  readonly fresh: boolean;
  /** An import file of people instead of the made-up organisation. */
  readonly people: string | undefined;
}

export const usage = 'Usage: npm start -- [--fresh] [--people FILE.csv] [--port 3978]';

/** Reads the command line; a reason in plain words when it does not say something we understand. */
export function readOptions(
  words: readonly string[],
): { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly reason: string } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: 'string', default: '3978' },
        fresh: { type: 'boolean', default: false },
        people: { type: 'string' },
      },
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : 0;
    if (port < 1024 || port > 65_535)
      return { ok: false, reason: `--port ${values.port}: give a whole number from 1024 to 65535.` };
    return { ok: true, options: { port, fresh: values.fresh, people: values.people } };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, reason: error.message };
  }
}
