import type { Texts } from '../en.ts';

export const consequences: Texts['consequences'] = {
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
};

export const results: Texts['results'] = {
  changed: (count, shown) =>
    count === 1 ? '1 gebruiker is gewijzigd.' : `${shown} gebruikers zijn gewijzigd.`,
  failed: (count, shown) => (count === 1 ? '1 gebruiker niet.' : `${shown} gebruikers niet.`),
};
