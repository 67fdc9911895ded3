export const shell = {
  skip: 'Skip to the page',
  navigation: 'Navigation',
  otherLanguage: 'Nederlands',
  light: 'Light',
  dark: 'Dark',
  account: (name: string) => `Account of ${name}`,
  signOut: 'Sign out',
  notSetUp: 'This tenant is not set up yet. A Global Administrator does it by importing it.',
};

export const nav = {
  home: 'Home',
  users: 'Users',
  activeUsers: 'Active users',
  billing: 'Billing',
  licenses: 'Licenses',
};

export const signIn = {
  title: 'Sign in',
  local: 'On your own machine you may be anybody: choose a tenant and a role.',
  tenant: 'Tenant',
  role: 'Role',
  button: 'Sign in',
  noTenant: 'There is no tenant here yet: import one, or start without --no-sample.',
};

export const home = {
  welcome: (tenant: string) => `The licenses of ${tenant}, and the data that is held.`,
};

export const notFound = {
  title: 'There is no such page',
  text: 'The address may have been cut off, or be one of another cloud.',
};

export const clouds = {
  of: (cloud: string) => cloudNames[cloud] ?? cloud,
};

export const roles = {
  of: (role: string) => role,
};

const cloudNames: Readonly<Record<string, string>> = {
  worldwide: 'worldwide',
  germany: 'Germany',
  '21vianet': '21Vianet',
};
