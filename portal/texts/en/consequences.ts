export const consequences = {
  seatsWillBeFree: (count: number, shown: string, product: string) =>
    count === 1
      ? `1 seat of ${product} will be free.`
      : `${shown} seats of ${product} will be free.`,
  seatsAreFree: (count: number, shown: string, product: string) =>
    count === 1 ? `1 seat of ${product} is free.` : `${shown} seats of ${product} are free.`,
  items: (count: number, shown: string) => (count === 1 ? '1 item' : `${shown} items`),
  officeUnlicensed: 'Office apps: show “Unlicensed Product”',
  staysByLicense: (what: string, licenses: string) => `${what}: stays, ${licenses} provides it`,
  staysByHold: (what: string) => `${what}: stays, it is under a hold`,
  outcomes: {
    unassigned: (product: string, _groups: string) => `${product}: unassigned`,
    notAssigned: (product: string, _groups: string) => `${product}: was not assigned`,
    inheritedFromGroup: (product: string, groups: string) =>
      `${product}: comes through ${groups} and can only be taken there`,
    stillInherited: (product: string, groups: string) => `${product}: keeps it through ${groups}`,
    assigned: (product: string, _groups: string) => `${product}: assigned`,
    alreadyAssigned: (product: string, _groups: string) => `${product}: was assigned already`,
    noSeatLeft: (product: string, _groups: string) => `${product}: no seat is free`,
  },
  states: {
    provided: (what: string) => `${what}: stays`,
    kept: (what: string) => `${what}: is kept`,
    held: (what: string) => `${what}: is held`,
    onHold: (what: string) => `${what}: stays, it is under a hold`,
    inactiveMailbox: (what: string) => `${what}: is kept as an inactive mailbox`,
    purging: (what: string) => `${what}: is being deleted`,
    purged: (what: string) => `${what}: is deleted`,
  },
  until: {
    provided: (what: string, _end: string) => `${what}: stays`,
    kept: (what: string, end: string) => `${what}: is kept until ${end}`,
    held: (what: string, end: string) => `${what}: held, deleted on ${end}`,
    onHold: (what: string, _end: string) => `${what}: stays, it is under a hold`,
    inactiveMailbox: (what: string, end: string) =>
      `${what}: is kept as an inactive mailbox until ${end}`,
    purging: (what: string, _end: string) => `${what}: is being deleted`,
    purged: (what: string, end: string) => `${what}: was deleted on ${end}`,
  },
};

export const results = {
  changed: (count: number, shown: string) =>
    count === 1 ? '1 user was changed.' : `${shown} users were changed.`,
  failed: (count: number, shown: string) =>
    count === 1 ? '1 user was not.' : `${shown} users were not.`,
};
