// Tables, queues and the package of the app, in one account without keys.
// No versions, no soft delete, no backup of tables: what is gone for good must be gone.
param name string
param location string
param tags object
param sku string
param isLocked bool
param isPrivate bool
param identityName string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: identityName }

var tableNames = ['licensing', 'wakeups', 'vault']
var queueNames = ['retention', 'purges', 'sweeps', 'notices', 'jobs']
// The host moves what failed five times to a queue of this name; its own failures one further.
var poisonQueueNames = map(queueNames, queue => '${queue}-poison')
var packageContainerName = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource tables 'tableServices' = {
    name: 'default'
    resource table 'tables' = [for table in tableNames: { name: table }]
  }

  resource queues 'queueServices' = {
    name: 'default'
    resource queue 'queues' = [for queue in concat(queueNames, poisonQueueNames): { name: queue }]
  }

  resource blobs 'blobServices' = {
    name: 'default'
    resource package 'containers' = {
      name: packageContainerName
      properties: { publicAccess: 'None' }
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: account
  name: 'held-data'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the data of people whose licenses were taken. Take this lock off by hand when it may go.'
  }
}

// The same ids in every cloud.
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // the host's locks, the package
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, identity.id, role.value)
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

output packageContainer string = packageContainerName
