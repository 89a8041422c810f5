import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kinds, testFiles } from './kinds.ts';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

/**
 * One jest project for each kind of test. Everything runs as native ES modules (NODE_OPTIONS=--experimental-vm-modules,
 * set by tests/run.ts and `npm run jest`).
 */
const common = {
  rootDir,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.vantage/'],
};
/** Set where all tests run: those of a kind that has a folder in tests/together run as few large files. */
const isTogether = process.env.TOGETHER === 'yes';
const project = (kind, more = {}) => {
  const hasShares = isTogether && existsSync(new URL(`together/${kind}`, import.meta.url));
  const folders = hasShares ? [`together/${kind}`] : kinds[kind];
  const apart = hasShares ? testFiles(kind).filter(({ isApart }) => isApart) : [];
  return {
    ...common,
    displayName: kind,
    testMatch: [
      ...folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.{ts,tsx}`),
      ...apart.map(({ path }) => path.replaceAll('\\', '/')),
    ],
    ...more,
  };
};
const onDatabase = {
  globalSetup: '<rootDir>/tests/support/database/start.ts',
  globalTeardown: '<rootDir>/tests/support/database/stop.ts',
};

export default {
  rootDir,
  testTimeout: 60_000,
  testSequencer: '<rootDir>/tests/sequencer.js',
  projects: [
    project('rules'),
    project('storage', onDatabase),
    project('http', onDatabase),
    project('microsoft'),
    project('sandbox'),
    project('tab', {
      testEnvironment: 'jest-environment-jsdom',
      testEnvironmentOptions: { customExportConditions: ['node', 'import', 'default'] },
    }),
    project('e2e', onDatabase),
    project('faults', onDatabase),
  ],
};
