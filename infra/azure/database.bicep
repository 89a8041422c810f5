// PostgreSQL, which only Entra signs in to: it has no password that could be lost.
param baseName string
param location string
param sku string
param tier string
param standby string
param version string
param backupDays int
param backupsElsewhere string
param subnetId string
param zoneId string
@description('Principal id and name of the identity that owns the tables.')
param administratorId string
param administratorName string
param workspaceId string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${baseName}-database'
  location: location
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: version
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: backupsElsewhere
    }
    highAvailability: { mode: standby }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zoneId
    }
    // Sunday night, when nobody meets.
    maintenanceWindow: {
      customWindow: 'Enabled'
      dayOfWeek: 0
      startHour: 2
      startMinute: 0
    }
  }
}

// Makes the role of the identity that runs when the server first starts; bot/storage/migrate.ts says how.
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: administratorId
  properties: {
    principalType: 'ServicePrincipal'
    principalName: administratorName
    tenantId: tenant().tenantId
  }
}

// One change at a time: the server refuses a second while it is busy with the first.
resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'vantage'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
  dependsOn: [administrator]
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: server
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'PostgreSQLLogs', enabled: true }]
  }
}

output host string = server.properties.fullyQualifiedDomainName
output databaseName string = database.name
output databaseServerId string = server.id
