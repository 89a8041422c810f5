import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

/**
 * What `npm run types` and `npm run lint` look at, on one reading of the code: each by itself reads all of it and works out
 * every type, and that takes longer than all the rules.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);

const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (problem) => {
    throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
  },
};
const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host);
if (!config) throw new Error('tsconfig.json cannot be read');
const program = ts.createProgram({
  rootNames: config.fileNames,
  options: config.options,
  configFileParsingDiagnostics: ts.getConfigFileParsingDiagnostics(config),
});
const problems = ts.getPreEmitDiagnostics(program);
if (problems.length > 0) {
  console.log(
    ts.formatDiagnostics(problems, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
}

const eslint = new ESLint({
  overrideConfigFile: 'infra/checks/eslint.config.js',
  overrideConfig: {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { project: null, programs: [program] } },
  },
});
const results = await eslint.lintFiles(['.']);
const formatter = await eslint.loadFormatter('stylish');
const found = await formatter.format(results);
if (found !== '') console.log(found);
const hasLint = results.some(({ errorCount, fatalErrorCount }) => errorCount + fatalErrorCount > 0);
if (problems.length > 0 || hasLint) process.exitCode = 1;
