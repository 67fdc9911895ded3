using 'main.bicep'

// What azd keeps for the environment: azd env set NAME value.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'sample')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param apiClientId = readEnvironmentVariable('UNSEAT_API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
param plan = readEnvironmentVariable('UNSEAT_PLAN', 'flex')
param storageSku = readEnvironmentVariable('UNSEAT_STORAGE_SKU', 'Standard_ZRS')
param isStorageLocked = bool(readEnvironmentVariable('UNSEAT_STORAGE_LOCKED', 'false'))
param isPrivate = bool(readEnvironmentVariable('UNSEAT_PRIVATE', 'false'))
param alwaysReadyInstances = int(readEnvironmentVariable('UNSEAT_ALWAYS_READY', '0'))
param sweepSchedule = readEnvironmentVariable('UNSEAT_SWEEP_SCHEDULE', '0 */15 * * * *')
param noticeWebhookUrl = readEnvironmentVariable('UNSEAT_NOTICE_WEBHOOK_URL', '')
param noticeWebhookSecret = readEnvironmentVariable('UNSEAT_NOTICE_WEBHOOK_SECRET', '')
param alertEmail = readEnvironmentVariable('UNSEAT_ALERT_EMAIL', '')
param monthlyBudget = int(readEnvironmentVariable('UNSEAT_MONTHLY_BUDGET', '0'))
