import type { ChainHead, ChainLink } from '../../storage/rows/chain-row.ts';
import {
  chainHeadKey,
  chainLateKey,
  chainLineKey,
  chainLinkKey,
  chainLinkRows,
  fromHeadRow,
  fromLateRow,
  fromLinkRow,
  linkName,
} from '../../storage/rows/chain-row.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { linkHash } from '../engine/chain-hash.ts';

/** A link as far as it can be believed. */
export interface ReadLink {
  readonly key: string;
  readonly until: string;
  /** Null when the row does not hold a link. */
  readonly link: ChainLink | null;
  /** The link is what it says it is: its own hash fits, and so does its key. */
  readonly isSound: boolean;
}

/** Where a record was looked for: a link or a line names it, a link that is lost may, or nothing does. */
export type Place = 'named' | 'lost' | 'nowhere';

export function readLink(row: Row): ReadLink {
  const until = linkName(row);
  const link = orNull(() => fromLinkRow(row));
  return { key: row.key, until, link, isSound: link !== null && isSoundLink(link, until) };
}

function isSoundLink({ hash, ...said }: ChainLink, until: string): boolean {
  return said.until === until && linkHash(said) === hash;
}

/** The head; `damaged` when the row does not hold one. */
export async function readHead(store: TenantStore): Promise<ChainHead | 'damaged' | null> {
  const row = await store.row(chainHeadKey);
  return row && (orNull(() => fromHeadRow(row)?.value ?? null) ?? 'damaged');
}

/** Finds the link that names a record. Remembers the links of one request. */
export class ChainIndex {
  readonly #store: TenantStore;
  readonly #links = new Map<string, { readonly read: ReadLink; readonly names: Set<string> }>();

  constructor(store: TenantStore) {
    this.#store = store;
  }

  add(read: ReadLink): void {
    const names = new Set(read.link?.records.map(({ name }) => name));
    this.#links.set(read.key, { read, names });
  }

  /** The link that ends at a name, as it is. */
  async linkAt(until: string): Promise<ReadLink | null> {
    const read = (await this.#load(chainLinkKey(until)))?.read ?? null;
    return read?.until === until ? read : null;
  }

  /** Where a record is named, if it is. */
  async find(name: string): Promise<Place> {
    return (await this.namedBy(name)) === null ? this.#isLost(name) : 'named';
  }

  /**
   * The link that names a record, or the line it waits in; null when nothing does. Looks twice before it says so: the
   * record may be taken into the chain in between.
   */
  async namedBy(name: string): Promise<ReadLink | 'line' | null> {
    return (await this.#namedBy(name)) ?? this.#namedBy(name);
  }

  async #namedBy(name: string): Promise<ReadLink | 'line' | null> {
    const own = await this.#own(name);
    if (own?.names.has(name) === true) return own.read;
    const until = fromLateRow(await this.#store.row(chainLateKey(name)));
    if (until !== null) {
      const link = await this.#load(chainLinkKey(until));
      if (link?.names.has(name) === true) return link.read;
    }
    return (await this.#store.row(chainLineKey(name))) === null ? null : 'line';
  }

  /** Whether the link that should name a record is not there any more, or not what it was. */
  async #isLost(name: string): Promise<Place> {
    const own = (await this.#own(name))?.read ?? null;
    if (own !== null) return !own.isSound || name <= (own.link?.after ?? '') ? 'lost' : 'nowhere';
    const head = await readHead(this.#store);
    return head === 'damaged' || (head !== null && name <= head.until) ? 'lost' : 'nowhere';
  }

  /** The link in whose time a record is. */
  async #own(name: string) {
    return this.#covering(name) ?? (await this.#load(chainLinkKey(name)));
  }

  #covering(name: string) {
    for (const known of this.#links.values()) {
      const { link, until } = known.read;
      if (link !== null && link.after < name && name <= until) return known;
    }
    return null;
  }

  /** The link of a key, or the first one after it. */
  async #load(key: string) {
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const { rows } = await this.#store.slice({ from: key, to: chainLinkRows.to }, 1);
    const [row] = rows;
    if (row === undefined) return null;
    if (!this.#links.has(row.key)) this.add(readLink(row));
    return this.#links.get(row.key) ?? null;
  }
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DamagedRowError)) throw error;
    return null;
  }
}
