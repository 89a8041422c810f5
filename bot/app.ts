import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { followClock, systemClock } from './clock.ts';
import { hashOf } from './hash.ts';
import type { Config } from './config.ts';
import { createCredentials } from './credentials.ts';
import { createServer } from './http/server.ts';
import { createMatchingThreads } from './jobs/matching-threads.ts';
import { startSweep } from './jobs/sweep.ts';
import { startWorkers } from './jobs/workers.ts';
import type { Log } from './log.ts';
import { createChatHandlers } from './mentoring/chat/handlers.ts';
import type { Ports } from './mentoring/ports.ts';
import { noteEvent } from './note-event.ts';
import type { AppTokens } from './microsoft/entra/app-tokens.ts';
import { rememberTokens } from './microsoft/entra/remembered-tokens.ts';
import { createTabTokens } from './microsoft/entra/tab-tokens.ts';
import { createCalendar } from './microsoft/graph/calendar.ts';
import { readChanges } from './microsoft/graph/changes.ts';
import { createGraph } from './microsoft/graph/client.ts';
import { createDirectory } from './microsoft/graph/directory.ts';
import { createInstaller } from './microsoft/graph/installer.ts';
import { createPhotos } from './microsoft/graph/photos.ts';
import { createWatches } from './microsoft/graph/watches.ts';
import { createTeamsBot } from './microsoft/teams/bot.ts';
import { teamsRoute } from './microsoft/teams/route.ts';
import { openStorage } from './storage/storage.ts';
import { watchQueues } from './telemetry/metrics.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';
import { whatIsSet } from './what-is-set.ts';

/** Milliseconds that requests under way get to finish when the server stops. */
const drainMilliseconds = 5_000;
const tabFolder = fileURLToPath(new URL('../tab/dist', import.meta.url));

/** The running product. */
export interface App {
  /** Where it listens; an origin. */
  readonly address: string;
  /** Takes no more work, finishes what is under way, and lets everything go. */
  close(): Promise<void>;
}

