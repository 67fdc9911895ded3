import { notFound } from '../../errors.ts';
import { changesTooFast } from '../../refusals/service.ts';
import { withAssignments } from '../../licensing/data.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import { isDerivedByOlder } from '../../licensing/products/plans-version.ts';
import type { Instant } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import type { DeriveMessage } from '../../messages/sweeps.ts';
import type { DeriveRequest } from '../../storage/rows/operation-request.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import { fromHolderRow, holdersOf } from '../../storage/rows/holder-row.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import { userWrites } from '../../storage/rows/user-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { Write } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Catalog } from '../engine/catalogs.ts';
import { loadUsers } from '../engine/load-users.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';
import { sessionOf } from '../engine/session.ts';
import { failedResult, userResult } from '../engine/answers/user-result.ts';

/** Holders derived in one transaction. */
const holdersInPage = 20;
/** Pages one message derives; the rest goes on by message. */
const mostPages = 10;
const mostAttempts = 12;

/**
 * Sends for every product of a tenant whose plans have changed that its holders are to be derived anew. The product's row
 * says so until all of them are, so a lost message is sent again.
 * @returns whether there was none
 */
export async function sendDerivations(services: Services, store: TenantStore): Promise<boolean> {
  const { tenantId } = store;
  const products = await store.products((error) => void leaveOut(error, services.log));
  const behind = [...products.values()].filter(
    ({ row }) => row.derivedTo < row.product.plansVersion,
  );
  for (const { row } of behind) {
    const { skuId, plansVersion: version } = row.product;
    const message: DeriveMessage = { v: 1, kind: 'derive', tenantId, skuId, version, from: null };
    await services.queues.send('sweeps', message);
  }
  return behind.length === 0;
}

/**
 * Derives what the holders of a product have by its plans as they are now: clocks of services that were lost begin, those
 * of services that came back end. Safe to run twice and to be cut off anywhere: who is derived already stays as he is.
 */
export async function deriveHolders(
  services: Services,
  message: DeriveMessage,
  now: Instant,
): Promise<void> {
  const { tenantId, skuId, version } = message;
  // Never by what was kept: it may be what the product was before.
  services.catalogs.forget(tenantId);
  const catalog = await services.catalogs.of(tenantId, now);
  // Changed once more since: a message of that version is on its way.
  if (catalog.products.get(skuId)?.plansVersion !== version) return;
  const caller = { id: 'unseat', kind: 'app' } as const;
  const call = { tenantId, caller, now, route: 'derive', idempotencyKey: null, isDryRun: false };
  const session = sessionOf(services, call);
  const { store } = session;
  const range = holdersOf(skuId);
  let next: string | null = message.from ?? range.from;
  for (let pages = 0; next !== null && pages < mostPages; pages += 1) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to: range.to },
      holdersInPage,
    );
    const userIds = slice.rows.map((row) => fromHolderRow(row).userId);
    await derivePage(session, catalog, { path: 'plans', skuId, plansVersion: version, userIds });
    ({ next } = slice);
  }
  if (next === null) await noteDerived(store, message);
  else await services.queues.send('sweeps', { ...message, from: next });
}

/** One operation for those whose data moves; the others only note by which plans they are derived. */
async function derivePage(
  session: Session,
  catalog: Catalog,
  { path, skuId, plansVersion, userIds }: DeriveRequest,
): Promise<void> {
  const { store } = session;
  const product = catalog.products.get(skuId);
  if (product === undefined) return;
  const { tenant, products } = catalog;
  const occasion = { now: session.now, dueBy: session.now, operationId: null, products, tenant };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const stay: Write[] = [];
    const moving: UserId[] = [];
    for (const row of await loadUsers(store, userIds)) {
      if (row === null || !isDerivedByOlder(row.value, product)) continue;
      const after = derived(row.value, occasion);
      if (isSameData(row.value, after)) stay.push(...userWrites(row, after));
      else moving.push(row.value.id);
    }
    if (stay.length === 0 && moving.length === 0) return;
    // The same move is the same operation, so that two of the same message record it once.
    const idempotencyKey = [skuId, plansVersion, attempt, ...moving].join(' ');
    const spec = deriveSpec({ path, skuId, plansVersion, userIds: moving });
    try {
      if (stay.length > 0) await store.submit(stay);
      if (moving.length > 0) await runOperation({ ...session, idempotencyKey }, catalog, spec);
    } catch (error) {
      // Somebody changed one of them meanwhile: look again.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
  throw changesTooFast({ what: 'the holders of a product' });
}

/** What users become by the plans of their products as they are now; recorded as an operation of its own. */
export function deriveSpec(request: DeriveRequest): OperationSpec<UserId> {
  return {
    request,
    targets: request.userIds,
    userIdOf: (id) => id,
    decide: ({ target, user, catalog, occasion }) => {
      if (user === null) {
        return { after: null, result: failedResult(target, null, notFound('user', target)) };
      }
      const after = derived(user, occasion);
      const shown = isSameData(user, after) ? user : after;
      const isSame = JSON.stringify(after) === JSON.stringify(user);
      return {
        after: isSame ? null : after,
        result: userResult(user, shown, [], { catalog, occasion }),
      };
    },
  };
}

/** Who holds nothing has nothing to derive: a deleted user's clocks are those of the delete. */
function derived(user: User, occasion: Occasion): User {
  return user.assignments.length === 0 ? user : withAssignments(user, user.assignments, occasion);
}

function isSameData(before: User, after: User): boolean {
  return JSON.stringify(before.data) === JSON.stringify(after.data);
}

/** All holders are derived: later ones were given the product as it is now, or the base row has refused them. */
async function noteDerived(store: TenantStore, { skuId, version }: DeriveMessage): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const seats = await store.seats(skuId);
    if (seats === null || seats.row.product.plansVersion !== version) return;
    if (seats.row.derivedTo === version) return;
    try {
      await store.submit([productWrite({ ...seats.row, derivedTo: version }, seats.etag)]);
      return;
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
  // Others give it to people all the time. The product still says what is to be done, so a sweep comes back.
}
