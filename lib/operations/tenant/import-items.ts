import { z } from 'zod';
import { UnseatError } from '../../errors.ts';
import type { UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { findUserId } from '../engine/find-user.ts';
import { ItemId, ItemInput, toNewItem } from '../held-data/item-input.ts';
import { refuseSize } from '../held-data/item-size.ts';
import { putItems } from '../held-data/put-items.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { Entry, EntryResult } from './import-part.ts';
import { accepted, countResults, readEntries, rejected, unchanged } from './import-part.ts';

/** A vault item in a dump: whose it is, by id or name, beside what PUT …/items/{itemId} takes. */
const ItemEntry = z
  .object({
    userId: z.string().optional(),
    userPrincipalName: z.string().optional(),
    service: Service,
    ...ItemInput.shape,
    itemId: ItemId,
  })
  .refine((entry) => entry.userId !== undefined || entry.userPrincipalName !== undefined, {
    message: 'names nobody: give userId or userPrincipalName',
  });
type ItemEntry = z.infer<typeof ItemEntry>;

/** Puts items into the vault, user by user. */
export async function importItems(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  await session.catalogs.of(session.tenantId, session.now);
  const read = readEntries(
    part,
    ItemEntry,
    (entry) => `${ownerOf(entry)}/${entry.service}/${entry.itemId}`,
  );
  const places = new Map<string, Entry<ItemEntry>[]>();
  for (const entry of read.entries) {
    const place = `${ownerOf(entry.value)}/${entry.value.service}`;
    places.set(place, [...(places.get(place) ?? []), entry]);
  }
  const results: EntryResult[] = [...read.rejected];
  for (const entries of places.values()) results.push(...(await putPlace(session, entries)));
  return countResults(results);
}

async function putPlace(
  session: Session,
  entries: readonly Entry<ItemEntry>[],
): Promise<readonly EntryResult[]> {
  const [first] = entries;
  if (first === undefined) return [];
  try {
    const { store } = session;
    const userId: UserId = await findUserId(store, ownerOf(first.value));
    const { service } = first.value;
    const large = new Map(
      entries.flatMap(({ value }) => {
        const item = { ...toNewItem(value.itemId, value), createdAt: session.now };
        const place = { userId, service, generation: 1 };
        const error = refuseSize(session.tenantId, place, item);
        return error === null ? [] : [[value.itemId, error.message]];
      }),
    );
    const items = entries
      .filter(({ value }) => !large.has(value.itemId))
      .map(({ value }) => toNewItem(value.itemId, value));
    const { unchanged: same } = await putItems(session, userId, service, items);
    return entries.map((entry) => {
      const { itemId } = entry.value;
      const reason = large.get(itemId);
      if (reason !== undefined) return rejected(entry, reason);
      return same.has(itemId) ? unchanged(entry) : accepted(entry);
    });
  } catch (error) {
    if (!(error instanceof UnseatError) || error.retry === 'later') throw error;
    return entries.map((entry) => rejected(entry, error.message));
  }
}

function ownerOf({ userId, userPrincipalName }: ItemEntry): string {
  return userId ?? userPrincipalName ?? '';
}
