// Where logs and measurements are kept.
param baseName string
param location string
param logDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${baseName}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logDays
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${baseName}-insights'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    RetentionInDays: logDays
    // Addresses of people are of no use here.
    DisableIpMasking: false
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
// Names the place where measurements go; it opens nothing.
output insightsConnection string = insights.properties.ConnectionString
