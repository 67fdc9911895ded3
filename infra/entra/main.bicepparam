using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'sample')
param portalUrl = readEnvironmentVariable('UNSEAT_URL', '')
