import pMap from 'p-map';
import { derivedFrom, derivedRowsOf, isDerived } from '../../storage/rows/derived-rows.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { Write } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { readsAtOnce } from './load-users.ts';
import type { Services } from './services.ts';

/** A derived row stood in the way of a transaction and could not be mended with it. */
export class DerivedRowRefusal extends StorageRefusal {
  readonly key: string;

  constructor({ reason, index }: StorageRefusal, key: string, cause: unknown) {
    super(reason, index, cause);
    this.key = key;
  }
}

/**
 * Submits a transaction that replaces a row together with the rows derived from it. A derived row that is missing, or a
 * name that is kept for nobody, does not stand in its way: what is seen of derived rows after the row they are derived
 * from was read holds as long as that row's etag, since nobody writes them without it; a name has an etag of its own.
 * @throws StorageRefusal when a condition did not hold: nothing was written
 */
export async function submitWrites(
  { log }: Pick<Services, 'log'>,
  store: TenantStore,
  writes: readonly Write[],
): Promise<void> {
  try {
    await store.submit(writes);
  } catch (error) {
    if (!isOfDerivedRow(error, writes)) throw error;
    const mended = await pMap(writes, (write) => mend(store, write), { concurrency: readsAtOnce });
    const keys = writes.flatMap((write, index) => (mended[index] === write ? [] : [write.key]));
    if (keys.length === 0) throw named(error, writes);
    await store.submit(mended.filter((write) => write !== null));
    log(`mended: the rows ${keys.join(', ')} disagreed with those they are derived from`);
  }
}

/** Where the service does not say which row it was, it may be a derived one. */
function isOfDerivedRow(error: unknown, writes: readonly Write[]): error is StorageRefusal {
  if (!(error instanceof StorageRefusal)) return false;
  const refused = error.index === null ? undefined : writes[error.index];
  return refused === undefined || isDerived(refused.key);
}

function named(error: StorageRefusal, writes: readonly Write[]): StorageRefusal {
  const refused = error.index === null ? undefined : writes[error.index];
  return refused === undefined ? error : new DerivedRowRefusal(error, refused.key, error);
}

/** The write that does what was meant by one; null when it is done already. */
async function mend(store: TenantStore, write: Write): Promise<Write | null> {
  const { kind, key } = write;
  if (!isDerived(key) || (kind !== 'delete' && kind !== 'create')) return write;
  const row = await store.row(key);
  if (kind === 'delete') return row === null ? null : write;
  const ownerId = row === null ? null : derivedFrom(row);
  if (row === null || ownerId === null || ownerId === 'damaged') return write;
  const owner = await store.user(ownerId);
  if (derivedRowsOf(owner?.value ?? null).has(key)) return write;
  return { kind: 'replace', key, properties: write.properties, ifMatch: row.etag };
}
