import { z } from 'zod';

import { OperationId, UserId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { derivedFrom, derivedRowsOf, isDerived, saysSo } from '../../storage/rows/derived-rows.ts';
import { isKey } from '../../storage/limits.ts';
import type { Row, Write } from '../../storage/tables.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Decision } from '../engine/operation-spec.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';

/** A row as `checkTenant` names it. */
export const RowToRepair = z.strictObject({
  userId: UserId,
  key: z
    .string()
    .max(512)
    .refine((key) => isDerived(key) && isKey(key), {
      error:
        'is no key of a row that is derived from a user: take it as the check of the tenant names it',
    }),
});
export type RowToRepair = z.infer<typeof RowToRepair>;

const RepairedRow = z.strictObject({
  userId: UserId,
  key: z.string(),
  outcome: z
    .enum(['written', 'removed', 'intact', 'nameTaken'])
    .describe(
      'intact: it says what its user says. nameTaken: somebody else has the name by right.',
    ),
});
type RepairedRow = z.infer<typeof RepairedRow>;

export const RepairAnswer = z.strictObject({
  operationId: OperationId.nullable(),
  dryRun: z.boolean(),
  at: Instant,
  results: z.array(RepairedRow),
});
export type RepairAnswer = z.infer<typeof RepairAnswer>;

interface Target {
  readonly userId: UserId;
  readonly keys: readonly string[];
}

/**
 * Writes derived rows anew from the users they are derived from, and removes those their user does not know of. The
 * user's own row is replaced by itself in the same transaction, so that whoever changes the user meanwhile wins.
 * @param rows few enough for one transaction
 */
export async function repairTenant(
  session: Session,
  rows: readonly RowToRepair[],
): Promise<RepairAnswer> {
  const { store } = session;
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const keys = Map.groupBy(rows, ({ userId }) => userId);
  const targets = [...keys].map(([userId, own]): Target => ({
    userId,
    keys: [...new Set(own.map(({ key }) => key))],
  }));
  const owners = new Owners(store, rows);
  const run = await runOperation(session, catalog, {
    request: { path: 'repair', rows },
    targets,
    userIdOf: ({ userId }) => userId,
    decide: ({ target, user }) => repairRows(store, target, user, owners),
  });
  const results = z
    .array(z.array(RepairedRow))
    .parse(run.parts.flatMap((part) => part.results))
    .flat();
  const strays = session.isDryRun ? [] : results.filter(({ outcome }) => outcome === 'removed');
  for (const stray of strays) await removeStray(store, stray);
  return {
    operationId: run.operationId,
    dryRun: run.operationId === null,
    at: run.at,
    results,
  };
}

/** Who is named with a row, where it is the name several users claim. */
class Owners {
  readonly #store: TenantStore;
  readonly #named: ReadonlyMap<string, readonly RowToRepair[]>;

  constructor(store: TenantStore, rows: readonly RowToRepair[]) {
    this.#store = store;
    this.#named = Map.groupBy(rows, ({ key }) => key);
  }

  /** The first of those named with a row who has it by right: only this one's transaction may write it. */
  async of(key: string): Promise<UserId | null> {
    for (const { userId } of this.#named.get(key) ?? []) {
      if (await isRightful(this.#store, userId, key)) return userId;
    }
    return null;
  }
}

async function isRightful(store: TenantStore, userId: UserId, key: string): Promise<boolean> {
  const user = await store.user(userId);
  return derivedRowsOf(user?.value ?? null).has(key);
}

async function repairRows(
  store: TenantStore,
  { userId, keys }: Target,
  user: User | null,
  owners: Owners,
): Promise<Decision> {
  const result: RepairedRow[] = [];
  const writes: Write[] = [];
  for (const key of keys) {
    const properties = derivedRowsOf(user).get(key) ?? null;
    const { outcome, write } = await repairRow(store, { userId, key, properties }, owners);
    result.push({ userId, key, outcome });
    if (write !== null) writes.push(write);
  }
  return { after: writes.length > 0 ? user : null, result, writes };
}

async function repairRow(
  store: TenantStore,
  { userId, key, properties }: RowToRepair & { readonly properties: Row['properties'] | null },
  owners: Owners,
): Promise<{ readonly outcome: RepairedRow['outcome']; readonly write: Write | null }> {
  const row = await store.row(key);
  const source = row === null ? null : derivedFrom(row);
  const owner = await owners.of(key);
  if (properties === null) {
    // It goes after the commit, on its own etag: whoever comes to have it by right meanwhile has written it then.
    return { outcome: source === userId ? 'removed' : 'intact', write: null };
  }
  if (row !== null && saysSo(row, properties)) return { outcome: 'intact', write: null };
  const isOthers =
    owner !== userId ||
    (source !== null &&
      source !== 'damaged' &&
      source !== userId &&
      (await isRightful(store, source, key)));
  if (isOthers) return { outcome: 'nameTaken', write: null };
  const write: Write =
    row === null
      ? { kind: 'create', key, properties }
      : { kind: 'replace', key, properties, ifMatch: row.etag };
  return { outcome: 'written', write };
}

/** Removes a row of which its user does not know; a repeat of the repair finishes what was cut off here. */
async function removeStray(store: TenantStore, { userId, key }: RowToRepair): Promise<void> {
  const row = await store.row(key);
  if (row === null || derivedFrom(row) !== userId) return;
  if (await isRightful(store, userId, key)) return;
  try {
    await store.remove(row);
  } catch (error) {
    // Somebody has written or removed it since.
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
