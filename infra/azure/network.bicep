// A network in which the server reaches the database and nobody else does.
param baseName string
param location string
@description('Name of the zone in which the database is found.')
param databaseZone string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${baseName}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/24'] }
    subnets: [
      {
        name: 'server'
        properties: {
          addressPrefix: '10.20.0.0/26'
          delegations: [{ name: 'server', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.0.64/27'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: databaseZone
  location: 'global'
}

resource zoneInNetwork 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: '${baseName}-network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}

output serverSubnetId string = '${network.id}/subnets/server'
output databaseSubnetId string = '${network.id}/subnets/database'
output databaseZoneId string = zone.id
