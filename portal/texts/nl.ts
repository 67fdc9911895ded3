import type { Texts } from './en.ts';

/** De Nederlandse teksten, met de woorden van Microsofts beheercentra. */
export const nl: Texts = {
  shell: {
    skip: 'Naar de pagina',
    navigation: 'Navigatie',
    otherLanguage: 'English',
    light: 'Licht',
    dark: 'Donker',
    account: (name) => `Account van ${name}`,
    signOut: 'Afmelden',
    notSetUp:
      'Deze tenant is nog niet ingericht. Een globale beheerder doet dat door de tenant te importeren.',
  },
  nav: {
    home: 'Start',
    users: 'Gebruikers',
    activeUsers: 'Actieve gebruikers',
    billing: 'Facturering',
    licenses: 'Licenties',
  },
  signIn: {
    title: 'Aanmelden',
    local: 'Op uw eigen computer kunt u iedereen zijn: kies een tenant en een rol.',
    tenant: 'Tenant',
    role: 'Rol',
    button: 'Aanmelden',
    noTenant: 'Er is hier nog geen tenant: importeer er een, of start zonder --no-sample.',
  },
  home: {
    welcome: (tenant) => `De licenties van ${tenant}, en de gegevens die worden bewaard.`,
  },
  notFound: {
    title: 'Deze pagina bestaat niet',
    text: 'Misschien is het adres afgekapt, of hoort het bij een andere cloud.',
  },
  clouds: {
    of: (cloud) => cloudNames[cloud] ?? cloud,
  },
  roles: {
    of: (role) => roleNames[role] ?? role,
  },
  services: {
    exchange: 'Postvak',
    oneDrive: 'OneDrive',
    teams: 'Teams',
    other: 'Overige services',
  },
  parts: {
    loading: 'Laden',
    close: 'Sluiten',
    cancel: 'Annuleren',
    onlyFor: (roles) => `Uw rol mag dit niet. Deze wel: ${roles}.`,
  },
  problem: {
    noAnswer: 'Geen antwoord',
    noAnswerText: 'De server is niet bereikbaar, of het antwoord is afgebroken.',
    titleOf: (code) => problemTitles[code] ?? 'Dit is niet gelukt',
    requestId: (id) => `Aanvraag ${id}`,
    copyId: 'Aanvraag-id kopiëren',
    retry: 'Opnieuw proberen',
  },
  table: {
    tickAll: 'Alle rijen selecteren',
    tick: (name) => `${name} selecteren`,
    ticked: (_count, shown) => `${shown} geselecteerd`,
    nothingFound: (search) => `Niets gevonden voor “${search}”.`,
  },
  seats: { over: (_count, shown) => `${shown} te veel` },
  users: {
    count: (count, shown) => (count === 1 ? '1 gebruiker' : `${shown} gebruikers`),
    search: 'Gebruikers zoeken',
    none: 'Er zijn nog geen gebruikers.',
    displayName: 'Weergavenaam',
    username: 'Gebruikersnaam',
    licenses: 'Licenties',
    unlicensed: 'Zonder licentie',
    heldUntil: 'Bewaard tot',
    heldNoEnd: 'geen einde',
    signIn: 'Aanmelding',
    allowed: 'Toegestaan',
    blocked: 'Geblokkeerd',
  },
  licenses: {
    intro:
      'Selecteer een product om licenties te bekijken en toe te wijzen. Elk product heeft licenties voor een aantal gebruikers.',
    count: (count, shown) => (count === 1 ? '1 product' : `${shown} producten`),
    none: 'Deze tenant heeft nog geen producten.',
    otherPage:
      'Het beheercentrum van deze cloud heeft geen pagina Licenties. Licenties trekt u in bij Gebruikers > Actieve gebruikers.',
    product: 'Product',
    available: 'Beschikbaar aantal',
    assigned: 'Toegewezen licenties',
    way: 'Waar u bent',
    holders: (product) => `Gebruikers met ${product}`,
    nobody: 'Niemand heeft dit product.',
    assignedHow: 'Toegewezen',
    direct: 'Rechtstreeks',
    group: (groups) => `Via ${groups}`,
    directAndGroup: (groups) => `Rechtstreeks, en via ${groups}`,
    tickFirst: 'Selecteer eerst gebruikers.',
    noMore: (most) => `U kunt van maximaal ${most} gebruikers tegelijk licenties intrekken.`,
    unassign: 'Licenties intrekken',
    unassignButton: 'Intrekken',
    lose: (count, shown, product) =>
      count === 1
        ? `1 gebruiker verliest ${product}.`
        : `${shown} gebruikers verliezen ${product}.`,
    until: 'Tot dan komt alles terug zodra ze weer een licentie krijgen.',
  },
  consequences: {
    seatsWillBeFree: (count, shown, product) =>
      count === 1
        ? `1 licentie van ${product} komt vrij.`
        : `${shown} licenties van ${product} komen vrij.`,
    seatsAreFree: (count, shown, product) =>
      count === 1
        ? `1 licentie van ${product} is vrij.`
        : `${shown} licenties van ${product} zijn vrij.`,
    items: (count, shown) => (count === 1 ? '1 item' : `${shown} items`),
    officeUnlicensed: 'Office-apps: tonen “Product zonder licentie”',
    staysByLicense: (what, licenses) => `${what}: blijft, door ${licenses}`,
    staysByHold: (what) => `${what}: blijft, vanwege een bewaring`,
    outcomes: {
      unassigned: (product) => `${product}: ingetrokken`,
      notAssigned: (product) => `${product}: was niet toegewezen`,
      inheritedFromGroup: (product, groups) =>
        `${product}: komt via ${groups} en kan alleen daar worden ingetrokken`,
      stillInherited: (product, groups) => `${product}: blijft via ${groups}`,
      assigned: (product) => `${product}: toegewezen`,
      alreadyAssigned: (product) => `${product}: was al toegewezen`,
      noSeatLeft: (product) => `${product}: er is geen licentie vrij`,
    },
    states: {
      provided: (what) => `${what}: blijft`,
      kept: (what) => `${what}: blijft bewaard`,
      held: (what) => `${what}: wordt bewaard`,
      onHold: (what) => `${what}: blijft, vanwege een bewaring`,
      inactiveMailbox: (what) => `${what}: blijft als inactief postvak`,
      purging: (what) => `${what}: wordt verwijderd`,
      purged: (what) => `${what}: is verwijderd`,
    },
    until: {
      provided: (what) => `${what}: blijft`,
      kept: (what, end) => `${what}: blijft bewaard tot ${end}`,
      held: (what, end) => `${what}: wordt bewaard, en op ${end} verwijderd`,
      onHold: (what) => `${what}: blijft, vanwege een bewaring`,
      inactiveMailbox: (what, end) => `${what}: blijft als inactief postvak tot ${end}`,
      purging: (what) => `${what}: wordt verwijderd`,
      purged: (what, end) => `${what}: is op ${end} verwijderd`,
    },
  },
  results: {
    changed: (count, shown) =>
      count === 1 ? '1 gebruiker is gewijzigd.' : `${shown} gebruikers zijn gewijzigd.`,
    failed: (count, shown) => (count === 1 ? '1 gebruiker niet.' : `${shown} gebruikers niet.`),
  },
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

const problemTitles: Readonly<Record<string, string>> = {
  unauthenticated: 'U bent niet aangemeld',
  forbidden: 'U mag dit niet',
  notFound: 'Dit bestaat niet',
  conflict: 'Dit kan nu niet',
  tooManyRequests: 'Te veel aanvragen',
  serviceUnavailable: 'Even niet beschikbaar',
  internalError: 'Hier is iets kapot',
};
