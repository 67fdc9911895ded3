import type { Texts } from '../en.ts';

export const services: Texts['services'] = {
  exchange: 'Postvak',
  oneDrive: 'OneDrive',
  teams: 'Teams',
  other: 'Overige services',
};

export const parts: Texts['parts'] = {
  loading: 'Laden',
  close: 'Sluiten',
  closePane: 'Dit deelvenster sluiten',
  save: 'Opslaan',
  cancel: 'Annuleren',
  refresh: 'Vernieuwen',
  moreToCome: (shown) => `${shown} tot nu toe, er komen er meer`,
  progress: (done, total) => `${done} van ${total} gedaan`,
  onlyFor: (roles) => `Uw rol mag dit niet. Deze wel: ${roles}.`,
};

export const problem: Texts['problem'] = {
  noAnswer: 'Geen antwoord',
  noAnswerText: 'De server is niet bereikbaar, of het antwoord is afgebroken.',
  titleOf: (code) => problemTitles[code] ?? 'Dit is niet gelukt',
  requestId: (id) => `Aanvraag ${id}`,
  copyId: 'Aanvraag-id kopiëren',
  retry: 'Opnieuw proberen',
};

export const table: Texts['table'] = {
  tickAll: 'Alle rijen selecteren',
  tick: (name) => `${name} selecteren`,
  clear: 'Selectie wissen',
  ticked: (_count, shown) => `${shown} geselecteerd`,
  nothingFound: (search) => `Niets gevonden voor “${search}”.`,
};

export const seats: Texts['seats'] = { over: (_count, shown) => `${shown} te veel` };

const problemTitles: Readonly<Record<string, string>> = {
  unauthenticated: 'U bent niet aangemeld',
  forbidden: 'U mag dit niet',
  notFound: 'Dit bestaat niet',
  conflict: 'Dit kan nu niet',
  tooManyRequests: 'Te veel aanvragen',
  serviceUnavailable: 'Even niet beschikbaar',
  internalError: 'Hier is iets kapot',
};

export const undo: Texts['undo'] = {
  title: 'Ongedaan maken',
  button: 'Ongedaan maken',
  lead: 'Dit geeft precies terug wat is ingetrokken, voor zover het kan terugkomen:',
};

export const dataStates: Texts['dataStates'] = {
  provided: 'In gebruik',
  kept: 'Blijft',
  held: 'Bewaard',
  onHold: 'Onder een bewaring',
  inactiveMailbox: 'Inactief postvak',
  purging: 'Wordt verwijderd',
  purged: 'Verwijderd',
};

export const holdKinds: Texts['holdKinds'] = {
  litigation: 'Bewaring vanwege juridische procedure',
  eDiscovery: 'eDiscovery-bewaring',
  retentionPolicy: 'Bewaarbeleid',
};

export const operationPaths: Texts['operationPaths'] = {
  licensesPage: 'Pagina Licenties',
  activeUser: 'Actieve gebruikers, één gebruiker',
  activeUsers: 'Actieve gebruikers, meer gebruikers',
  graph: 'Microsoft Graph',
  deleteUser: 'Verwijderd',
  deleteItem: 'Item verwijderd',
  directorySync: 'Verwijderd door adreslijstsynchronisatie',
  assign: 'Licentie toegewezen',
  restore: 'Hersteld',
  permanentDelete: 'Definitief verwijderd',
  undo: 'Ongedaan gemaakt',
  block: 'Aanmelding geblokkeerd',
  unblock: 'Aanmelding gedeblokkeerd',
  usageLocation: 'Gebruikslocatie ingesteld',
  placeHold: 'Bewaring ingesteld',
  liftHold: 'Bewaring opgeheven',
  addDelegate: 'Toegang gegeven',
  removeDelegate: 'Toegang ingetrokken',
  seats: 'Aantal licenties gewijzigd',
  tenant: 'Instellingen gewijzigd',
  import: 'Import',
  repair: 'Reparatie',
  plans: 'Serviceplannen gewijzigd',
  job: 'Taak voor veel gebruikers',
};
