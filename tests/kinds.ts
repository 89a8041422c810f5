import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tests = fileURLToPath(new URL('.', import.meta.url));

/** Where the tests of each kind lie, below this folder. */
export const kinds = {
  rules: ['bot/mentoring', 'bot/locales', 'bot/config', 'infra/checks', 'bench'],
  storage: ['bot/storage'],
  http: ['bot/http', 'bot/jobs', 'bot/app'],
  microsoft: ['bot/microsoft'],
  sandbox: ['infra/sandbox', 'infra/start', 'infra/azure', 'infra/entra', 'appPackage'],
  tab: ['tab'],
  e2e: ['e2e'],
  faults: ['faults'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Kind = keyof typeof kinds;

export interface TestFile {
  /** An absolute path. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Whether it names an environment of its own at its head or waits at its top level, and so cannot share a run with others. */
  readonly isApart: boolean;
}

/** The test files of a kind. */
export function testFiles(kind: Kind): TestFile[] {
  return kinds[kind]
    .flatMap((folder) =>
      readdirSync(join(tests, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(tests, folder, name)),
    )
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, size: text.length, isApart: /@jest-environment|^(?:const .* = )?await /m.test(text) };
    });
}
