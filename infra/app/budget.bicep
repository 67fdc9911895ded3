// Says when the month gets dearer than meant: at 80 % spent, and when all of it is forecast.
param name string
param amount int
param start string
@description('Empty: the owners of the resource group are told.')
param email string

var contact = empty(email) ? { contactEmails: [], contactRoles: ['Owner'] } : { contactEmails: [email], contactRoles: [] }

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent: union({ enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual' }, contact)
      forecast: union({ enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted' }, contact)
    }
  }
}
