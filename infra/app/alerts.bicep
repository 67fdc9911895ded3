// What somebody must be told of. docs/operations.md says of each what it means and what to do.
param location string
param tags object
param insightsName string
param storageName string
param siteName string
@description('Empty: nobody is mailed.')
param email string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: storageName }
resource site 'Microsoft.Web/sites@2025-03-01' existing = { name: siteName }

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'unseat-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'unseat'
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// Each line of the app is one JSON object: its fields are read from the message.
var fields = 'extend fields = parse_json(extract(@"(\\{.*\\})", 1, message))'

var lines = [
  {
    name: 'no-sweep'
    event: 'swept'
    says: 'No sweep has finished for an hour: nothing that is due is deleted, and a dead app looks like this too.'
    severity: 1
    filter: 'true'
    fewerThan: true
    minutes: 60
  }
  {
    name: 'overdue'
    event: 'swept'
    says: 'Data is due for more than an hour and still there.'
    severity: 1
    filter: 'toint(fields.overdueMinutes) > 60'
    fewerThan: false
    minutes: 30
  }
  {
    name: 'sweep-failures'
    event: 'swept'
    says: 'A sweep could not finish a tenant.'
    severity: 2
    filter: 'toint(fields.failures) > 0'
    fewerThan: false
    minutes: 30
  }
  {
    name: 'poisoned'
    event: 'poisoned'
    says: 'A message failed five times.'
    severity: 1
    filter: 'true'
    fewerThan: false
    minutes: 15
  }
  {
    name: 'clocks-apart'
    event: 'clocks'
    says: 'The clock of the app and that of the storage are more than five minutes apart: nothing is deleted or started.'
    severity: 1
    filter: 'abs(toint(fields.skewMs)) > 300000'
    fewerThan: false
    minutes: 30
  }
  {
    name: 'clocks-drift'
    event: 'clocks'
    says: 'The clock of the app and that of the storage are more than two minutes apart.'
    severity: 3
    filter: 'abs(toint(fields.skewMs)) > 120000'
    fewerThan: false
    minutes: 30
  }
  {
    name: 'notices-undelivered'
    event: 'notice'
    says: 'A notice was not taken by the webhook.'
    severity: 3
    filter: 'tobool(fields.delivered) == false'
    fewerThan: false
    minutes: 60
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for line in lines: {
    name: 'unseat-${line.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Unseat: ${line.name}'
      description: line.says
      severity: line.severity
      enabled: true
      autoMitigate: true
      // The workspace is new: until the first line is there the query names columns that do not exist.
      skipQueryValidation: true
      scopes: [insights.id]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT${line.minutes}M'
      criteria: {
        allOf: [
          {
            query: 'traces | where message has \'"event":"${line.event}"\' | ${fields} | where ${line.filter}'
            timeAggregation: 'Count'
            operator: line.fewerThan ? 'LessThan' : 'GreaterThan'
            threshold: line.fewerThan ? 1 : 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]

resource storageOut 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'unseat-storage-availability'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage answers fewer than 99 of 100 requests.'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: ['${account.id}/tableServices/default']
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'availability'
          metricNamespace: 'Microsoft.Storage/storageAccounts/tableServices'
          metricName: 'Availability'
          operator: 'LessThan'
          threshold: 99
          timeAggregation: 'Average'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}

resource failures 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'unseat-answers-5xx'
  location: 'global'
  tags: tags
  properties: {
    description: 'More than ten answers of 5xx in 15 minutes.'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [site.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'answers'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 10
          timeAggregation: 'Total'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}
