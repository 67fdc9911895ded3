/** What can go wrong at a call to the storage service. */
export const faultKinds = [
  'lostBefore',
  'lostAfter',
  'late',
  'twice',
  'ghost',
  'refused',
  'throttled',
  'crashBefore',
  'crashAfter',
  'slow',
  'shortPage',
  'emptyPage',
  'sentTwice',
  'redelivered',
  'poisoned',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a call does decides what can go wrong with it. */
export type CallKind = 'get' | 'page' | 'put' | 'write' | 'send' | 'handled';

const possible: Readonly<Record<CallKind, readonly FaultKind[]>> = {
  get: ['lostBefore', 'throttled', 'crashBefore', 'crashAfter'],
  page: ['lostBefore', 'throttled', 'shortPage', 'emptyPage', 'crashBefore', 'crashAfter'],
  // Nothing refuses a write without a condition.
  put: [
    'lostBefore',
    'lostAfter',
    'late',
    'twice',
    'ghost',
    'throttled',
    'crashBefore',
    'crashAfter',
  ],
  write: [
    'lostBefore',
    'lostAfter',
    'late',
    'twice',
    'ghost',
    'refused',
    'throttled',
    'crashBefore',
    'crashAfter',
  ],
  send: ['lostBefore', 'lostAfter', 'late', 'sentTwice', 'throttled', 'crashBefore', 'crashAfter'],
  handled: ['redelivered'],
};

export function faultsOf(call: CallKind): readonly FaultKind[] {
  return possible[call];
}

/** Decides what goes wrong at each call, and counts what did. */
export interface Faults {
  next(call: CallKind): FaultKind | null;
  /** How many calls of others go first; 0 for an ordinary call. */
  delay(): number;
  /** After how many calls of others a late request arrives. */
  lateness(): number;
  readonly counts: Map<FaultKind, number>;
}

export function countFault(counts: Map<FaultKind, number>, kind: FaultKind): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
