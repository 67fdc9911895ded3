import type { TableName } from '../../lib/storage/tables.ts';

/** What can go wrong at a call to the storage service. */
export const faultKinds = [
  'lostBefore',
  'lostAfter',
  'late',
  'twice',
  'ghost',
  'refused',
  'exists',
  'missing',
  'throttled',
  'busy',
  'hung',
  'truncated',
  'paused',
  'crashBefore',
  'crashAfter',
  'slow',
  'shortPage',
  'emptyPage',
  'sentTwice',
  'redelivered',
  'poisoned',
  'noTable',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a call does decides what can go wrong with it. */
export type CallKind = 'get' | 'page' | 'put' | 'write' | 'send' | 'handled';

/** Whatever is called: no answer, half an answer, or somebody who dies or stands still. */
const anywhere = [
  'lostBefore',
  'throttled',
  'busy',
  'hung',
  'truncated',
  'paused',
  'crashBefore',
  'crashAfter',
] as const;

const possible: Readonly<Record<CallKind, readonly FaultKind[]>> = {
  get: [...anywhere, 'noTable'],
  page: [...anywhere, 'noTable', 'shortPage', 'emptyPage'],
  // Nothing refuses a write without a condition.
  put: [...anywhere, 'noTable', 'lostAfter', 'late', 'twice', 'ghost'],
  write: [
    ...anywhere,
    'noTable',
    'lostAfter',
    'late',
    'twice',
    'ghost',
    'refused',
    'exists',
    'missing',
  ],
  send: [...anywhere, 'lostAfter', 'late', 'sentTwice'],
  handled: ['redelivered'],
};

export function faultsOf(call: CallKind): readonly FaultKind[] {
  return possible[call];
}

/** Decides what goes wrong at each call, and counts what did. */
export interface Faults {
  /** @param table where the call goes, unless it goes to a queue */
  next(call: CallKind, table?: TableName): FaultKind | null;
  /** How many calls of others go first; 0 for an ordinary call. */
  delay(): number;
  /** After how many calls of others a late request arrives. */
  lateness(): number;
  /** For how long the caller of a call stands still that hangs or is paused. */
  standstillMs(): number;
  readonly counts: Map<FaultKind, number>;
}

export function countFault(counts: Map<FaultKind, number>, kind: FaultKind): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
