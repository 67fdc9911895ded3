export const services = {
  exchange: 'Mailbox',
  oneDrive: 'OneDrive',
  teams: 'Teams',
  other: 'Other services',
};

export const parts = {
  loading: 'Loading',
  close: 'Close',
  closePane: 'Close this pane',
  save: 'Save',
  cancel: 'Cancel',
  refresh: 'Refresh',
  moreToCome: (shown: string) => `${shown} so far, more on their way`,
  progress: (done: string, total: string) => `${done} of ${total} done`,
  onlyFor: (roles: string) => `Your role may not do this. These may: ${roles}.`,
};

export const problem = {
  noAnswer: 'No answer',
  noAnswerText: 'The server could not be reached, or its answer was cut off.',
  titleOf: (code: string) => problemTitles[code] ?? 'This did not work',
  requestId: (id: string) => `Request ${id}`,
  copyId: 'Copy the request id',
  retry: 'Try again',
};

export const table = {
  tickAll: 'Select all rows',
  tick: (name: string) => `Select ${name}`,
  clear: 'Clear the selection',
  ticked: (_count: number, shown: string) => `${shown} selected`,
  nothingFound: (search: string) => `Nothing fits “${search}”.`,
};

export const seats = { over: (_count: number, shown: string) => `${shown} over` };

const problemTitles: Readonly<Record<string, string>> = {
  unauthenticated: 'You are not signed in',
  forbidden: 'You may not do this',
  notFound: 'There is no such thing',
  conflict: 'This can’t be done now',
  tooManyRequests: 'Too many requests',
  serviceUnavailable: 'Not available for a moment',
  internalError: 'Something is broken here',
};

export const undo = {
  title: 'Undo',
  button: 'Undo',
  lead: 'This gives back exactly what was taken, as far as it can come back:',
};

export const dataStates = {
  provided: 'In use',
  kept: 'Kept',
  held: 'Held',
  onHold: 'Under a hold',
  inactiveMailbox: 'Inactive mailbox',
  purging: 'Being deleted',
  purged: 'Deleted',
};

export const holdKinds = {
  litigation: 'Litigation hold',
  eDiscovery: 'eDiscovery hold',
  retentionPolicy: 'Retention policy',
};

export const operationPaths = {
  licensesPage: 'Licenses page',
  activeUser: 'Active users, one user',
  activeUsers: 'Active users, several users',
  graph: 'Microsoft Graph',
  deleteUser: 'Deleted',
  deleteItem: 'Item deleted',
  directorySync: 'Deleted by directory sync',
  assign: 'License given',
  restore: 'Restored',
  permanentDelete: 'Deleted for good',
  undo: 'Undone',
  block: 'Sign-in blocked',
  unblock: 'Sign-in unblocked',
  usageLocation: 'Usage location set',
  placeHold: 'Hold placed',
  liftHold: 'Hold lifted',
  addDelegate: 'Access given',
  removeDelegate: 'Access taken',
  seats: 'Seats changed',
  tenant: 'Settings changed',
  import: 'Import',
  repair: 'Repair',
  plans: 'Service plans changed',
  job: 'Job for many users',
};