/** Builds the parts, joins them and listens. What had started is let go again when a later part cannot. */
export async function startApp(config: Config, log: Log): Promise<App> {
  const { settings, secrets } = config;
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    for (const { says, ...standing } of whatIsSet(config)) log.info(standing, says);
    const telemetry = startTelemetry({
      otlpEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
      applicationInsights: secrets.APPLICATIONINSIGHTS_CONNECTION_STRING,
      everySeconds: settings.TELEMETRY_SECONDS,
    });
    closers.push(() => telemetry.stop());
    const credentials = createCredentials(config);
    const storage = await openStorage({
      databaseUrl: secrets.DATABASE_URL,
      migrationUrl: secrets.DATABASE_MIGRATION_URL,
      passwords: credentials.databasePasswords,
      dataFolder: settings.DATA_FOLDER,
      log,
      onEvent: (tenantId, event) => noteEvent(log, tenantId, event),
    });
    closers.push(() => storage.close());
    watchQueues(storage.queues, (error) => log.warn({ err: error }, 'how much waits could not be told'));
    const followed = settings.CLOCK_URL === undefined ? null : await followClock(settings.CLOCK_URL, log);
    if (followed) closers.push(() => followed.stop());

    const entra = { authority: settings.ENTRA_AUTHORITY, clientId: settings.ENTRA_CLIENT_ID };
    const graph = createGraph({
      baseUrl: settings.GRAPH_BASE_URL,
      tokens: credentials.graph,
      log,
      traffic: storage.graphTraffic,
      mostAtOnce: settings.GRAPH_MOST_AT_ONCE,
      directoryUnits: settings.GRAPH_DIRECTORY_UNITS,
    });
    const bot = createTeamsBot({
      ...botSettings(config, credentials.bot),
      rates: storage.sharedRates,
      messagesPerSecond: settings.BOT_MESSAGES_PER_SECOND,
      log,
    });
    const matching = createMatchingThreads();
    closers.push(() => matching.close());
    const clock = followed ?? systemClock;
    const watches = createWatches(graph, { clock, publicUrl: config.notificationUrl, log });
    const ports: Ports = {
      clock,
      directory: createDirectory(graph),
      photos: createPhotos(graph),
      calendar: createCalendar(graph),
      calendarFeed: { changes: readChanges(graph), ...watches },
      messenger: bot.messenger,
      installer: createInstaller(graph, {
        baseUrl: settings.GRAPH_BASE_URL,
        appId: settings.TEAMS_APP_ID ?? null,
        rates: storage.sharedRates,
        log,
      }),
      matching,
      hashOf,
      live: storage.live,
      inTenant: storage.inTenant,
      tabLink: tabLink(config, null),
      linkTo: (page) => tabLink(config, page),
    };
    bot.connect(createChatHandlers(ports, settings.ENTRA_TENANT_IDS));
    const tokens = rememberTokens(
      createTabTokens({
        ...entra,
        tenantIds: settings.ENTRA_TENANT_IDS,
        publicHost: new URL(config.publicUrl).host,
        clientIds: settings.TAB_CLIENT_IDS,
      }),
    );

    await startWorkers(ports, log, (name, concurrency, handler) => storage.work(name, concurrency, handler));
    const sweep = startSweep({ ...storage, clock: ports.clock, log });
    closers.push(() => sweep.stop());

    const server: FastifyInstance = await createServer({
      ports,
      tokens,
      client: {
        host: settings.SANDBOX_URL === undefined ? 'teams' : 'sandbox',
        clientId: settings.ENTRA_CLIENT_ID,
      },
      publicUrl: config.publicUrl,
      tabFolder,
      bot: teamsRoute(bot),
      findWatches: storage.findWatches,
      isReady: () => storage.isReady(),
      log,
    });
    const connections = new Set<Socket>();
    server.server.on('connection', (connection) => {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
    });
    closers.push(() => drain(server, connections));
    const address = await server.listen({ host: settings.HOST, port: settings.PORT });
    return { address, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Lets requests under way finish. A connection on which nothing was ever sent, as clients keep in reserve, waits for nothing
 * and would keep the server open for good; one on which half a request was sent is given its time.
 */
async function drain(server: FastifyInstance, connections: ReadonlySet<Socket>): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), drainMilliseconds);
  try {
    const closed = server.close();
    for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
    await closed;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where the tab, or a page of it, is opened from outside: in Teams where the app's id there is known, else by its own
 * address.
 */
function tabLink({ settings, publicUrl }: Config, page: string | null): string | null {
  const own = `${publicUrl}/tab${page ?? '/'}`;
  if (settings.TEAMS_APP_ID === undefined) return settings.SANDBOX_URL === undefined ? null : own;
  const query = new URLSearchParams({ webUrl: own, label: 'Vantage' });
  if (page !== null) query.set('context', JSON.stringify({ subEntityId: page }));
  return `https://teams.microsoft.com/l/entity/${settings.TEAMS_APP_ID}/vantage?${query.toString()}`;
}

/** What the bot is told of the settings. */
export function botSettings({ settings }: Config, tokens: AppTokens | null) {
  const { BOT_APP_ID: appId, BOT_TENANT_ID: tenantId, SANDBOX_URL: sandboxUrl } = settings;
  return {
    appId: appId ?? null,
    tenantId: tenantId ?? settings.ENTRA_TENANT_IDS[0] ?? null,
    openIdMetadataUrl: settings.BOT_OPENID_METADATA_URL,
    tokenIssuer: settings.BOT_TOKEN_ISSUER,
    oauthScope: settings.BOT_OAUTH_SCOPE,
    tenantIds: settings.ENTRA_TENANT_IDS,
    extraServiceOrigins: sandboxUrl === undefined ? [] : [new URL(sandboxUrl).origin],
    tokens,
  };
}
