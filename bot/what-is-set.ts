import type { Config } from './config.ts';

/** One thing that an administrator can have set, and what follows from how it is. */
export interface Standing {
  readonly what: string;
  readonly isSet: boolean;
  /** One sentence, without any value that could be secret. */
  readonly says: string;
}

/** What is configured and what is not, as it is told at the start. */
export function whatIsSet({ settings, secrets, notificationUrl, publicUrl }: Config): readonly Standing[] {
  const receivers = [
    ...(settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? [] : ['a collector']),
    ...(secrets.APPLICATIONINSIGHTS_CONNECTION_STRING === undefined ? [] : ['Application Insights']),
  ];
  return [
    {
      what: 'Microsoft 365',
      isSet: settings.SANDBOX_URL === undefined,
      says:
        settings.SANDBOX_URL === undefined
          ? `Graph is ${new URL(settings.GRAPH_BASE_URL).host}, for ${settings.ENTRA_TENANT_IDS.length} tenants.`
          : 'This is the stand-in tenant: nothing here reaches Microsoft 365.',
    },
    {
      what: 'database server',
      isSet: secrets.DATABASE_URL !== undefined,
      says:
        secrets.DATABASE_URL === undefined
          ? 'Without DATABASE_URL, Postgres runs embedded in the data folder, for this one server alone.'
          : 'Data is kept in the Postgres of DATABASE_URL.',
    },
    {
      what: 'bot',
      isSet: settings.BOT_APP_ID !== undefined,
      says:
        settings.BOT_APP_ID === undefined
          ? 'Without BOT_APP_ID the bot takes whatever it is sent: for the stand-in tenant alone.'
          : 'The bot takes what carries a token of the chat.',
    },
    {
      what: 'bringing the bot to people',
      isSet: settings.TEAMS_APP_ID !== undefined,
      says:
        settings.TEAMS_APP_ID === undefined
          ? 'Without TEAMS_APP_ID people add the app themselves before the bot can write to them.'
          : 'People who are enrolled have the bot installed, where the permission for that was given.',
    },
    {
      what: 'news of calendars',
      isSet: notificationUrl !== null,
      says:
        notificationUrl === null
          ? `Graph cannot reach ${new URL(publicUrl).protocol}// addresses like this one, so changes in calendars are found by looking every six hours alone.`
          : 'Graph tells of changes in calendars as they happen.',
    },
    {
      what: 'traces and metrics',
      isSet: receivers.length > 0,
      says:
        receivers.length > 0
          ? `Traces and metrics go to ${receivers.join(' and to ')}.`
          : 'Traces and metrics go nowhere: neither a collector nor Application Insights is set.',
    },
  ];
}
