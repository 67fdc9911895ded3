import type { UnseatError } from '../../errors.ts';
import { notFound } from '../../errors.ts';
import { isRemoved } from '../../licensing/due.ts';
import type { UserId } from '../../licensing/ids.ts';
import { asDelegateSees, asOf, dataEntries, dataEntry } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import type { User } from '../../licensing/user.ts';
import { dataArchived, purged } from '../../refusals/held-data.ts';
import { tombstonesOf } from '../../storage/rows/tombstone-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { VaultItem, VaultPlace } from '../../storage/rows/vault-item-row.ts';
import { itemsOf } from '../../storage/rows/vault-item-row.ts';
import type { Vault } from '../../storage/vault.ts';
import type { Call } from '../engine/call.ts';
import { findUserId, nobodyCalled } from '../engine/find-user.ts';
import type { Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';
import { clocks } from '../users/read-users.ts';
import type { Session } from '../engine/session.ts';
import type { EntryAnswer, ItemAnswer } from '../engine/answers/shapes.ts';

/** Who may read: everybody whose role reads, or a delegate, who reads a service of this user only while it is held. */
export type Reader =
  | { readonly kind: 'reader' }
  | { readonly kind: 'delegate'; readonly id: string };

/** Whose data of which service is read, and by whom. */
export interface ServiceReading {
  readonly idOrName: string;
  readonly service: Service;
  readonly reader: Reader;
}

/** What data there is of a user and until when, to a delegate what is held; also of a user who is gone meanwhile. */
export async function readData(
  session: Session,
  idOrName: string,
  reader: Reader,
): Promise<EntryAnswer[]> {
  const user = await findReadable(session, idOrName, reader);
  return [...dataEntries(user, session.now)];
}

/** The items of one service, without their content. @throws UnseatError purged for data that is gone for good */
export async function listItems(
  session: Session,
  reading: ServiceReading,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<ItemAnswer>> {
  return readVault(session, reading, async (vault, place) => {
    const { userId } = place;
    const list = {
      kind: 'items',
      tenantId: session.tenantId,
      query: { userId, service: reading.service },
    };
    const from = fromSkipToken(list, page.skipToken, itemsOf(place));
    const { items, next } = await vault.items(place, { top: page.top, from, log: session.log });
    return {
      value: items.map((item) => ({ ...itemAnswer(reading.service, item), content: null })),
      skipToken: next === null ? null : toSkipToken(list, next),
    };
  });
}

/** One item with its content. @throws UnseatError purged for data that is gone for good, notFound without such an item */
export async function readItem(
  session: Session,
  reading: ServiceReading,
  itemId: string,
): Promise<ItemAnswer> {
  const item = await readVault(session, reading, (vault, place) => vault.item(place, itemId));
  if (item === null) throw notFound('item', itemId);
  return itemAnswer(reading.service, item);
}

/** An item as it is answered, content included. */
export function itemAnswer(service: Service, item: VaultItem): ItemAnswer {
  return { service, ...item };
}

/** 410: the data is gone for good. */
export function purgedError(service: Service, userId: UserId): UnseatError {
  return purged({ userId, service }, { target: service });
}

/**
 * Reads the vault of a user. The vault is another partition than the user, who may get a license in between and go on
 * writing: a delegate's answer counts only while the data is still held after it was read.
 */
async function readVault<Value>(
  session: Session,
  { idOrName, service, reader }: ServiceReading,
  read: (vault: Vault, place: VaultPlace) => Promise<Value>,
): Promise<Value> {
  const user = await findReadable(session, idOrName, reader, service);
  const { generation } = readableData(user, service, session);
  const { vault } = session;
  const value = await read(vault, { userId: user.id, service, generation });
  if (reader.kind === 'delegate') await findReadable(session, user.id, reader, service);
  return value;
}

async function findReadable(
  session: Session,
  idOrName: string,
  reader: Reader,
  service?: Service,
): Promise<User> {
  const { store } = session;
  const userId = await findUserId(store, idOrName);
  const row = await store.user(userId);
  const user = row && asOf(row.value, clocks(store, session));
  if (reader.kind === 'delegate') return seenByDelegate(user, reader.id, idOrName, service);
  if (user === null || isRemoved(user)) {
    if (service !== undefined && (await hasTombstone(store, userId, service))) {
      throw purgedError(service, userId);
    }
    throw notFound('user', idOrName);
  }
  return user;
}

/** Somebody with nothing held for this delegate is not told from somebody who is not there. */
function seenByDelegate(
  user: User | null,
  delegateId: string,
  idOrName: string,
  service?: Service,
): User {
  const seen = user && asDelegateSees(user, delegateId);
  if (seen === null || (service !== undefined && seen.data[service] === undefined)) {
    throw nobodyCalled(idOrName);
  }
  return seen;
}

function readableData(
  user: User,
  service: Service,
  { now }: Call,
): { readonly generation: number } {
  const data = user.data[service];
  if (data === undefined) {
    throw notFound(
      'data',
      service,
      `User '${user.id}' never had a license that provides ${service}.`,
    );
  }
  if (dataEntry(service, data, now).isReadable) return data;
  if (data.archivedFrom !== null && now >= data.archivedFrom) {
    throw dataArchived({ userId: user.id, service, archivedFrom: data.archivedFrom });
  }
  throw purgedError(service, user.id);
}

async function hasTombstone(
  store: TenantStore,
  userId: UserId,
  service: Service,
): Promise<boolean> {
  const { rows } = await store.slice(tombstonesOf(store.tenantId, userId, service), 1);
  return rows.length > 0;
}
