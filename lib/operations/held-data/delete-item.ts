import { z } from 'zod';
import { notFound } from '../../errors.ts';
import { isRemoved, settleDue } from '../../licensing/due.ts';
import { OperationId, UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { Instant } from '../../licensing/time.ts';
import type { ServiceData, Usage, User } from '../../licensing/user.ts';
import { dataFrozen } from '../../refusals/held-data.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import type { VaultItem } from '../../storage/rows/vault-item-row.ts';
import { StorageOutage } from '../../storage/tables.ts';
import type { Vault } from '../../storage/vault.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { purgedError } from './read-data.ts';
import { refuseDeletion } from './refuse-deletion.ts';

/** What was deleted: which version of which item, never what was in it. */
const DeletedItem = z.strictObject({
  status: z.literal('changed'),
  userId: UserId,
  service: Service,
  itemId: z.string(),
  sizeBytes: z.number().int(),
  generation: z.number().int(),
  etag: z.string(),
});
type DeletedItem = z.infer<typeof DeletedItem>;

export const DeletedItemAnswer = z.strictObject({
  operationId: OperationId.nullable().describe('Null for a dry run: nothing was recorded.'),
  dryRun: z.boolean(),
  at: Instant,
  ...DeletedItem.pick({ userId: true, service: true, itemId: true, sizeBytes: true }).shape,
});
export type DeletedItemAnswer = z.infer<typeof DeletedItemAnswer>;

/**
 * Deletes one item of a service somebody has, for good. It is decided on the user's row and recorded; the item goes right
 * after, and only that version of it: what is put under its id meanwhile stays. Cut off in between, the operation's
 * message finishes it.
 * @throws UnseatError notFound, purged, or conflict: while the data is held, or a hold or its 30 days after keep it
 */
export async function deleteItem(
  session: Session,
  { userId, service, itemId }: Pick<DeletedItem, 'userId' | 'service' | 'itemId'>,
): Promise<DeletedItemAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
    request: { path: 'deleteItem', userId, service, itemId },
    targets: [userId],
    userIdOf: (id) => id,
    decide: async ({ user, occasion }) => {
      const current = user && settleDue(user, occasion);
      if (current === null || current.isGone || isRemoved(current)) throw notFound('user', userId);
      const data = providedData(current, service);
      refuseDeletion(current, occasion);
      const { generation } = data;
      const item = await session.vault.version({ userId, service, generation }, itemId);
      if (item === null) throw notFound('item', itemId);
      const after = { ...data, usage: usageWithout(data.usage, item.value) };
      return {
        after: { ...current, data: { ...current.data, [service]: after } },
        result: resultOf({ userId, service, itemId, generation }, item),
      };
    },
  });
  if (run.operationId !== null) await removeSoon(session, run.parts);
  const [deleted] = deletedItems(run.parts);
  if (deleted === undefined) throw new Error('A deletion of an item records which.');
  const { sizeBytes } = deleted;
  const { operationId, at } = run;
  return { operationId, dryRun: operationId === null, at, userId, service, itemId, sizeBytes };
}

/** Removes what a recorded deletion named, if it is still there as it was. Safe to run any number of times. */
export async function removeDeletedItems(
  vault: Vault,
  parts: readonly OperationPart[],
): Promise<void> {
  for (const { itemId, etag, ...place } of deletedItems(parts)) {
    await vault.removeVersion(place, itemId, etag);
  }
}

/** An outage is no failure of the operation: its message comes again. */
async function removeSoon({ vault, log }: Session, parts: readonly OperationPart[]): Promise<void> {
  try {
    await removeDeletedItems(vault, parts);
  } catch (error) {
    if (!(error instanceof StorageOutage)) throw error;
    log('deletion of an item: cut off, its message finishes it');
  }
}

function deletedItems(parts: readonly OperationPart[]): readonly DeletedItem[] {
  return parts.flatMap(({ results }) => z.array(DeletedItem).parse(results));
}

function providedData(user: User, service: Service): ServiceData {
  const data = user.data[service];
  if (data?.state === 'purging' || data?.state === 'purged') throw purgedError(service, user.id);
  if (data?.state === 'provided') return data;
  if (data === undefined) {
    throw notFound('data', service, `User '${user.id}' never had a license that provides it.`);
  }
  throw dataFrozen(
    { userId: user.id, service },
    { way: { kind: 'assignLicense', userId: user.id } },
  );
}

function resultOf(
  place: Pick<DeletedItem, 'userId' | 'service' | 'itemId' | 'generation'>,
  { value: { sizeBytes }, etag }: Versioned<VaultItem>,
): DeletedItem {
  return { status: 'changed', ...place, sizeBytes, etag };
}

/** What a report counted is as old as the report. */
function usageWithout(usage: Usage | null, { sizeBytes }: VaultItem): Usage | null {
  if (usage?.countedBy !== 'vault') return usage;
  return {
    ...usage,
    itemCount: Math.max(0, (usage.itemCount ?? 0) - 1),
    sizeBytes: Math.max(0, (usage.sizeBytes ?? 0) - sizeBytes),
  };
}
