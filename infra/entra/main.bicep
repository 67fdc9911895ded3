// The app registration whose tokens Unseat believes: what README "The app registration" does by hand.
// The public cloud only: elsewhere the commands in docs/azure.md make the same from the same app-roles.json.
extension microsoftGraphV1

targetScope = 'subscription'

@minLength(1)
@maxLength(40)
param environmentName string

@description('Where the portal answers; empty before the first deployment. Its sign-in comes back to this address only.')
param portalUrl string = ''

// Azure CLI, so that az account get-access-token gives an administrator a token for npm run import.
var azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
var scopeId = guid('unseat', environmentName, 'access_as_user')

resource api 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'unseat-${environmentName}'
  displayName: 'Unseat (${environmentName})'
  signInAudience: 'AzureADMultipleOrgs'
  // Puts a person's directory roles into wids: without it nobody has a right.
  groupMembershipClaims: 'DirectoryRole'
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        value: 'access_as_user'
        type: 'Admin'
        isEnabled: true
        adminConsentDisplayName: 'Take licenses away and give them back as the signed-in administrator'
        adminConsentDescription: 'Unseat does what the directory roles of the signed-in person allow, and nothing else.'
      }
    ]
    preAuthorizedApplications: [{ appId: azureCli, delegatedPermissionIds: [scopeId] }]
  }
  appRoles: map(loadJsonContent('app-roles.json'), role => {
    id: guid('unseat', role.value)
    value: role.value
    displayName: role.value
    description: role.description
    allowedMemberTypes: ['Application']
    isEnabled: true
  })
  spa: { redirectUris: empty(portalUrl) ? [] : ['${portalUrl}/signed-in'] }
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = { appId: api.appId }

output UNSEAT_API_CLIENT_ID string = api.appId
output UNSEAT_API_PRINCIPAL_ID string = principal.id
