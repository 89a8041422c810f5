// Who is written to, and when. What the product measures of itself is listed in metrics.json: an entry there is an alert here.
param baseName string
param location string
param alertEmail string
param publicHost string
param availabilityLocations array
param webAppId string
param databaseId string
param insightsId string
param workspaceId string

var metrics = loadJsonContent('metrics.json')

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${baseName}-people'
  location: 'global'
  properties: {
    groupShortName: 'Vantage'
    enabled: true
    emailReceivers: alertEmail == 'none' ? [] : [{ name: 'mail', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

resource ready 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${baseName}-ready'
  location: location
  kind: 'standard'
  // Application Insights finds its tests by this tag.
  tags: { 'hidden-link:${insightsId}': 'Resource' }
  properties: {
    SyntheticMonitorId: '${baseName}-ready'
    Name: 'Vantage is ready'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in availabilityLocations: { Id: place }]
    Request: {
      RequestUrl: 'https://${publicHost}/readyz'
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource away 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${baseName}-away'
  location: 'global'
  properties: {
    description: 'Vantage is not ready for people, seen from two places at least, or its certificate ends within two weeks.'
    severity: 1
    enabled: true
    scopes: [insightsId, ready.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: ready.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${baseName}-failing'
  location: 'global'
  properties: {
    description: 'More than ten requests in a quarter of an hour ended in an error of the server.'
    severity: 2
    enabled: true
    scopes: [webAppId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failures'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource full 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${baseName}-full'
  location: 'global'
  properties: {
    description: 'The database has used up four fifths of its space.'
    severity: 2
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'space'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
          metricName: 'storage_percent'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 80
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// By questions to the logs, which can ask for parts of a metric by its attributes, and take one that was not sent yet.
resource measured 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for one in metrics: {
    name: '${baseName}-${one.name}'
    location: location
    properties: {
      displayName: '${baseName}-${one.name}'
      description: '${one.description} infra/RUNBOOK.md says what to do about ${one.metric}.'
      severity: one.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${one.windowMinutes}M'
      criteria: {
        allOf: [
          {
            query: 'AppMetrics | where Name == "${one.metric}" | ${one.query}'
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: 'GreaterThan'
            threshold: one.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      skipQueryValidation: true
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]
