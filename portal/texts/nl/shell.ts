import type { Texts } from '../en.ts';

export const shell: Texts['shell'] = {
  skip: 'Naar de pagina',
  navigation: 'Navigatie',
  otherLanguage: 'English',
  light: 'Licht',
  dark: 'Donker',
  account: (name) => `Account van ${name}`,
  signOut: 'Afmelden',
  notSetUp:
    'Deze tenant is nog niet ingericht. Een globale beheerder doet dat door de tenant te importeren.',
};

export const nav: Texts['nav'] = {
  home: 'Start',
  users: 'Gebruikers',
  activeUsers: 'Actieve gebruikers',
  billing: 'Facturering',
  licenses: 'Licenties',
};

export const signIn: Texts['signIn'] = {
  title: 'Aanmelden',
  local: 'Op uw eigen computer kunt u iedereen zijn: kies een tenant en een rol.',
  tenant: 'Tenant',
  role: 'Rol',
  button: 'Aanmelden',
  noTenant: 'Er is hier nog geen tenant: importeer er een, of start zonder --no-sample.',
};

export const home: Texts['home'] = {
  welcome: (tenant) => `De licenties van ${tenant}, en de gegevens die worden bewaard.`,
};

export const notFound: Texts['notFound'] = {
  title: 'Deze pagina bestaat niet',
  text: 'Misschien is het adres afgekapt, of hoort het bij een andere cloud.',
};

export const clouds: Texts['clouds'] = {
  of: (cloud) => cloudNames[cloud] ?? cloud,
};

export const roles: Texts['roles'] = {
  of: (role) => roleNames[role] ?? role,
};

const cloudNames: Readonly<Record<string, string>> = {
  worldwide: 'wereldwijd',
  germany: 'Duitsland',
  '21vianet': '21Vianet',
};

const roleNames: Readonly<Record<string, string>> = {
  'Global Administrator': 'Globale beheerder',
  'License Administrator': 'Licentiebeheerder',
  'User Administrator': 'Gebruikersbeheerder',
  'Billing Administrator': 'Factureringsbeheerder',
  'Compliance Administrator': 'Compliancebeheerder',
  'Global Reader': 'Globale lezer',
  'Helpdesk Administrator': 'Helpdeskbeheerder',
};
