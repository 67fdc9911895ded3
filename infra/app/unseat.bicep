// The function app. Its settings hold no key: it reaches storage and Insights with its identity.
param name string
param planName string
param location string
param tags object
@allowed(['flex', 'premium'])
param plan string
param alwaysReadyInstances int
@description('Empty: no network of its own.')
param subnetId string
param identityName string
param storageName string
param packageContainer string
param insightsName string
param settings object

var isFlex = plan == 'flex'
var packageUrl = '${account.properties.primaryEndpoints.blob}${packageContainer}'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: storageName }
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: identityName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

resource serverFarm 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: isFlex ? 'functionapp' : 'elastic'
  sku: isFlex ? { name: 'FC1', tier: 'FlexConsumption' } : { name: 'EP1', tier: 'ElasticPremium' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: serverFarm.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
      linuxFxVersion: isFlex ? null : 'Node|22'
    }
    functionAppConfig: isFlex
      ? {
          deployment: {
            storage: {
              type: 'blobContainer'
              value: packageUrl
              authentication: {
                type: 'UserAssignedIdentity'
                userAssignedIdentityResourceId: identity.id
              }
            }
          }
          runtime: { name: 'node', version: '22' }
          scaleAndConcurrency: {
            instanceMemoryMB: 2048
            maximumInstanceCount: 40
            alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
            triggers: { http: { perInstanceConcurrency: 32 } }
          }
        }
      : null
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'appsettings'
  properties: union(
    {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    },
    isFlex
      ? {}
      : {
          FUNCTIONS_EXTENSION_VERSION: '~4'
          FUNCTIONS_WORKER_RUNTIME: 'node'
          // What npm run package made, uploaded by hand: this plan has no deployment of its own without keys.
          WEBSITE_RUN_FROM_PACKAGE: '${packageUrl}/unseat.zip'
          WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identity.id
        },
    settings
  )
}

// Two resources, not a loop: in a loop the compiler can't check their properties.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

output url string = 'https://${site.properties.defaultHostName}'
