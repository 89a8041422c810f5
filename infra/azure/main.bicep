// Everything that Vantage needs in Azure, for one organisation. No secret is made, kept or given out: the server is let in
// everywhere by its managed identity. README.md beside this file says how it is used.
targetScope = 'resourceGroup'

@description('What the names of all resources begin with; the web app and the database are known by it everywhere in Azure.')
@minLength(5)
@maxLength(20)
param baseName string

@description('Region of everything but the bot.')
param location string = resourceGroup().location

@description('The app registration of tab and Graph.')
param entraClientId string

@description('Tenants served, separated by commas: usually the one.')
param entraTenantIds string = tenant().tenantId

@description('The id of the app in the organisation’s catalogue, known once it is published; none before.')
param catalogueAppId string = 'none'

@description('The host name where people reach the server; none for the one that App Service gives.')
param customDomain string = 'none'

@description('Who is written to when something is wrong; none for nobody.')
param alertEmail string = 'none'

@description('Size of the machines, and how many of them: with two, one may be away.')
param planSku string = 'P0v3'
@minValue(1)
@maxValue(30)
param instances int = 2

@description('Size of the database. Standby in another zone, SameZone or ZoneRedundant, wants the tier GeneralPurpose.')
param databaseSku string = 'Standard_B2s'
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param databaseTier string = 'Burstable'
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param databaseStandby string = 'Disabled'
@allowed(['16', '17'])
param databaseVersion string = '17'

@description('Days for which the database can be taken back to any moment, and whether copies lie in the paired region too, which can only be chosen at the start.')
@minValue(7)
@maxValue(35)
param backupDays int = 35
@allowed(['Disabled', 'Enabled'])
param backupsElsewhere string = 'Disabled'

@description('Days for which logs are kept.')
param logDays int = 30

@description('Where bots are registered: global, or a region of a national cloud.')
param botLocation string = 'global'

@description('Microsoft Graph where it is another one than the cloud’s, as for the US Department of Defense; none elsewhere.')
param otherGraph string = 'none'

var clouds = loadJsonContent('clouds.json')
var cloud = clouds[environment().name]
var graphUrl = otherGraph == 'none' ? cloud.graph : otherGraph

resource serverIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${baseName}-server'
  location: location
}

// Owns the tables and changes them when a new version starts. It is another identity than the one that runs, which row-level
// security could not bind otherwise.
resource migrationIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${baseName}-migrations'
  location: location
}

module network 'network.bicep' = {
  name: 'network'
  params: {
    baseName: baseName
    location: location
    databaseZone: '${baseName}.${cloud.databaseZone}'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    baseName: baseName
    location: location
    logDays: logDays
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    baseName: baseName
    location: location
    sku: databaseSku
    tier: databaseTier
    standby: databaseStandby
    version: databaseVersion
    backupDays: backupDays
    backupsElsewhere: backupsElsewhere
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
    administratorId: migrationIdentity.properties.principalId
    administratorName: migrationIdentity.name
    workspaceId: monitoring.outputs.workspaceId
  }
}

module server 'server.bicep' = {
  name: 'server'
  params: {
    baseName: baseName
    location: location
    planSku: planSku
    instances: instances
    subnetId: network.outputs.serverSubnetId
    identityIds: [serverIdentity.id, migrationIdentity.id]
    customDomain: customDomain
    workspaceId: monitoring.outputs.workspaceId
    insightsConnection: monitoring.outputs.insightsConnection
    settings: {
      LOG_LEVEL: 'info'
      DATABASE_URL: 'postgresql://${serverIdentity.name}@${database.outputs.host}/${database.outputs.databaseName}?sslmode=verify-full'
      DATABASE_MIGRATION_URL: 'postgresql://${migrationIdentity.name}@${database.outputs.host}/${database.outputs.databaseName}?sslmode=verify-full'
      DATABASE_IDENTITY_ID: serverIdentity.properties.clientId
      DATABASE_MIGRATION_IDENTITY_ID: migrationIdentity.properties.clientId
      DATABASE_TOKEN_SCOPE: cloud.databaseScope
      ENTRA_AUTHORITY: cloud.authority
      ENTRA_TENANT_IDS: entraTenantIds
      ENTRA_CLIENT_ID: entraClientId
      ENTRA_IDENTITY_ID: serverIdentity.properties.clientId
      ENTRA_EXCHANGE_AUDIENCE: cloud.exchangeAudience
      GRAPH_BASE_URL: graphUrl
      BOT_APP_ID: serverIdentity.properties.clientId
      BOT_IDENTITY_ID: serverIdentity.properties.clientId
      BOT_TENANT_ID: serverIdentity.properties.tenantId
      BOT_OPENID_METADATA_URL: cloud.botMetadata
      BOT_TOKEN_ISSUER: cloud.botIssuer
      BOT_OAUTH_SCOPE: cloud.botScope
      TEAMS_APP_ID: catalogueAppId == 'none' ? '' : catalogueAppId
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${baseName}-bot'
  location: botLocation
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Vantage'
    description: 'Signs people up, asks whether they say yes, and after each meeting how it went.'
    endpoint: 'https://${server.outputs.publicHost}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: serverIdentity.properties.clientId
    msaAppTenantId: serverIdentity.properties.tenantId
    msaAppMSIResourceId: serverIdentity.id
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: botLocation
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    baseName: baseName
    location: location
    alertEmail: alertEmail
    publicHost: server.outputs.publicHost
    availabilityLocations: cloud.availabilityLocations
    webAppId: server.outputs.webAppId
    databaseId: database.outputs.databaseServerId
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
  }
}

// The toolkit writes these into the environment file, for the steps of teamsapp.yml behind this one and for the manifests.
output TAB_DOMAIN string = server.outputs.publicHost
output BOT_ID string = serverIdentity.properties.clientId
output WEB_APP_RESOURCE_ID string = server.outputs.webAppId
// The federated credential of the app registration: whom it is to trust. infra/entra/trust-identity.ts writes it there.
output FEDERATION_ISSUER string = '${cloud.authority}/${serverIdentity.properties.tenantId}/v2.0'
output FEDERATION_SUBJECT string = serverIdentity.properties.principalId
output FEDERATION_AUDIENCE string = cloud.exchangeAudience
output GRAPH_URL string = graphUrl
