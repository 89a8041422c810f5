// The server: several instances of `node bot/main.ts` behind App Service's HTTPS.
param baseName string
param location string
param planSku string
param instances int
param subnetId string
param identityIds array
param customDomain string
param workspaceId string
param insightsConnection string
@description('The settings of the server, as the table in the README names them, but for where it listens.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${baseName}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instances
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: baseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: toObject(identityIds, id => id, id => {})
  }
  properties: {
    serverFarmId: plan.id
    virtualNetworkSubnetId: subnetId
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node bot/main.ts'
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
  }
}

// The toolkit deploys as whoever is signed in: passwords for it are of no use to anybody.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [
  for way in ['ftp', 'scm']: {
    parent: app
    name: way
    properties: { allow: false }
  }
]

var publicHost = customDomain == 'none' ? app.properties.defaultHostName : customDomain

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    HOST: '0.0.0.0'
    PORT: '8080'
    PUBLIC_URL: 'https://${publicHost}'
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
    // Of the platform: it installs the packages itself, those that run and no others, and takes an instance that is not
    // ready for five minutes out of service.
    NODE_ENV: 'production'
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
    NPM_CONFIG_OMIT: 'dev'
    WEBSITE_HEALTHCHECK_MAXPINGFAILURES: '5'
  })
}

// What the server writes about itself; not who asked for what.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
  }
}

output publicHost string = publicHost
output webAppId string = app.id
