/** What `POST /api/tenant/import` takes, in the order it has to come in. */
const partKinds = [
  'organization',
  'subscribedSkus',
  'servicePlans',
  'groups',
  'users',
  'mailboxUsage',
  'oneDriveUsage',
  'items',
] as const;
export type PartKind = (typeof partKinds)[number];

/** An entry of a dump, with its place in its file as a person would look for it. */
export interface DumpEntry {
  readonly place: string;
  readonly value: unknown;
}

/** An entry that was not loaded, and why. */
export interface NotLoaded {
  readonly file: string;
  readonly place: string;
  readonly id: string | null;
  readonly reason: string;
}

export interface DumpFile {
  readonly kind: PartKind;
  readonly file: string;
  readonly entries: readonly DumpEntry[];
  /** What can't even be read. */
  readonly unreadable: readonly NotLoaded[];
}
