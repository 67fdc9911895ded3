// Unseat in one subscription: a resource group, and in it everything that runs, keeps and watches it.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment; every name below is made from it.')
param environmentName string

@minLength(1)
@metadata({ azd: { type: 'location' } })
@description('Region of every resource.')
param location string

@minLength(36)
@maxLength(36)
@description('Application (client) id of the API registration (layer entra): the audience of the tokens that are believed.')
param apiClientId string

@allowed(['flex', 'premium'])
@description('flex: Flex Consumption. premium: EP1, for clouds and regions without Flex Consumption.')
param plan string = 'flex'

@allowed(['Standard_ZRS', 'Standard_GZRS', 'Standard_LRS'])
@description('How many copies of held data there are; ZRS survives the loss of a zone.')
param storageSku string = 'Standard_ZRS'

@description('Locks the storage account against deletion. azd down fails until the lock is taken off by hand.')
param isStorageLocked bool = false

@description('Storage only through private endpoints. Deploying then needs a machine inside the network.')
param isPrivate bool = false

@description('Instances kept warm for requests; 0 keeps none and costs nothing while nobody calls.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int = 0

@description('When the sweep runs, as NCRONTAB of six fields.')
param sweepSchedule string = '0 */15 * * * *'

@description('Where notices are posted; empty: nowhere.')
param noticeWebhookUrl string = ''

@secure()
@description('Signs notices; at least 16 characters. Kept in a key vault that exists only where notices are posted.')
param noticeWebhookSecret string = ''

@description('Who is told of alerts by mail; empty: the alerts are in the portal only.')
param alertEmail string = ''

@description('Monthly budget in the currency of the subscription; 0: none.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the budget: the first of a month.')
param budgetStart string = utcNow('yyyy-MM-01')

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var hasNotices = !empty(noticeWebhookUrl)
// Made here, not by the modules: what-if can then say what a deployment changes.
var names = {
  identity: 'id-unseat-${token}'
  network: 'vnet-unseat-${token}'
  storage: 'st${token}'
  workspace: 'log-unseat-${token}'
  insights: 'appi-unseat-${token}'
  vault: 'kv${token}'
  plan: 'plan-unseat-${token}'
  site: 'func-unseat-${token}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  scope: group
  params: { name: names.identity, location: location, tags: tags }
}

module network 'app/network.bicep' = if (isPrivate) {
  scope: group
  params: { name: names.network, location: location, tags: tags }
}

module storage 'app/storage.bicep' = {
  scope: group
  dependsOn: [identity]
  params: {
    name: names.storage
    location: location
    tags: tags
    sku: storageSku
    isLocked: isStorageLocked
    isPrivate: isPrivate
    identityName: names.identity
  }
}

module endpoints 'app/endpoints.bicep' = if (isPrivate) {
  scope: group
  dependsOn: [storage]
  params: {
    location: location
    tags: tags
    storageName: names.storage
    networkId: network.?outputs.id ?? ''
    subnetId: network.?outputs.endpointSubnetId ?? ''
  }
}

module insights 'app/insights.bicep' = {
  scope: group
  dependsOn: [identity]
  params: {
    workspaceName: names.workspace
    name: names.insights
    location: location
    tags: tags
    identityName: names.identity
  }
}

module secrets 'app/secrets.bicep' = if (hasNotices) {
  scope: group
  dependsOn: [identity]
  params: {
    name: names.vault
    location: location
    tags: tags
    noticeWebhookSecret: noticeWebhookSecret
    identityName: names.identity
  }
}

module unseat 'app/unseat.bicep' = {
  scope: group
  // Without its roles on the storage the app could not start; without its endpoints it could not reach it.
  dependsOn: [identity, insights, endpoints]
  params: {
    name: names.site
    planName: names.plan
    location: location
    tags: tags
    plan: plan
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: network.?outputs.appSubnetId ?? ''
    identityName: names.identity
    storageName: names.storage
    packageContainer: storage.outputs.packageContainer
    insightsName: names.insights
    settings: union(
      {
        TOKEN_AUDIENCE: apiClientId
        SWEEP_SCHEDULE: sweepSchedule
      },
      hasNotices
        ? {
            NOTICE_WEBHOOK_URL: noticeWebhookUrl
            NOTICE_WEBHOOK_SECRET: '@Microsoft.KeyVault(SecretUri=${secrets.?outputs.secretUri ?? ''})'
          }
        : {}
    )
  }
}

module alerts 'app/alerts.bicep' = {
  scope: group
  dependsOn: [unseat, storage, insights]
  params: {
    location: location
    tags: tags
    insightsName: names.insights
    storageName: names.storage
    siteName: names.site
    email: alertEmail
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0) {
  scope: group
  params: {
    name: 'budget-unseat-${token}'
    amount: monthlyBudget
    start: budgetStart
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output UNSEAT_URL string = unseat.outputs.url
output UNSEAT_APP_NAME string = names.site
output UNSEAT_STORAGE_NAME string = names.storage
output UNSEAT_PACKAGE_CONTAINER string = storage.outputs.packageContainer
