/** The English texts, with the words of the admin article and of Microsoft's admin centers. Other languages have the same. */
export const en = {
  shell: {
    skip: 'Skip to the page',
    navigation: 'Navigation',
    otherLanguage: 'Nederlands',
    light: 'Light',
    dark: 'Dark',
    account: (name: string) => `Account of ${name}`,
    signOut: 'Sign out',
    notSetUp: 'This tenant is not set up yet. A Global Administrator does it by importing it.',
  },
  nav: {
    home: 'Home',
    users: 'Users',
    activeUsers: 'Active users',
    billing: 'Billing',
    licenses: 'Licenses',
  },
  signIn: {
    title: 'Sign in',
    local: 'On your own machine you may be anybody: choose a tenant and a role.',
    tenant: 'Tenant',
    role: 'Role',
    button: 'Sign in',
    noTenant: 'There is no tenant here yet: import one, or start without --no-sample.',
  },
  home: {
    welcome: (tenant: string) => `The licenses of ${tenant}, and the data that is held.`,
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address may have been cut off, or be one of another cloud.',
  },
  clouds: {
    of: (cloud: string) => cloudNames[cloud] ?? cloud,
  },
  roles: {
    of: (role: string) => role,
  },
  services: { exchange: 'Mailbox', oneDrive: 'OneDrive', teams: 'Teams', other: 'Other services' },
  parts: {
    loading: 'Loading',
    close: 'Close',
    cancel: 'Cancel',
    onlyFor: (roles: string) => `Your role may not do this. These may: ${roles}.`,
  },
  problem: {
    noAnswer: 'No answer',
    noAnswerText: 'The server could not be reached, or its answer was cut off.',
    titleOf: (code: string) => problemTitles[code] ?? 'This did not work',
    requestId: (id: string) => `Request ${id}`,
    copyId: 'Copy the request id',
    retry: 'Try again',
  },
  table: {
    tickAll: 'Select all rows',
    tick: (name: string) => `Select ${name}`,
    ticked: (_count: number, shown: string) => `${shown} selected`,
    nothingFound: (search: string) => `Nothing fits “${search}”.`,
  },
  seats: { over: (_count: number, shown: string) => `${shown} over` },
  users: {
    count: (count: number, shown: string) => (count === 1 ? '1 user' : `${shown} users`),
    search: 'Search users',
    none: 'There are no users yet.',
    displayName: 'Display name',
    username: 'Username',
    licenses: 'Licenses',
    unlicensed: 'Unlicensed',
    heldUntil: 'Held until',
    heldNoEnd: 'no end',
    signIn: 'Sign-in',
    allowed: 'Allowed',
    blocked: 'Blocked',
  },
  licenses: {
    intro:
      'Select a product to view and assign licenses. Each product has licenses for a number of users.',
    count: (count: number, shown: string) => (count === 1 ? '1 product' : `${shown} products`),
    none: 'This tenant has no products yet.',
    otherPage:
      'The admin center of this cloud has no page Licenses. Licenses are taken away at Users > Active users.',
    product: 'Product',
    available: 'Available quantity',
    assigned: 'Assigned licenses',
    way: 'Where you are',
    holders: (product: string) => `Users with ${product}`,
    nobody: 'Nobody has this product.',
    assignedHow: 'Assigned',
    direct: 'Direct',
    group: (groups: string) => `Through ${groups}`,
    directAndGroup: (groups: string) => `Direct, and through ${groups}`,
    tickFirst: 'Select users first.',
    noMore: (most: string) => `You can unassign up to ${most} users at a time.`,
    unassign: 'Unassign licenses',
    unassignButton: 'Unassign',
    lose: (count: number, shown: string, product: string) =>
      count === 1 ? `1 user is to lose ${product}.` : `${shown} users are to lose ${product}.`,
    until: 'Until then it comes back when they are given a license again.',
  },
  consequences: {
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
  },
  results: {
    changed: (count: number, shown: string) =>
      count === 1 ? '1 user was changed.' : `${shown} users were changed.`,
    failed: (count: number, shown: string) =>
      count === 1 ? '1 user was not.' : `${shown} users were not.`,
  },
};

export type Texts = typeof en;

const cloudNames: Readonly<Record<string, string>> = {
  worldwide: 'worldwide',
  germany: 'Germany',
  '21vianet': '21Vianet',
};

const problemTitles: Readonly<Record<string, string>> = {
  unauthenticated: 'You are not signed in',
  forbidden: 'You may not do this',
  notFound: 'There is no such thing',
  conflict: 'This can’t be done now',
  tooManyRequests: 'Too many requests',
  serviceUnavailable: 'Not available for a moment',
  internalError: 'Something is broken here',
};
