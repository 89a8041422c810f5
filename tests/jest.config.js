import { fileURLToPath } from 'node:url';

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
const project = (displayName, folders, more = {}) => ({
  ...common,
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.{ts,tsx}`),
  ...more,
});
const onDatabase = {
  globalSetup: '<rootDir>/tests/support/database/start.ts',
  globalTeardown: '<rootDir>/tests/support/database/stop.ts',
};

export default {
  rootDir,
  testTimeout: 60_000,
  testSequencer: '<rootDir>/tests/sequencer.js',
  projects: [
    project('rules', ['bot/mentoring', 'bot/locales', 'bot/config', 'infra/checks', 'bench']),
    project('storage', ['bot/storage'], onDatabase),
    project('http', ['bot/http', 'bot/jobs', 'bot/app'], onDatabase),
    project('microsoft', ['bot/microsoft']),
    project('sandbox', ['infra/sandbox', 'infra/start', 'appPackage']),
    project('tab', ['tab'], {
      testEnvironment: 'jest-environment-jsdom',
      testEnvironmentOptions: { customExportConditions: ['node', 'import', 'default'] },
    }),
    project('e2e', ['e2e'], onDatabase),
    project('faults', ['faults'], onDatabase),
  ],
};
